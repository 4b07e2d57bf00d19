import {carve} from '../../machine/arena.js';
import {cutBooks} from '../../machine/books.js';
import type {MachineDescription} from '../../machine/index.js';
import {Memory} from '../../machine/memory/physical.js';
import {policyOf} from '../../machine/policies/choice.js';
import type {GrowthContext} from '../../machine/policies/context.js';
import type {Policy, Site} from '../../machine/policies/policy.js';
import {smallMachine} from './scenario.js';

/** Memory whose answers a test chooses: by default everything can be had at once. */
class TestMemory extends Memory {
	/** Whether the `nth` atomic request succeeds, the wait of who may sleep, the wait of who may not, and whether a charge succeeds. */
	atomicAnswer: (nth: number) => boolean = () => true;
	sleepTicks = 0;
	atomicTicks = 0;
	chargeAnswer = true;

	constructor() {
		super(1, 1024);
	}

	override atomic(_cpu: number, nth: number): boolean {
		return this.atomicAnswer(nth);
	}

	override sleeping(): number {
		return this.sleepTicks;
	}

	override untilAtomic(): number {
		return this.atomicTicks;
	}

	override charge(): boolean {
		return this.chargeAnswer;
	}
}

export type Bench = {
	readonly policy: Policy;
	readonly site: Site;
	readonly memory: TestMemory;
	/** Fills the pool of CPU 1, the one that is asked about. */
	fill(pages: number): void;
};

/** A policy with books of its own for two CPUs, pool and reserve full, asked about CPU 1. */
export const bench = (name: string, {context = 'task', jump = false, machine = {}}: {context?: GrowthContext; jump?: boolean; machine?: Partial<MachineDescription>} = {}): Bench => {
	const policy = policyOf(name, {...smallMachine, ...machine});
	const {views: books} = carve(arena => cutBooks(arena, 1, 2, {poolPages: policy.poolPages, fewest: policy.fewestPages, reservePages: policy.reservePages}));
	books.pool.fill(policy.poolPages);
	books.poolLowest.fill(policy.poolPages);
	books.reserve.fill(policy.reservePages);
	const memory = new TestMemory();
	return {
		policy,
		memory,
		site: {books, cpu: 1, context, jump, key: 1, callBytes: 0, touchedPages: 0, depthPages: 4, cpus: 2, memory, failed: undefined},
		fill(pages) {
			books.pool[1] = pages;
			books.poolLowest[1] = pages;
		},
	};
};
