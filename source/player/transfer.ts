import type {Reading} from '../../machine/index.js';

/** The buffers of a reading's columns, each once: they can be handed to another thread instead of being copied. */
export const transferables = (reading: Reading): ArrayBuffer[] => {
	const columns = [reading.perCpu, ...reading.policies.map(policy => policy.perCpu)].flatMap(group => Object.values(group));
	return [...new Set(columns.map(column => column.buffer))].filter(buffer => buffer instanceof ArrayBuffer);
};
