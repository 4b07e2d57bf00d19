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
	/** Ended, but not yet collected: they hold no stack any more. */
	readonly zombies: number;
	/** There were more than `mostThreads`. */
	readonly isCut: boolean;
	/** How waits were told: by the call chain, by one function, or not at all. */
	readonly waits: 'stack' | 'wchan' | 'none';
	/** User threads, and those of them whose wait was found. */
	readonly userThreads: number;
	readonly placed: number;
	/** Every how many threads one was read in detail. */
	readonly stride: number;
};

/** Reads the threads below proc/. `expected` is about how many there are, `uptimeS` the age of the box. Threads that end meanwhile are left out. */
export const readThreads = (files: HostFiles, {expected, uptimeS}: {readonly expected: number; readonly uptimeS: number | undefined}): ThreadsRead => {
	const stride = Math.max(1, Math.ceil(expected / detailedThreads));
	const builder = new GroupBuilder();
	const waits = new WaitReader(files);
	let [seen, count, zombies, userThreads, placed] = [0, 0, 0, 0, 0];
	for (const {folder, isLeader} of threadFolders(files)) {
		if (count === mostThreads) {
			return {groups: builder.groups(), count, zombies, isCut: true, waits: waits.by, userThreads, placed, stride};
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

	return {groups: builder.groups(), count, zombies, isCut: false, waits: waits.by, userThreads, placed, stride};
};

const isNumber = (name: string): boolean => /^\d+$/u.test(name);

/** The folders of all threads; the first thread of a process has the number of the process. */
function * threadFolders(files: HostFiles): Generator<{folder: string; isLeader: boolean}> {
	for (const pid of files.names('proc').filter(name => isNumber(name))) {
		for (const tid of files.names(`proc/${pid}/task`).filter(name => isNumber(name))) {
			yield {folder: `proc/${pid}/task/${tid}`, isLeader: pid === tid};
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

/** Finds where threads wait: by their call chains as long as these may be read, else by wchan. */
class WaitReader {
	by: ThreadsRead['waits'] = 'none';
	#stacksDenied = false;

	constructor(readonly files: HostFiles) {}

	read(folder: string): WaitSite | undefined {
		if (!this.#stacksDenied) {
			const attempt = this.files.attempt(`${folder}/stack`);
			if ('text' in attempt) {
				this.by = 'stack';
				return siteOfStack(attempt.text);
			}

			// Root alone may read them, and not in every container: one refusal is enough to know.
			this.#stacksDenied = attempt.missing === 'denied';
		}

		const site = siteOfWchan(this.files.short(`${folder}/wchan`) ?? '0');
		if (site !== undefined && this.by === 'none') {
			this.by = 'wchan';
		}

		return site;
	}
}
