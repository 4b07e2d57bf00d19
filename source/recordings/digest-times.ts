const secondNs = 1_000_000_000;

/** After a minute, the next digest is a thirtieth of the time so far away: an hour has some 170. */
const spread = 30;

/**
When the next digest is due after `timeNs`: at boot (after -1), every second at first, ever less often.
The times are the same for every run, whatever was done to it and whenever its recording was begun.
*/
export const nextDigestNs = (timeNs: number): number => {
	let second = 0;
	while (second * secondNs <= timeNs) {
		second += Math.max(1, Math.floor(second / spread));
	}

	return second * secondNs;
};
