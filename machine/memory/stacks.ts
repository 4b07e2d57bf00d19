import {hashKey} from '../random.js';
import type {GrowthContext} from '../policies/policy.js';
import {limitMask, limitShift} from '../threads.js';
import {scalar, type RunningPolicy, type World} from '../world.js';
import {pageBytes, pageCountBits} from '../workload/tables.js';
import {writeLog, type LogKind} from '../log.js';

const countMask = (1 << pageCountBits) - 1;

/** Stacks of ended threads that a CPU keeps for reuse. Source: `NR_CACHED_STACKS`, `kernel/fork.c`. */
export const cachedStacksPerCpu = 2;

/** Maps, grows and frees the stack of every thread under every policy: where policies meet the thread table and the page allocator. */
export class Stacks {
	/** Policies (a bit each, by their index) under which a stack grew since the last switch-out: each refills for its own growth only. */
	grew = 0;
	/** Boot is not worth a line in the log. */
	silent = true;
	/** The moment of whatever asks, in ticks (full count). */
	moment = 0;

	constructor(readonly world: World) {}

	/** Pages that policy `index` has mapped for `thread`. */
	mapped(thread: number, index: number): number {
		return ((this.world.threads.mapped[thread] >>> (index * pageCountBits)) & countMask) + 1;
	}

	/** Gives a new thread its stack: from the CPU's cache, or fresh. */
	fork(thread: number, cpu: number): void {
		const {running, threadPages, threads} = this.world;
		threads.mapped[thread] = 0;
		for (const {policy, books} of running) {
			const pages = policy.preallocatedPages ?? threadPages;
			if (books.cached[cpu] > 0) {
				books.cached[cpu]--;
				books.counts.cacheHits[cpu]++;
			} else {
				books.counts.freshStacks[cpu]++;
				books.counts.pagesAllocated[cpu] += pages;
			}

			this.#hold(thread, cpu, books.index, pages);
		}

		this.#setLimit(thread);
	}

	/** Takes the stack of an ended thread back: into the CPU's cache where the policy lets it, else to the allocator. */
	exit(thread: number, cpu: number): void {
		const {running, threadPages} = this.world;
		for (const {policy, books} of running) {
			const pages = this.mapped(thread, books.index);
			const atFork = policy.preallocatedPages ?? threadPages;
			books.counts.stackPages[cpu] -= pages;
			books.pagesPerStack[pages - 1]--;
			if (books.cached[cpu] < cachedStacksPerCpu && (pages === atFork || policy.cachesGrownStacks)) {
				books.cached[cpu]++;
			} else {
				books.counts.pagesFreed[cpu] += pages;
				if (pages > atFork) {
					books.counts.grownFreed[cpu]++;
				}
			}
		}
	}

	/** The thread's next burst will be on another CPU. */
	move(thread: number, from: number, to: number): void {
		for (const {books} of this.world.running) {
			const pages = this.mapped(thread, books.index);
			books.counts.stackPages[from] -= pages;
			books.counts.stackPages[to] += pages;
		}
	}

	/** Whether every policy has mapped the stack of `thread` down to `depthBytes`, so that none needs to be asked. */
	fits(thread: number, depthBytes: number): boolean {
		return depthBytes <= (((this.world.threads.hot[thread * 4 + 2] >>> limitShift) & limitMask) + 1) * pageBytes;
	}

	/** The stack of `thread` is used down to `depthBytes` under every policy. */
	reach(thread: number, cpu: number, depthBytes: number, context: GrowthContext): void {
		for (const one of this.world.running) {
			this.reachUnder(one, thread, cpu, depthBytes, context);
		}
	}

