import type {Reading} from '../../machine/index.js';

/** The buffer that the columns of a reading lie in: it can be handed to another thread instead of being copied. */
export const transferables = ({perCpu}: Reading): ArrayBuffer[] => [perCpu.stacks.buffer as ArrayBuffer];
