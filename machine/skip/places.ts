import {hashKey} from '../random.js';
import type {World} from '../world.js';
import {quantumTicks, wheelSlots} from '../layout.js';
import {movedStart, startBits, starts, type WaitLaw} from './law.js';

/** Salt of the draw that sends a thread away before it is forked. */
const awaySalt = 0x5D_EB;
/** Salt of the draws of other CPUs. */
const placeSalt = 0x5C_ED;
/** Time between two looks at how much the CPUs have worked: 2.1 ms. */
const blockTicks = quantumTicks * wheelSlots;

/** Where threads go that would have to wait: the exact engine looks at queues for that, this one at who has worked less. */
export class Places {
	/** Place of each CPU in its complex. */
	readonly #seat: Int32Array;

	constructor(readonly world: World, readonly law: WaitLaw) {
		const {members, first} = world.complexes;
		this.#seat = new Int32Array(world.cpus);
		for (const [at, cpu] of members.entries()) {
			this.#seat[cpu] = at - first[cpu];
		}
	}

	/** Notes how much every CPU has worked, block by block; `moment` is a full tick count. */
	lookAround(moment: number): void {
		const {skip: {worked, lookedAt}, counters} = this.world;
		const block = Math.floor(moment / blockTicks) + 1;
		if (lookedAt[0] !== block) {
			lookedAt[0] = block;
			worked.set(counters.busyTicks);
		}
	}

	/** Whether a row that is to be forked anew is sent to another CPU first, because its own is at work. */
	isSentAway(thread: number, wake: number, item: number): boolean {
		return this.world.tables.isBound[item] === 0 && (hashKey(thread, wake, awaySalt) >>> (32 - startBits)) >= this.law.upTo[(this.world.tables.classes.length + item) * starts + movedStart - 1];
	}

	/** Where a thread of CPU `cpu` goes that had to wait: of two other CPUs drawn from its complex (or, where it is alone in that, from the box) the one that had worked less when that was last noted. */
	lessBusy(thread: number, wake: number, cpu: number): number {
		const {complexes: {members, first, size}, skip: {worked}, cpus} = this.world;
		const draw = hashKey(thread, wake, placeSalt);
		const isAlone = size[cpu] === 1;
		const [from, count] = isAlone ? [0, cpus] : [first[cpu], size[cpu]];
		// Those after it in the ring, without itself
		const own = isAlone ? cpu : this.#seat[cpu];
		const other = (bits: number): number => {
			const at = count === 1 ? own : (own + 1 + bits % (count - 1)) % count;
			return isAlone ? at : members[from + at];
		};

		const a = other(draw >>> 16);
		const b = other(draw & 0xFF_FF);
		return worked[b] < worked[a] ? b : a;
	}
}
