import type {Books} from '../books.js';
import {type FailureKind, failureKinds} from '../description.js';
import {writeLog, type LogKind} from '../log.js';
import {contextIndex, type GrowthContext} from '../policies/context.js';
import type {Site} from '../policies/policy.js';
import {hashKey} from '../random.js';
import {cpuOf} from '../thread-now.js';
import {threadId} from '../thread-rows.js';
import {classMask, limitMask, limitShift, manyFaults, noticedBit} from '../threads.js';
import {pageBytes, pageCountBits} from '../workload/tables.js';
import {scalar, type RunningPolicy, type World} from '../world.js';

const countMask = (1 << pageCountBits) - 1;

/** Stacks of ended threads that a CPU keeps for reuse. Source: `NR_CACHED_STACKS`, `kernel/fork.c`. */
export const cachedStacksPerCpu = 2;

/** Contexts that interrupt a task, as the log tells them from its own calls. */
const inInterrupts: ReadonlySet<GrowthContext> = new Set<GrowthContext>(['softirq', 'interrupt', 'nmi', 'switch']);

/** Maps, grows and frees the stack of every thread under every policy: where policies meet the thread table and the page allocator. */
export class Stacks {
	/** Policies (a bit each, by their index) under which the stack of the running burst grew. */
	grew = 0;
	/** Depth in bytes at which the thread of this burst leaves its CPU, if that is not where it usually sleeps; 0: it is. */
	leavesAt = 0;
	/** Depth in bytes that the calls of this burst went to, where they were drawn. */
	touchedBytes = 0;
	/** Boot is not worth a line in the log. */
	silent = true;
	/** The moment of whatever asks, in ticks (full count). */
	moment = 0;
	/** Pages that the thread of this burst came with, by policy; of meaning where it grew or was noticed. */
	readonly #cameWith = new Int32Array(8);
	/** Pages that the thread of this burst grew by on its way off the CPU, by policy; which thread, and when. */
	readonly #late = new Int32Array(8);
	#lateThread = -1;
	#lateMoment = -1;
	/** The one question put to policies, filled anew each time. */
	readonly #site: Site;
	readonly #margin: number;

	constructor(readonly world: World) {
		const {memory, running} = world;
		this.#margin = world.marginBytes;
		this.#site = {books: running[0].books, cpu: 0, context: 'task', jump: false, key: 0, cpus: world.cpus, callBytes: 0, touchedPages: 0, depthPages: 0, memory, failed: undefined};
	}

	/** To be called when the state was replaced: what was remembered belongs to another past. */
	forget(): void {
		this.grew = 0;
		this.leavesAt = 0;
		this.touchedBytes = 0;
		this.#lateThread = -1;
		this.#lateMoment = -1;
	}

	/** Pages that policy `one` holds for `thread`. */
	held(thread: number, {books: {index, fewest}}: RunningPolicy): number {
		return ((this.world.threads.mapped[thread] >>> (index * pageCountBits)) & countMask) + fewest;
	}

