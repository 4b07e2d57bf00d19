import type {KernelClass} from './kernel-class.js';
import type {WaitSite} from './wait-site.js';

/** A thread as it was found. */
export type FoundThread = {
	readonly comm: string;
	/** Class of a kernel thread; undefined: a user thread. */
	readonly kernelClass: KernelClass | undefined;
	/** The first thread of its process. */
	readonly isLeader: boolean;
	/** Where it waits; undefined: it runs, or that could not be read. */
	readonly site: WaitSite | undefined;
	/** How often it ran, for how long and over which time; undefined: not read. */
	readonly runs: RunTotals | undefined;
};

/** Sums over threads since each was created. */
export type RunTotals = {
	/** Times a CPU took it up. */
	readonly slices: number;
	readonly runNs: number;
	readonly ageS: number;
};

/** Threads that are taken for alike: a class of kernel threads, or user threads of one name, role and kind of wait. */
export type ThreadGroup = Omit<FoundThread, 'runs'> & {
	readonly count: number;
	readonly runs: RunTotals;
};

/** `worker-12` and `worker-3` are alike: `%n` stands for a number at the end. */
export const commPattern = (comm: string): string => plainComm(comm).replace(/\d+$/u, '%n');

/** A percent sign of the name itself would be taken for a mark. */
const plainComm = (comm: string): string => comm.replaceAll('%', '_');

/** Whether a thread waits in a way that can be restarted, as a word for its group. */
const waitKind = ({site}: Pick<FoundThread, 'site'>): string => site === undefined ? 'unknown' : (site.isRestartable ? 'restartable' : 'held');

/** A group that is still being counted. */
type Tally = {
	readonly first: FoundThread;
	/** Its threads differ in the number at the end of their names. */
	isMixed: boolean;
	count: number;
	runs: RunTotals;
	readonly sites: Map<string, {readonly site: WaitSite; readonly count: number}>;
};

/** Collects threads into groups; the site of a group is that of most of its threads. */
export class GroupBuilder {
	readonly #groups = new Map<string, Tally>();

	add(thread: FoundThread): void {
		const key = thread.kernelClass ?? JSON.stringify([commPattern(thread.comm), thread.isLeader, waitKind(thread)]);
		const group: Tally = this.#groups.get(key) ?? {first: thread, isMixed: false, count: 0, runs: {slices: 0, runNs: 0, ageS: 0}, sites: new Map()};
		group.count++;
		group.isMixed ||= thread.comm !== group.first.comm;
		if (thread.runs !== undefined) {
			const {slices, runNs, ageS} = group.runs;
			group.runs = {slices: slices + thread.runs.slices, runNs: runNs + thread.runs.runNs, ageS: ageS + thread.runs.ageS};
		}

		if (thread.site !== undefined) {
			const known = group.sites.get(thread.site.fn);
			group.sites.set(thread.site.fn, {site: known?.site ?? thread.site, count: (known?.count ?? 0) + 1});
		}

		this.#groups.set(key, group);
	}

	/** The groups, largest first; equal ones by name. */
	groups(): ThreadGroup[] {
		return [...this.#groups.values()]
			.map(({first, isMixed, count, runs, sites}) => ({
				comm: isMixed ? commPattern(first.comm) : plainComm(first.comm),
				kernelClass: first.kernelClass,
				isLeader: first.isLeader,
				site: [...sites.values()].toSorted((a, b) => b.count - a.count)[0]?.site,
				count,
				runs,
			}))
			.toSorted((a, b) => b.count - a.count || (a.comm < b.comm ? -1 : 1));
	}
}
