import type {Scenario} from '../../machine/index.js';

/** From here on a run is long, in milliseconds: a new thread costs far less than what it saves the next one. */
const longMs = 1000;

/**
Whether a thread that ran a box of this scenario for `tookMs` should run no other: the engine is compiled for the first box of its thread, and the next ones run at little more than half its speed.
Under the skipping engine that matters less than the law of waits, which the thread has learned.
*/
export const isSpent = ({engine}: Scenario, tookMs: number): boolean => engine !== 'skip' && tookMs > longMs;