	/** Gives a new thread of class `item` its stack: from the CPU's cache, or fresh. */
	fork(thread: number, item: number, cpu: number): void {
		const {running, threads} = this.world;
		threads.mapped[thread] = 0;
		let noticed = 0;
		for (const one of running) {
			const {policy, books, rest} = one;
			const pages = policy.fromFork?.(this.#at(one, thread, cpu, 'task'), rest[item]) ?? rest[item];
			let allocated = pages;
			if (books.cached[cpu] > 0) {
				books.cached[cpu]--;
				books.counts.cacheHits[cpu]++;
				allocated -= policy.atForkPages;
			} else {
				books.counts.freshStacks[cpu]++;
			}

			books.counts.pagesAllocated[cpu] += allocated;
			threads.faults[books.index * this.world.rows + thread] = 0;
			this.#waitFor(one, cpu, allocated);
			this.#hold(thread, cpu, one, pages);
			if (policy.notices?.(pages, rest[item]) === true) {
				noticed = noticedBit;
			}
		}

		threads.hot[thread * 4 + 2] |= noticed;
		this.#setLimit(thread);
	}

	/** Takes the stack of an ended thread back: into the CPU's cache where the policy lets it, else to the allocator. */
	exit(thread: number, cpu: number): void {
		for (const one of this.world.running) {
			const {policy, books} = one;
			const pages = this.held(thread, one);
			if (this.#lateThread === thread && this.#lateMoment === this.moment) {
				books.counts.unchargedPages[cpu] += this.#late[books.index];
			}

			books.counts.stackPages[cpu] -= pages;
			books.pagesPerStack[pages]--;
			if (books.cached[cpu] < cachedStacksPerCpu && (pages === policy.atForkPages || policy.cachesGrownStacks)) {
				books.cached[cpu]++;
				books.counts.pagesFreed[cpu] += pages - policy.atForkPages;
			} else {
				books.counts.pagesFreed[cpu] += pages;
				if (pages > policy.atForkPages) {
					books.counts.grownFreed[cpu]++;
				}
			}
		}
	}

	/** The thread's next burst will be on another CPU. */
	move(thread: number, from: number, to: number): void {
		for (const one of this.world.running) {
			const pages = this.held(thread, one);
			one.books.counts.stackPages[from] -= pages;
			one.books.counts.stackPages[to] += pages;
		}
	}

	/** Whether no policy has to be asked about a stack used down to `depthBytes`. */
	fits(thread: number, depthBytes: number): boolean {
		return depthBytes + this.#margin <= (((this.world.threads.hot[thread * 4 + 2] >>> limitShift) & limitMask) + 1) * pageBytes;
	}

	/** The stack of `thread` is used down to `depthBytes` under every policy. */
	reach(thread: number, cpu: number, depthBytes: number, context: GrowthContext, jump = false): void {
		for (const one of this.world.running) {
			this.reachUnder(one, thread, cpu, depthBytes, context, {jump});
		}
	}

	/** The same under one policy: grows the stack if it must, or counts how the kernel dies. `cpu`: the CPU that uses it. `callBytes`: how deep the calls alone go, where an interrupt's frame lies on top. */
	reachUnder(one: RunningPolicy, thread: number, cpu: number, depthBytes: number, context: GrowthContext, {jump = false, callBytes = depthBytes}: {jump?: boolean; callBytes?: number} = {}): void {
		const {policy, books} = one;
		const {sizePages} = policy;
		const held = this.held(thread, one);
		if (depthBytes > sizePages * pageBytes) {
			books.counts.overflow[cpu]++;
			this.#fail(one, thread, cpu, 'overflow', depthBytes);
		}

		if (context === 'remote' && policy.mapsWhileRunning === 'all' && held < sizePages) {
			// The owner sleeps, so what it does not hold is not mapped, and no fault handler knows about it
			books.counts.notHandled[cpu]++;
			this.#fail(one, thread, cpu, 'notHandled', depthBytes);
			return;
		}

		const need = Math.min(Math.ceil((depthBytes + policy.marginBytes) / pageBytes), sizePages);
		if (!policy.watchesDepth || need <= this.#reaches(thread, one, held)) {
			return;
		}

		const lostBefore = books.counts.eventsLost[cpu];
		const waitsBefore = books.counts.waits[cpu];
		const faultsBefore = books.counts.faults[cpu];
		const site = this.#at(one, thread, cpu, context);
		site.jump = jump;
		site.callBytes = callBytes;
		site.depthPages = Math.min(Math.ceil(depthBytes / pageBytes), sizePages);
		const now = policy.grow(site, held, need);
		this.#noteFaults(thread, books.index, books.counts.faults[cpu] - faultsBefore);
		if (now > held || site.failed !== undefined) {
			books.growthBy[contextIndex(context)]++;
		}

		const bit = 1 << books.index;
		if (now > held) {
			if ((this.grew & bit) === 0) {
				this.#cameWith[books.index] = held;
			}

			if (held > policy.atForkPages) {
				books.counts.laterGrowths[cpu]++;
			}

			this.#change(thread, one, held, now);
			this.#setLimit(thread);
			if (context === 'switch' && policy.arrive === undefined && policy.atRest === undefined) {
				// The refill of this switch is over: nobody makes up for the pages before another task that grew leaves. Who gives pages back when he leaves does so now
				this.#growLate(thread, books.index, now - held);
			} else {
				this.grew |= bit;
			}

			this.#log(one, thread, cpu, inInterrupts.has(context) ? 'grown-in-interrupt' : 'grown', depthBytes);
		}

		if (books.claims[cpu] > 0) {
			this.world.scalars[scalar.claimsPending] = 1;
		}

		if (books.counts.eventsLost[cpu] > lostBefore) {
			this.#log(one, thread, cpu, 'eventLost', depthBytes);
		}

		if (books.counts.waits[cpu] > waitsBefore) {
			this.#log(one, thread, cpu, 'waited', depthBytes);
		}

		if (site.failed !== undefined) {
			this.#fail(one, thread, cpu, site.failed, depthBytes);
		}

		if (site.failed === 'poolEmpty') {
			// The model goes on as though the kernel had lived: the task leaves as one that grew, so the pool it found empty is refilled
			if ((this.grew & bit) === 0) {
				this.#cameWith[books.index] = held;
			}

			this.grew |= bit;
		}
	}

	/** A thread comes onto a CPU that some policy is short of pages on, or does not hold what it holds at rest. */
	arrive(thread: number, cpu: number): void {
		const {world} = this;
		const place = world.threads.hot[thread * 4 + 2];
		const attention = world.attention[cpu];
		for (const one of world.running) {
			const {policy, books, rest} = one;
			if (policy.arrive === undefined) {
				continue;
			}

			const held = this.held(thread, one);
			const noticed = (place & noticedBit) !== 0 && policy.notices?.(held, rest[place & classMask]) === true;
			if (noticed || (attention & (1 << books.index)) !== 0) {
				const waitsBefore = books.counts.waits[cpu];
				const now = policy.arrive(this.#at(one, thread, cpu, 'switch'), held);
				this.#change(thread, one, held, now);
				this.#attend(one, cpu);
				if (books.counts.waits[cpu] > waitsBefore) {
					this.#log(one, thread, cpu, 'waited', 0);
				}
			}
		}

		this.#setLimit(thread);
	}

	/** The thread of this burst leaves the CPU: pools are refilled, pages given back. Called where it grew, was noticed or leaves at an unusual depth. */
	leave(thread: number, cpu: number): void {
		const {world, grew, leavesAt} = this;
		const {hot} = world.threads;
		const at = thread * 4 + 2;
		const item = hot[at] & classMask;
		let noticed = 0;
		for (const one of world.running) {
			const {policy, books} = one;
			const hasGrown = (grew & (1 << books.index)) !== 0;
			const held = this.held(thread, one);
			const usual = one.rest[item];
			const {atRest} = policy;
			const rest = leavesAt > 0 && atRest !== undefined ? this.#restAt(one, item, leavesAt) : usual;
			let keeps = held;
			// Only what is its own counts: others may have had the thread noticed, or grown
			if (policy.leave !== undefined && (hasGrown || (atRest !== undefined && (rest !== held || policy.notices?.(held, usual) === true)))) {
				const site = this.#at(one, thread, cpu, 'switch');
				site.touchedPages = hasGrown ? this.#reaches(thread, one, held) : Math.min(policy.sizePages, Math.ceil(this.touchedBytes / pageBytes));
				keeps = policy.leave(site, hasGrown ? this.#cameWith[books.index] : held, held, atRest === undefined ? held : rest);
				this.#change(thread, one, held, keeps);
				this.#attend(one, cpu);
				this.#noteShortage(one, cpu);
			}

			if (hasGrown) {
				books.stays[held - this.#cameWith[books.index]]++;
			}

			if (policy.notices?.(keeps, usual) === true) {
				noticed = noticedBit;
			}
		}

		hot[at] = (hot[at] & ~noticedBit) | noticed;
		this.#setLimit(thread);
		this.grew = 0;
		this.leavesAt = 0;
		this.touchedBytes = 0;
	}

	/** Fills every pool and reserve before boot. */
	fillPools(): void {
		const {running, cpus, scalars} = this.world;
		scalars[scalar.claimsPending] = 0;
		for (const {books, policy} of running) {
			books.pool.fill(books.poolSize);
			books.poolLowest.fill(books.poolSize);
			books.reserve.fill(policy.reservePages);
			for (let cpu = 0; cpu < cpus; cpu++) {
				books.counts.pagesAllocated[cpu] += books.poolSize;
			}

			books.counts.pagesAllocated[0] += policy.reservePages;
			books.firstFailure.fill(-1);
		}
	}

	/** The end of a quantum in which pages were taken from a reserve: takings of all CPUs are added up, in an order that does not depend on theirs. */
	settleClaims(): void {
		const {running, scalars} = this.world;
		scalars[scalar.claimsPending] = 0;
		for (const one of running) {
			const {policy: {settle}, books} = one;
			if (settle !== undefined && books.claims.some(count => count > 0)) {
				const site = this.#at(one, -1, 0, 'task');
				settle(site);
				if (site.failed !== undefined) {
					this.#fail(one, -1, site.cpu, site.failed, 0);
				}

				books.claims.fill(0);
			}
		}
	}

	/** Memory is short: policies that can take pages from the sleeping `thread`, whose high-water mark is `markPages` down, do. */
	shrink(thread: number, cpu: number, markPages: number): void {
		const {hot} = this.world.threads;
		for (const one of this.world.running) {
			const {policy, rest} = one;
			if (policy.shrink === undefined) {
				continue;
			}

			const held = this.held(thread, one);
			const keeps = policy.shrink(this.#at(one, thread, cpu, 'reclaim'), held, Math.min(markPages, policy.sizePages));
			this.#change(thread, one, held, keeps);
			if (policy.notices?.(keeps, rest[hot[thread * 4 + 2] & classMask]) === true) {
				hot[thread * 4 + 2] |= noticedBit;
			}
		}

		this.#setLimit(thread);
	}

	/** A CPU goes: its pools and cached stacks are freed. */
	takeDown(cpu: number): void {
		for (const {books, policy} of this.world.running) {
			books.counts.pagesFreed[cpu] += books.pool[cpu] + books.cached[cpu] * policy.atForkPages;
			this.#endShortage(books, cpu);
			books.pool[cpu] = 0;
			books.cached[cpu] = 0;
		}
	}

	/** A CPU comes: its pools are filled as each policy can, and it comes whatever they got. */
	bringUp(cpu: number): void {
		for (const one of this.world.running) {
			const {books, policy} = one;
			const pages = policy.fillAtBringUp(this.#at(one, -1, cpu, 'task'));
			books.pool[cpu] = pages;
			books.counts.pagesAllocated[cpu] += pages;
			if (pages < books.poolSize) {
				books.counts.shortFills[cpu]++;
				books.poolLowest[cpu] = Math.min(books.poolLowest[cpu], pages);
			}

			this.#attend(one, cpu);
			this.#noteShortage(one, cpu);
		}
	}

	/** Pages from the top of `thread`'s stack without a gap, where it holds `held`. */
	#reaches(thread: number, {policy}: RunningPolicy, held: number): number {
		return policy.reaches === undefined ? held : policy.reaches(this.#keyOf(thread), held);
	}

	#keyOf(thread: number): number {
		const {scenario, threads} = this.world;
		return hashKey(scenario.seed, thread, 0x51_7E, threads.born[thread]);
	}

	#at(one: RunningPolicy, thread: number, cpu: number, context: GrowthContext): Site {
		const site = this.#site;
		const {memory} = this.world;
		memory.moment = this.moment;
		site.books = one.books;
		site.cpu = cpu;
		site.context = context;
		site.jump = false;
		site.key = thread < 0 ? 0 : this.#keyOf(thread);
		site.failed = undefined;
		return site;
	}

	#noteFaults(thread: number, index: number, count: number): void {
		const {faults} = this.world.threads;
		const at = index * this.world.rows + thread;
		faults[at] = Math.min(manyFaults, faults[at] + count);
	}

	#growLate(thread: number, index: number, pages: number): void {
		if (this.#lateThread !== thread || this.#lateMoment !== this.moment) {
			this.#late.fill(0);
			this.#lateThread = thread;
			this.#lateMoment = this.moment;
		}

		this.#late[index] += pages;
	}

	#restAt({policy}: RunningPolicy, item: number, depthBytes: number): number {
		const isUser = this.world.tables.isUser[item] === 1;
		return policy.atRest!({pages: Math.min(policy.sizePages, Math.ceil(depthBytes / pageBytes)), isUser, restartable: false});
	}

	/** Remembers whether the CPU's next arrival has to see to the pool: a stash is for whoever comes. */
	#attend({policy, books}: RunningPolicy, cpu: number): void {
		if (policy.arrive !== undefined) {
			const {attention} = this.world;
			const bit = 1 << books.index;
			attention[cpu] = books.pool[cpu] < books.poolSize ? attention[cpu] | bit : attention[cpu] & ~bit;
		}
	}

