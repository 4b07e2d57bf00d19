import type {MachineDescription} from '../../machine/index.js';

const secondNs = 1_000_000_000;

/** After a minute, the next digest is a thirtieth of the time so far away: an hour has some 170. */
const spread = 30;

/**
When a digest is due next after `timeNs`: at boot (after -1), every second at first, ever less often.
The times are the same for every run, whatever was done to it and whenever its recording was begun.
*/
export const nextDigestNs = (timeNs: number): number => {
	let second = 0;
	while (second * secondNs <= timeNs) {
		second += Math.max(1, Math.floor(second / spread));
	}

	return second * secondNs;
};

/**
Bursts that a box has to run between two digests, so that these take less than a fiftieth of its CPU time: a burst takes some 0.2 us,
a digest a pass over all CPUs and threads (measured by `npm run bench`). It does not depend on policies: both costs grow with them.
*/
export const burstsPerDigest = ({cpus, threads}: Pick<MachineDescription, 'cpus' | 'threads'>): number => 8000 * cpus + 80 * threads;

const longestNs = 16 * secondNs;

/** A box that hardly does anything gets its digests all the same: whenever the run is four times as long as at the last one, from 16 s on. */
export const isLongAgo = (digestedNs: number, timeNs: number): boolean => timeNs >= Math.max(longestNs, 4 * digestedNs);
