import {total, type Books} from '../books.js';
import {failureKinds, type DeliveryKind} from '../description.js';
import {heldPages} from '../memory/held-pages.js';
import type {BookTotals, Policy, StreamTotals} from '../policies/policy.js';
import {switchRules, type SwitchRule} from '../policies/switches.js';
import {isBusy} from '../thread-now.js';
import {tickNs} from '../time/ticks.js';
import {scalar, type RunningPolicy, type World} from '../world.js';
import {aliveBit} from '../layout.js';
import type {LevelSwitch, PolicyReading} from './policy-reading.js';
import {booksTotal, rawTotal, streamTotals, type Raw} from './totals.js';

/** KiB of a page. */
export const pageKiB = 4;

/** The figures of one policy that are followed over time; each is the one of the same name in its reading. */
export const followedFigures = ['fixedKiB', 'stackKiB', 'netKiB', 'faults', 'pagesGrown', 'demotions', 'interruptsMoved', 'nmis', 'levelSwitches', 'poolEmpty', 'failures'] as const;
export type FollowedFigure = (typeof followedFigures)[number];

/** What is followed over time: a small part of a reading, thirty times as cheap. */
export type Figures = {
	/** Simulated nanoseconds since boot ended. */
	readonly timeNs: number;
	/** Bursts over all CPUs since boot. */
	readonly bursts: number;
	/** Kernel-mode page faults on user memory since boot. */
	readonly userFaults: number;
	/** Free memory of the box. */
	readonly freeKiB: number;
	/** One entry a policy, in the order asked. */
	readonly policies: ReadonlyArray<Readonly<Record<FollowedFigure, number>>>;
};

/** Pages that the thread on each CPU has mapped beyond what it holds: lent by the CPU's stash while it runs. */
export const borrowedPages = (world: World, {policy, books}: RunningPolicy): Float64Array => {
	const pages = new Float64Array(world.cpus);
	if (policy.mapsWhileRunning === 'all') {
		for (let cpu = 0; cpu < world.cpus; cpu++) {
			const thread = world.lastThread[cpu];
			if (thread >= 0 && (world.threads.hot[thread * 4 + 2] & aliveBit) !== 0 && isBusy(world, cpu)) {
				pages[cpu] = policy.sizePages - heldPages(world, thread, books);
			}
		}
	}

	return pages;
};

/** Pages in the reserve: those claimed in this quantum are in stacks already. */
export const reserveNow = ({reserve, claims}: Books): number => Math.max(0, reserve[0] - total(claims));

/** Level switches of a policy by vector, from and to; those that never happened left out. */
export const switchesBy = (rules: readonly SwitchRule[], totals: StreamTotals, own: BookTotals): LevelSwitch[] => rules.flatMap(rule => {
	const {vector, to} = rule;
	const count = rule.count(totals, own);
	return count > 0 ? [{vector, from: 0, to, count}, {vector, from: to, to: 0, count}] : [];
});

/** How the box delivers events now. */
export const deliveryNow = ({scalars}: Pick<World, 'scalars'>): DeliveryKind => scalars[scalar.delivery] === 1 ? 'fred' : 'idt';

/** How a policy has its events delivered now. */
export const deliveryOf = (world: World, {needs}: Policy): DeliveryKind => needs ?? deliveryNow(world);

/** What was added up of a policy already. */
type Added = {
	readonly all: Raw;
	readonly totals: StreamTotals;
	readonly own: BookTotals;
	readonly borrowed: Float64Array;
};

type PolicyFigures = Record<FollowedFigure, number> & Pick<PolicyReading, 'borrowedKiB' | 'poolKiB' | 'exceptionStackKiB'>;

/** The figures of one policy that are followed, and the parts of its memory. */
export const policyFigures = (world: World, one: RunningPolicy, {all, totals, own, borrowed}: Added): PolicyFigures => {
	const {policy, books} = one;
	const borrowedKiB = total(borrowed) * pageKiB;
	const stackKiB = own.stackPages * pageKiB + borrowedKiB;
	// The stash is counted as it stands when nobody runs; what it has lent is in the stacks
	const poolKiB = Math.max(0, (total(books.pool) + reserveNow(books)) * pageKiB - borrowedKiB);
	const exceptionStackKiB = policy.exceptionStackKiBPerCpu * world.cpus;
	return {
		fixedKiB: all.stacks * world.scenario.machine.threadSizeKiB,
		stackKiB,
		netKiB: stackKiB + poolKiB + exceptionStackKiB,
		borrowedKiB,
		poolKiB,
		exceptionStackKiB,
		faults: own.faults,
		pagesGrown: own.pagesGrown,
		demotions: policy.demotions(totals),
		interruptsMoved: policy.interruptsMoved(totals),
		nmis: all.nmisKernel + all.nmisUser,
		levelSwitches: switchesBy(switchRules(policy, deliveryOf(world, policy)), totals, own).reduce((sum, {count}) => sum + count, 0),
		poolEmpty: own.poolEmpty,
		failures: failureKinds.reduce((sum, kind) => sum + own[kind], 0),
	};
};

/** Free memory of the box now. */
export const freeKiBNow = ({memory, scalars}: World): number => memory.freePages(scalars[scalar.now]) * pageKiB;

/** The figures now. */
export const readFigures = (world: World): Figures => {
	const all = rawTotal(world);
	const totals = streamTotals(all);
	return {
		timeNs: world.scalars[scalar.now] * tickNs,
		bursts: all.bursts,
		userFaults: all.userFaults,
		freeKiB: freeKiBNow(world),
		policies: world.asked.map(position => {
			const one = world.running[position];
			const figures = policyFigures(world, one, {all, totals, own: booksTotal(one), borrowed: borrowedPages(world, one)});
			return Object.fromEntries(followedFigures.map(name => [name, figures[name]])) as Record<FollowedFigure, number>;
		}),
	};
};