	/** A pool that is not full after its refill is short until a later one fills it. */
	#noteShortage({policy, books}: RunningPolicy, cpu: number): void {
		const {shortSince, counts, pool, poolSize} = books;
		if (policy.arrive !== undefined) {
			return; // A stash is seen to when the next thread comes
		}

		if (pool[cpu] < poolSize && shortSince[cpu] === 0) {
			counts.shortages[cpu]++;
			shortSince[cpu] = this.moment + 1;
		} else if (pool[cpu] === poolSize) {
			this.#endShortage(books, cpu);
		}
	}

	/** A shortage, if there is one, is over: the pool is full, or gone with its CPU. */
	#endShortage({shortSince, counts}: Books, cpu: number): void {
		if (shortSince[cpu] > 0) {
			counts.shortageTicks[cpu] += this.moment + 1 - shortSince[cpu];
			shortSince[cpu] = 0;
		}
	}

	#waitFor({books: {counts}}: RunningPolicy, cpu: number, pages: number): void {
		const {memory} = this.world;
		if (memory.failShare === 0) {
			return;
		}

		memory.moment = this.moment;
		for (let page = 0; page < pages; page++) {
			const ticks = memory.sleeping(cpu, page);
			if (ticks > 0) {
				counts.waits[cpu]++;
				counts.waitTicks[cpu] += ticks;
			}
		}
	}

	#change(thread: number, one: RunningPolicy, held: number, now: number): void {
		if (now !== held) {
			const cpu = cpuOf(this.world, thread);
			one.books.counts.stackPages[cpu] -= held;
			one.books.pagesPerStack[held]--;
			this.#hold(thread, cpu, one, now);
		}
	}

	#hold(thread: number, cpu: number, {books}: RunningPolicy, pages: number): void {
		const {mapped} = this.world.threads;
		const shift = books.index * pageCountBits;
		mapped[thread] = (mapped[thread] & ~(countMask << shift)) | ((pages - books.fewest) << shift);
		books.counts.stackPages[cpu] += pages;
		books.pagesPerStack[pages]++;
	}

	/** The fewest pages over all policies, kept in the hot record so that a burst above it needs to ask nobody. */
	#setLimit(thread: number): void {
		const {hot} = this.world.threads;
		let fewest = limitMask + 1;
		for (const one of this.world.running) {
			const {policy} = one;
			fewest = Math.min(fewest, policy.watchesDepth ? Math.max(1, this.#reaches(thread, one, this.held(thread, one))) : policy.sizePages);
		}

		const at = thread * 4 + 2;
		hot[at] = (hot[at] & ~(limitMask << limitShift)) | ((fewest - 1) << limitShift);
	}

	#fail(one: RunningPolicy, thread: number, cpu: number, kind: FailureKind, depthBytes: number): void {
		const {firstFailure} = one.books;
		const earlier = firstFailure[0] < 0 || this.moment < firstFailure[0] || (this.moment === firstFailure[0] && cpu < firstFailure[1]);
		if (earlier) {
			firstFailure.set([this.moment, cpu, thread < 0 ? 0 : threadId(this.world, thread), failureKinds.indexOf(kind)]);
		}

		this.#log(one, thread, cpu, kind, depthBytes);
	}

	#log(one: RunningPolicy, thread: number, cpu: number, kind: LogKind, depthBytes: number): void {
		if (!this.silent) {
			writeLog(this.world.log, {tick: this.moment, cpu, tid: thread < 0 ? 0 : threadId(this.world, thread), kind, policy: one.books.index, pages: thread < 0 ? 0 : this.held(thread, one), depthBytes});
		}
	}
}
