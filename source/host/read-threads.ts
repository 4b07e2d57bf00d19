import type {HostFiles} from './host-files.js';
import {kernelClassOf} from './kernel-class.js';
import {GroupBuilder, type RunTotals, type ThreadGroup} from './thread-groups.js';
import {parseThreadStat} from './thread-stat.js';
import {siteOfStack, siteOfWchan, type WaitSite} from './wait-site.js';

/** Most threads that are read; a twin holds no more. */
export const mostThreads = 1_000_000;
/** Threads of which more than the stat line is read (how often they ran, where they wait); on a box with more of them, every second, third and so on. */
const detailedThreads = 20_000;
/** /proc counts time in hundredths of a second (USER_HZ), whatever the kernel's tick. */
const ticksPerSecond = 100;
/** A thread younger than this says nothing about how often it runs. */
const youngestS = 1;

/** All threads that /proc shows. */
export type ThreadsRead = {
	readonly groups: readonly ThreadGroup[];
	/** Threads that hold a stack. */
	readonly count: number;
	/** Threads of kstacktop itself, which are left out: they are there because the box is looked at. */
	readonly own: number;
	/** Ended, but not yet collected: they hold no stack any more. */
	readonly zombies: number;
	/** There were more than `mostThreads`. */
	readonly isCut: boolean;
	/** How waits were told: by the call chain, by one function, or not at all. */
	readonly waits: 'stack' | 'wchan' | 'none';
	/** User threads, and those of them whose wait was found. */
	readonly userThreads: number;
	readonly placed: number;
	/** Call chains that may not be read, where those of other threads may. */
	readonly denied: number;
	/** Every how many threads one was read in detail. */
	readonly stride: number;
};

/** What is known of a box before its threads are read. */
type Known = {
	/** About how many threads there are. */
	readonly expected: number;
	/** Age of the box, seconds. */
	readonly uptimeS: number | undefined;
	/** Process that is left out. */
	readonly self?: number | undefined;
};

/** Reads the threads below proc/. Threads that end meanwhile are left out. */
export const readThreads = (files: HostFiles, {expected, uptimeS, self}: Known): ThreadsRead => {
	const stride = Math.max(1, Math.ceil(expected / detailedThreads));
	const builder = new GroupBuilder();
	const waits = new WaitReader(files);
	let [seen, count, own, zombies, userThreads, placed] = [0, 0, 0, 0, 0, 0];
	const result = (isCut: boolean): ThreadsRead => ({
		groups: builder.groups(), count, own, zombies, isCut, waits: waits.by, userThreads, placed, denied: waits.by === 'stack' ? waits.denied : 0, stride,
	});
	for (const {folder, pid, isLeader} of threadFolders(files)) {
		if (count === mostThreads) {
			return result(true);
		}

		if (pid === self) {
			own++;
			continue;
		}

		const stat = parseThreadStat(files.short(`${folder}/stat`) ?? '');
		if (stat === undefined) {
			continue;
		}

		if (stat.state === 'Z' || stat.state === 'X') {
			zombies++;
			continue;
		}

		const inDetail = seen++ % stride === 0;
		const site = inDetail && !stat.isKernel && stat.state !== 'R' ? waits.read(folder) : undefined;
		count++;
		userThreads += stat.isKernel ? 0 : 1;
		placed += site === undefined ? 0 : 1;
		builder.add({
			comm: stat.comm,
			kernelClass: stat.isKernel ? kernelClassOf(stat.comm) : undefined,
			isLeader,
			site,
			runs: inDetail && uptimeS !== undefined ? readRuns(files, folder, uptimeS - stat.startTicks / ticksPerSecond) : undefined,
		});
	}

	return result(false);
};

const isNumber = (name: string): boolean => /^\d+$/u.test(name);

/** The folders of all threads; the first thread of a process has the number of the process. */
function * threadFolders(files: HostFiles): Generator<{folder: string; pid: number; isLeader: boolean}> {
	for (const pid of files.names('proc').filter(name => isNumber(name))) {
		for (const tid of files.names(`proc/${pid}/task`).filter(name => isNumber(name))) {
			yield {folder: `proc/${pid}/task/${tid}`, pid: Number(pid), isLeader: pid === tid};
		}
	}
}

/** schedstat: nanoseconds on a CPU, nanoseconds of waiting for one, times taken up. Absent without CONFIG_SCHED_INFO. */
const readRuns = (files: HostFiles, folder: string, ageS: number): RunTotals | undefined => {
	const [runNs, , slices] = (files.short(`${folder}/schedstat`) ?? '').split(' ').map(Number);
	if (slices === undefined || Number.isNaN(slices) || ageS < youngestS) {
		return undefined;
	}

	return {slices, runNs: runNs!, ageS};
};

/** Root alone may read call chains, not in every container, and not of every process. So many refusals and no chain: there are none to be had. */
const refusalsTaken = 16;

/** Finds where threads wait: by their call chains as long as these may be read, else by wchan. */
class WaitReader {
	by: ThreadsRead['waits'] = 'none';
	/** Call chains that may not be read. */
	denied = 0;

	constructor(readonly files: HostFiles) {}

	read(folder: string): WaitSite | undefined {
		if (this.by === 'stack' || this.denied < refusalsTaken) {
			const attempt = this.files.attempt(`${folder}/stack`);
			if ('text' in attempt) {
				this.by = 'stack';
				return siteOfStack(attempt.text);
			}

			this.denied += attempt.missing === 'denied' ? 1 : 0;
		}

		const site = siteOfWchan(this.files.short(`${folder}/wchan`) ?? '0');
		if (site !== undefined && this.by === 'none') {
			this.by = 'wchan';
		}

		return site;
	}
}
