import {exponential, hashKey, expOne} from '../random.js';
import {tickNs} from '../time/ticks.js';

/** Ticks of one stretch of memory state: a block of the timing wheel, 2.1 ms. */
export const stretchTicks = 32_768;

/** How short memory is: plenty; below low (kswapd runs, shrinkers are called); below min (who may sleep reclaims); too little even for atomic requests. */
export const memoryStates = ['calm', 'low', 'min', 'empty'] as const;
export type MemoryState = (typeof memoryStates)[number];

/**
Share of time below the min and low watermarks, for each share of time in which atomic requests fail. Assumed: memory passes through them on its way down and up.
*/
const belowMin = 3;
const belowLow = 6;

/** Mean of a wait for direct reclaim in ticks: 77 us, 200,000 cycles at 2.6 GHz. Source: `costs`, section 4 (`reclaim`), assumed. */
const reclaimTicks = 77_000 / tickNs;
/** A wait for the next stretch in which an atomic request succeeds is given up after so many (34 s): no memory comes back. */
const patience = 16_384;

/** Free pages at which the kernel's requests begin to fail or wait. */
export type Watermarks = {
	/** Below: only atomic requests are served, and they only down to `atomic`. */
	readonly min: number;
	readonly low: number;
	readonly high: number;
	/** 3/8 of min: the floor of GFP_ATOMIC. */
	readonly atomic: number;
};

/**
The kernel's watermarks in pages. Source: `mm/page_alloc.c`: min_free_kbytes is the square root of 16 times memory in KiB (128 KiB to 256 MiB), low and high lie a quarter and a half above or 0.1 % and 0.2 % of memory if that is more; GFP_ATOMIC may take half of min and a quarter of what is left.
*/
export const watermarksOf = (memoryMiB: number): Watermarks => {
	const minKiB = Math.min(262_144, Math.max(128, Math.floor(Math.sqrt(memoryMiB * 1024 * 16))));
	const min = Math.floor(minKiB / 4);
	const gap = Math.max(Math.floor(min / 4), Math.floor(memoryMiB * 256 / 1000));
	return {min, low: min + gap, high: min + 2 * gap, atomic: Math.floor(min * 3 / 8)};
};

/**
Physical memory as kernel stacks meet it: free pages against the watermarks, stretch by stretch of 2.1 ms for the whole box, drawn from the seed alone.
Every policy meets the same memory: what one saves, the page cache of a box under pressure takes. So a request's fate depends on the moment, not on the policy.
*/
export class Memory {
	/** Share of time in which atomic requests fail, 0 to 1. */
	failShare = 0;
	/** Atomic requests fail whatever memory is free. */
	starved = false;
	/** Tick from which on the share is `shareAfter`, and the one at which starving ends; 0: nobody knows of any. */
	shareUntil = 0;
	shareAfter = 0;
	starvedUntil = 0;
	/** Share of memcg charges that fail, 0 to 1. */
	chargeFailShare = 0;
	/** The moment of whatever asks, in ticks (full count). */
	moment = 0;
	readonly watermarks: Watermarks;

	constructor(readonly seed: number, memoryMiB: number) {
		this.watermarks = watermarksOf(memoryMiB);
	}

	/** The state of memory in the stretch that holds tick `at`. */
	state(at = this.moment): MemoryState {
		if (this.failShare === 0) {
			return 'calm';
		}

		const draw = this.#draw(at);
		if (draw < this.failShare) {
			return 'empty';
		}

		return draw < this.failShare * belowMin ? 'min' : (draw < this.failShare * belowLow ? 'low' : 'calm');
	}

	/** Free pages now; between the watermarks that the state stands for. */
	freePages(at = this.moment): number {
		const {min, low, high, atomic} = this.watermarks;
		const [from, to] = {calm: [high, high + (high - low)], low: [min, low], min: [atomic, min], empty: [0, atomic]}[this.state(at)];
		const fraction = (hashKey(this.seed, Math.floor(at / stretchTicks) | 0, 0xF1) >>> 0) / 4_294_967_296;
		return Math.floor(from + fraction * (to - from));
	}

	/** Whether the `nth` page that cannot wait can be had. */
	atomic(_cpu: number, _nth: number): boolean {
		return !this.starved && this.state() !== 'empty';
	}

	/** Whether a page can be charged to its memcg without waiting. */
	charge(cpu: number, nth: number): boolean {
		return this.chargeFailShare === 0 || (hashKey(this.seed, this.moment | 0, cpu, 0xC0_00 + nth) >>> 0) >= this.chargeFailShare * 4_294_967_296;
	}

	/** Ticks that the `nth` page costs who may sleep: 0, or direct reclaim. It comes in the end. */
	sleeping(cpu: number, nth: number): number {
		const state = this.state();
		return state === 'calm' || state === 'low' ? 0 : Math.ceil(exponential(hashKey(this.seed, this.moment | 0, cpu, 0x50_00 + nth)) / expOne * reclaimTicks);
	}

	/** Ticks until a page that cannot be waited for by sleeping can be had; 0: now. What was set for a while ends with its time; where no page comes the wait is cut at 34 s. */
	untilAtomic(): number {
		if (this.atomic(0, 0)) {
			return 0;
		}

		let stretch = Math.floor(this.moment / stretchTicks) + 1;
		const last = stretch + patience;
		while (stretch < last && !this.#willServe(stretch * stretchTicks)) {
			stretch++;
		}

		return stretch * stretchTicks - this.moment;
	}

	/** Whether atomic requests succeed in the stretch that begins at tick `at`, later than now, if nobody changes anything before. */
	#willServe(at: number): boolean {
		const isStarved = this.starved && !(this.starvedUntil > 0 && this.starvedUntil <= at);
		const share = this.shareUntil > 0 && this.shareUntil <= at ? this.shareAfter : this.failShare;
		return !isStarved && this.#draw(at) >= share;
	}

	#draw(at: number): number {
		return (hashKey(this.seed, Math.floor(at / stretchTicks) | 0, 0xF0) >>> 0) / 4_294_967_296;
	}
}
