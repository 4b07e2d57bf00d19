import type {Host} from './read-host.js';

/** Threads that behave alike, as far as their pace goes. */
type Paced = {
	readonly count: number;
	/** Bursts of one thread a second, and CPU time of one in microseconds. */
	readonly burstsPerS: number;
	readonly burstUs: number;
};

/** By what a class's own figures are to be multiplied so that all of them together make as many switches, and take as much CPU time, as the box. */
export type Pace = {
	readonly rateFactor: number;
	readonly burstFactor: number;
	/** Forks a second of the box; 0: not known, or next to none. */
	readonly forksPerS: number;
	/** Context switches a second of the box; undefined: not known. */
	readonly switchesPerS: number | undefined;
};

/** Fewer forks than one in a day are none. */
const fewestForksPerS = 1 / 86_400;
/** However many switches the short-lived processes make, the threads that were seen keep this share. */
const leastShareOfSeen = 0.05;

/**
The pace of a box from what it counted since boot.
A burst on an idle CPU is two switches, from the idle task and back, on a busy one it is one: so `2 - busyShare` of them on the mean.
*/
export const paceOf = ({counters}: Host, seen: readonly Paced[], shortLived: {readonly burstsPerLife: number; readonly burstUs: number}): Pace => {
	const {uptimeS, contextSwitches, forks, busyShare, cpus} = counters;
	const forksPerS = uptimeS === undefined || forks === undefined || forks / uptimeS < fewestForksPerS ? 0 : forks / uptimeS;
	const burstsOfShort = forksPerS * shortLived.burstsPerLife;
	const burstsOfSeen = seen.reduce((sum, {count, burstsPerS}) => sum + count * burstsPerS, 0);
	const switchesPerS = uptimeS === undefined || contextSwitches === undefined ? undefined : contextSwitches / uptimeS;
	const wanted = switchesPerS === undefined ? burstsOfSeen + burstsOfShort : switchesPerS / (2 - (busyShare ?? 0));
	const rateFactor = burstsOfSeen === 0 ? 1 : Math.max(wanted - burstsOfShort, wanted * leastShareOfSeen) / burstsOfSeen;
	const busyUs = seen.reduce((sum, {count, burstsPerS, burstUs}) => sum + count * burstsPerS * rateFactor * burstUs, 0) + burstsOfShort * shortLived.burstUs;
	return {
		rateFactor,
		burstFactor: busyShare === undefined || busyUs === 0 ? 1 : busyShare * cpus.length * 1e6 / busyUs,
		forksPerS,
		switchesPerS,
	};
};