	/** The same under one policy: grows the stack if it must, or counts how the kernel dies. */
	reachUnder(one: RunningPolicy, thread: number, cpu: number, depthBytes: number, context: GrowthContext): void {
		const {policy, books} = one;
		const {threadPages} = this.world;
		const wanted = Math.ceil(depthBytes / pageBytes);
		const held = this.mapped(thread, books.index);
		if (wanted > threadPages) {
			books.counts.overflow[cpu]++;
			this.#fail(one, thread, cpu, 'overflow', depthBytes);
		}

		const need = Math.min(wanted, threadPages);
		if (need <= held) {
			return;
		}

		const emptyBefore = books.counts.poolEmpty[cpu];
		const now = policy.grow(books, cpu, held, need, context);
		if (now > held) {
			books.counts.stackPages[cpu] -= held;
			books.pagesPerStack[held - 1]--;
			this.#hold(thread, cpu, books.index, now);
			this.#setLimit(thread);
			this.grew |= 1 << books.index;
			this.#log(one, thread, cpu, context === 'task' ? 'grown' : 'grown-in-interrupt', depthBytes);
		}

		if (now < need) {
			this.#fail(one, thread, cpu, books.counts.poolEmpty[cpu] > emptyBefore ? 'poolEmpty' : 'growthInNmi', depthBytes);
		}
	}

	/** A task that grew leaves the CPU: pools are refilled. */
	switchOutGrown(cpu: number): void {
		const {scalars, scenario} = this.world;
		const share = scalars[scalar.atomicFailShare];
		const {seed} = scenario;
		const moment = this.moment % 4_294_967_296 | 0;
		const allocate = (on: number, nth: number): boolean => share === 0 || (hashKey(seed, moment, on, nth) >>> 0) >= share * 4_294_967_296;
		for (const {policy, books} of this.world.running) {
			if ((this.grew & (1 << books.index)) !== 0) {
				policy.switchOutGrown(books, cpu, allocate);
			}
		}

		this.grew = 0;
	}

	/** Fills every pool at CPU bring-up. */
	fillPools(): void {
		const {running, cpus} = this.world;
		for (const {books} of running) {
			books.pool.fill(books.poolSize);
			books.poolLowest.fill(books.poolSize);
			for (let cpu = 0; cpu < cpus; cpu++) {
				books.counts.pagesAllocated[cpu] += books.poolSize;
			}

			books.firstFailure.fill(-1);
		}
	}

	#hold(thread: number, cpu: number, index: number, pages: number): void {
		const {threads, running} = this.world;
		const shift = index * pageCountBits;
		threads.mapped[thread] = (threads.mapped[thread] & ~(countMask << shift)) | ((pages - 1) << shift);
		const {books} = running[index];
		books.counts.stackPages[cpu] += pages;
		books.pagesPerStack[pages - 1]++;
	}

	/** The fewest pages over all policies, kept in the hot record so that a burst above it needs to ask nobody. */
	#setLimit(thread: number): void {
		const {hot} = this.world.threads;
		let fewest = this.world.threadPages;
		for (const {books} of this.world.running) {
			fewest = Math.min(fewest, this.mapped(thread, books.index));
		}

		const at = thread * 4 + 2;
		hot[at] = (hot[at] & ~(limitMask << limitShift)) | ((fewest - 1) << limitShift);
	}

	#fail(one: RunningPolicy, thread: number, cpu: number, kind: LogKind, depthBytes: number): void {
		const {firstFailure} = one.books;
		const earlier = firstFailure[0] < 0 || this.moment < firstFailure[0] || (this.moment === firstFailure[0] && cpu < firstFailure[1]);
		if (earlier) {
			firstFailure.set([this.moment, cpu, thread, ['poolEmpty', 'growthInNmi', 'overflow'].indexOf(kind)]);
		}

		this.#log(one, thread, cpu, kind, depthBytes);
	}

	#log({books}: RunningPolicy, thread: number, cpu: number, kind: LogKind, depthBytes: number): void {
		if (!this.silent) {
			writeLog(this.world.log, {tick: this.moment, cpu, thread, kind, policy: books.index, pages: this.mapped(thread, books.index), depthBytes});
		}
	}
}
