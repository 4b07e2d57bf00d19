import {type FailureKind, failureKinds} from '../description.js';
import {writeLog, type LogKind} from '../log.js';
import {contextIndex, type GrowthContext} from '../policies/context.js';
import type {Site} from '../policies/policy.js';
import {threadId} from '../thread-rows.js';
import {manyFaults} from '../threads.js';
import {policiesMax} from '../workload/tables.js';
import {scalar, type RunningPolicy, type World} from '../world.js';
import {classMask, noticedBit, pageBytes} from '../layout.js';
import {changePages, heldPages, lifeKey, reachedPages, setLimit} from './held-pages.js';
import {LatePages} from './late-pages.js';
import {callAttention, noteShortage} from './pools.js';

/** Contexts that interrupt a task, as the log tells them from its own calls. */
const inInterrupts: ReadonlySet<GrowthContext> = new Set<GrowthContext>(['softirq', 'interrupt', 'nmi', 'switch']);

/**
Stacks while threads run on them: what a burst needs, what its thread comes with and leaves with. Here policies are asked, of each thread in turn.
How many pages a thread holds stands in `held-pages.ts`, forks and exits in `stack-lives.ts`, the CPUs' pools in `pools.ts`.
*/
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
	readonly #cameWith = new Int32Array(policiesMax);
	/** Pages that the thread of this burst grew by on its way off the CPU. */
	readonly late = new LatePages();
	/** The one question put to policies, filled anew each time. */
	readonly #site: Site;

	constructor(readonly world: World) {
		const {memory, running} = world;
		this.#site = {books: running[0].books, cpu: 0, context: 'task', jump: false, key: 0, cpus: world.cpus, callBytes: 0, touchedPages: 0, depthPages: 0, memory, failed: undefined};
	}

	/** To be called when the state was replaced: what was remembered belongs to another past. */
	forget(): void {
		this.grew = 0;
		this.leavesAt = 0;
		this.touchedBytes = 0;
		this.late.forget();
	}

	/** Not 0: the thread of this burst has to be seen off by `leave`. */
	get mustLeave(): number {
		return this.grew | this.leavesAt;
	}

	/** The stack of `thread` is used down to `depthBytes` under every policy. */
	reach(thread: number, cpu: number, depthBytes: number, context: GrowthContext, jump = false): void {
		for (const one of this.world.running) {
			this.reachUnder(one, thread, cpu, depthBytes, context, {jump});
		}
	}

	/** The same under one policy: grows the stack if it must, or counts how the kernel dies. `cpu`: the CPU that uses it. `callBytes`: how deep the calls alone go, where an interrupt's frame lies on top. */
	reachUnder(one: RunningPolicy, thread: number, cpu: number, depthBytes: number, context: GrowthContext, {jump = false, callBytes = depthBytes}: {jump?: boolean; callBytes?: number} = {}): void {
		const {world} = this;
		const {policy, books} = one;
		const {sizePages} = policy;
		const held = heldPages(world, thread, books);
		if (depthBytes > sizePages * pageBytes) {
			books.counts.overflow[cpu]++;
			this.fail(one, thread, cpu, 'overflow', depthBytes);
		}

		if (context === 'remote' && policy.mapsWhileRunning === 'all' && held < sizePages) {
			// The owner sleeps, so what it does not hold is not mapped, and no fault handler knows about it
			books.counts.notHandled[cpu]++;
			this.fail(one, thread, cpu, 'notHandled', depthBytes);
			return;
		}

		const need = Math.min(Math.ceil((depthBytes + policy.marginBytes) / pageBytes), sizePages);
		if (!policy.watchesDepth || need <= reachedPages(world, thread, one, held)) {
			return;
		}

		const lostBefore = books.counts.eventsLost[cpu];
		const waitsBefore = books.counts.waits[cpu];
		const faultsBefore = books.counts.faults[cpu];
		const site = this.ask(one, thread, cpu, context);
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

			changePages(world, thread, books, held, now);
			setLimit(world, thread);
			if (context === 'switch' && policy.arrive === undefined && policy.atRest === undefined) {
				// The refill of this switch is over: nobody makes up for the pages before another task that grew leaves. Who gives pages back when he leaves does so now
				this.late.add(thread, this.moment, books.index, now - held);
			} else {
				this.grew |= bit;
			}

			this.#log(one, thread, cpu, inInterrupts.has(context) ? 'grown-in-interrupt' : 'grown', depthBytes);
		}

		if (books.claims[cpu] > 0) {
			world.scalars[scalar.claimsPending] = 1;
		}

		if (books.counts.eventsLost[cpu] > lostBefore) {
			this.#log(one, thread, cpu, 'eventLost', depthBytes);
		}

		if (books.counts.waits[cpu] > waitsBefore) {
			this.#log(one, thread, cpu, 'waited', depthBytes);
		}

		if (site.failed !== undefined) {
			this.fail(one, thread, cpu, site.failed, depthBytes);
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

			const held = heldPages(world, thread, books);
			const noticed = (place & noticedBit) !== 0 && policy.notices?.(held, rest[place & classMask]) === true;
			if (noticed || (attention & (1 << books.index)) !== 0) {
				const waitsBefore = books.counts.waits[cpu];
				const now = policy.arrive(this.ask(one, thread, cpu, 'switch'), held);
				changePages(world, thread, books, held, now);
				callAttention(world, one, cpu);
				if (books.counts.waits[cpu] > waitsBefore) {
					this.#log(one, thread, cpu, 'waited', 0);
				}
			}
		}

		setLimit(world, thread);
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
			const held = heldPages(world, thread, books);
			const usual = one.rest[item];
			const {atRest} = policy;
			const rest = leavesAt > 0 && atRest !== undefined ? this.#restAt(one, item, leavesAt) : usual;
			let keeps = held;
			// Only what is its own counts: others may have had the thread noticed, or grown
			if (policy.leave !== undefined && (hasGrown || (atRest !== undefined && (rest !== held || policy.notices?.(held, usual) === true)))) {
				const site = this.ask(one, thread, cpu, 'switch');
				site.touchedPages = hasGrown ? reachedPages(world, thread, one, held) : Math.min(policy.sizePages, Math.ceil(this.touchedBytes / pageBytes));
				keeps = policy.leave(site, hasGrown ? this.#cameWith[books.index] : held, held, atRest === undefined ? held : rest);
				changePages(world, thread, books, held, keeps);
				callAttention(world, one, cpu);
				noteShortage(one, cpu, this.moment);
			}

			if (hasGrown) {
				books.stays[held - this.#cameWith[books.index]]++;
			}

			if (policy.notices?.(keeps, usual) === true) {
				noticed = noticedBit;
			}
		}

		hot[at] = (hot[at] & ~noticedBit) | noticed;
		setLimit(world, thread);
		this.grew = 0;
		this.leavesAt = 0;
		this.touchedBytes = 0;
	}

	/** Gets the one question ready for a policy; `thread` -1: none is concerned. */
	ask(one: RunningPolicy, thread: number, cpu: number, context: GrowthContext): Site {
		const site = this.#site;
		const {memory} = this.world;
		memory.moment = this.moment;
		site.books = one.books;
		site.cpu = cpu;
		site.context = context;
		site.jump = false;
		site.key = thread < 0 ? 0 : lifeKey(this.world, thread);
		site.failed = undefined;
		return site;
	}

	/** Counts how the kernel dies: what came first is kept, and the log told. */
	fail(one: RunningPolicy, thread: number, cpu: number, kind: FailureKind, depthBytes: number): void {
		const {firstFailure} = one.books;
		const earlier = firstFailure[0] < 0 || this.moment < firstFailure[0] || (this.moment === firstFailure[0] && cpu < firstFailure[1]);
		if (earlier) {
			firstFailure.set([this.moment, cpu, thread < 0 ? 0 : threadId(this.world, thread), failureKinds.indexOf(kind)]);
		}

		this.#log(one, thread, cpu, kind, depthBytes);
	}

	#noteFaults(thread: number, index: number, count: number): void {
		const {faults} = this.world.threads;
		const at = index * this.world.rows + thread;
		faults[at] = Math.min(manyFaults, faults[at] + count);
	}

	#restAt({policy}: RunningPolicy, item: number, depthBytes: number): number {
		const isUser = this.world.tables.isUser[item] === 1;
		return policy.atRest!({pages: Math.min(policy.sizePages, Math.ceil(depthBytes / pageBytes)), isUser, restartable: false});
	}

	#log(one: RunningPolicy, thread: number, cpu: number, kind: LogKind, depthBytes: number): void {
		const {world, moment, silent} = this;
		if (!silent) {
			const about = thread < 0 ? {tid: 0, pages: 0} : {tid: threadId(world, thread), pages: heldPages(world, thread, one.books)};
			writeLog(world.log, {tick: moment, cpu, kind, policy: one.books.index, depthBytes, ...about});
		}
	}
}
