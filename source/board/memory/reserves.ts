import type {PolicyReading} from '../../../machine/index.js';

const sum = (values: Float64Array) => {
	let total = 0;
	for (const value of values) {
		total += value;
	}

	return total;
};

/** The pages that a policy keeps ready, in all pools and the reserve of the box: each of them is in one of the three. */
export type ReserveShares = {
	/** Pages when all are full; 0: the policy keeps none ready. */
	readonly full: number;
	/** Pages that were never taken since boot. */
	readonly untouched: number;
	/** Pages that are there, but were not at some time. */
	readonly refilled: number;
	/** Pages that are missing now. */
	readonly out: number;
};

/** How the pages that a policy keeps ready were used so far. */
export function reserveShares({poolSize, perCpu: {pool, poolLowest}, reserve}: PolicyReading): ReserveShares {
	const full = (poolSize * pool.length) + reserve.size;
	const untouched = sum(poolLowest) + reserve.lowest;
	const now = sum(pool) + reserve.now;
	return {full, untouched, refilled: now - untouched, out: full - now};
}
