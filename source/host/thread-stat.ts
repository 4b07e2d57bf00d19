/** What /proc/PID/task/TID/stat tells about a thread. */
export type ThreadStat = {
	readonly tid: number;
	/** As it is, without control characters. */
	readonly comm: string;
	/** One letter: R, S, D, I, Z and so on. */
	readonly state: string;
	readonly isKernel: boolean;
	/** Start in hundredths of a second after boot. */
	readonly startTicks: number;
};

/** PF_KTHREAD of include/linux/sched.h. A parent with the number 2 does not tell: in a container that is any process. */
const kernelThreadFlag = 0x00_20_00_00;

/** Fields by their numbers in proc(5), counted from the first one behind the name (3, the state). */
const field = {state: 0, flags: 6, start: 19} as const;

/** Takes the line apart; undefined when it is none. A name may hold spaces and brackets, so it ends at the last one. */
export const parseThreadStat = (line: string): ThreadStat | undefined => {
	const open = line.indexOf('(');
	const close = line.lastIndexOf(')');
	const fields = line.slice(close + 2).trimEnd().split(' ');
	const numbers = [field.flags, field.start].map(at => Number(fields[at]));
	if (open < 1 || close < open || numbers.some(number => Number.isNaN(number))) {
		return undefined;
	}

	const [flags, startTicks] = numbers as [number, number];
	return {
		tid: Number(line.slice(0, open)),
		comm: line.slice(open + 1, close).replaceAll(/[\p{C}\u2028\u2029]/gu, '?'),
		state: fields[field.state]!,
		isKernel: Math.floor(flags / kernelThreadFlag) % 2 === 1,
		startTicks,
	};
};
