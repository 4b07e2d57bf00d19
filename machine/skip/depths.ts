import type {Stacks} from '../memory/stacks.js';
import {hash32} from '../random.js';
import type {KernelEvents} from '../workload/kernel-events.js';
import type {World} from '../world.js';
import {depthUnitBytes, limitMask, limitShift, markMask, noticedBit, offsetUnitsMax, offsetUnitStep, pageUnits, pathShift, slotCount} from '../layout.js';

const slotMask = slotCount - 1;

/** How deep the bursts of a batch go, where that can matter. Their visits are drawn apart from everything else, so that leaving them out shifts nothing. */
export class Depths {
	readonly #marginUnits: number;

	constructor(readonly world: World, readonly stacks: Stacks, readonly events: KernelEvents) {
		this.#marginUnits = Math.ceil(world.marginBytes / depthUnitBytes);
	}

	/** Whether a burst may deepen the stack of a thread, or some policy looks at it. */
	matters(thread: number, cpu: number, item: number): boolean {
		const {tables, threads: {hot}, attention} = this.world;
		const place = hot[thread * 4 + 2];
		const depthWord = hot[thread * 4 + 3];
		const own = tables.pathDepth[depthWord >>> pathShift];
		const deepestCommon = tables.commonDepthMax[item];
		const bound = (own > deepestCommon ? own : deepestCommon) + (this.world.inForce.offsetMask[item] === 0 ? 0 : offsetUnitsMax);
		const limit = (((place >>> limitShift) & limitMask) + 1) * pageUnits - this.#marginUnits;
		const mark = depthWord & markMask;
		return bound > mark || mark > limit || (place & noticedBit) !== 0 || attention[cpu] !== 0;
	}

	/** A burst that matters: it may deepen a stack, or some policy looks at it. */
	touch(thread: number, cpu: number, item: number, visits: number, key: number, moment: number, burst: number): void {
		const {stacks, world} = this;
		const {tables, threads: {hot}} = world;
		const at = thread * 4;
		const noticed = (hot[at + 2] & noticedBit) !== 0;
		stacks.moment = moment;
		if (noticed || world.attention[cpu] !== 0) {
			stacks.arrive(thread, cpu);
		}

		const depthWord = hot[at + 3];
		const mark = depthWord & markMask;
		const own = tables.pathDepth[depthWord >>> pathShift];
		const offsets = this.world.inForce.offsetMask[item];
		const deepIn = tables.deepIn65536[item];
		const first = item * slotCount;
		let s0 = key;
		let s1 = hash32(key) | 1;
		let deepest = 0;
		for (let visit = 0; visit < visits; visit++) {
			const product = Math.imul(s0, 0x9E_37_79_BB);
			const bits = Math.imul((product << 5) | (product >>> 27), 5);
			s1 ^= s0;
			s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
			s1 = (s1 << 13) | (s1 >>> 19);
			const depth = ((bits >>> 16) < deepIn ? own : tables.commonDepth[first + ((bits >>> 6) & slotMask)]) + (bits & offsets) * offsetUnitStep;
			if (depth > deepest) {
				deepest = depth;
			}
		}

		if (deepest > mark) {
			hot[at + 3] = (depthWord & ~markMask) | (deepest < markMask ? deepest : markMask);
			if (deepest > world.deepest[cpu]) {
				world.deepest[cpu] = deepest;
			}
		}

		if (deepest > (((hot[at + 2] >>> limitShift) & limitMask) + 1) * pageUnits - this.#marginUnits) {
			stacks.reach(thread, cpu, deepest * depthUnitBytes, this.events.contextOfCall(thread, moment + burst));
		}

		if (noticed) {
			stacks.touchedBytes = deepest * depthUnitBytes;
		}

		if (noticed || stacks.grew !== 0 || stacks.leavesAt !== 0) {
			stacks.leave(thread, cpu);
		}
	}
}
