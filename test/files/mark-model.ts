import type {ThreadClass, WeightedPath, WorkloadDescription} from '../../machine/index.js';

/** Uniform numbers in [0, 1) from a seed (mulberry32), so that the model's results do not change between runs. */
const uniforms = (seed: number): () => number => {
	let state = seed | 0;
	return () => {
		state = (state + 0x6D_2B_79_F5) | 0;
		let x = Math.imul(state ^ (state >>> 15), 1 | state);
		x ^= x + Math.imul(x ^ (x >>> 7), 61 | x);
		return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
	};
};

/** Timer ticks a second of CPU time, as on the measured kernels. */
const tickHz = 250;

/** What FRED pushes below an interrupted stack pointer: red zone and frame, 64-byte aligned. */
const interrupted = (depth: number): number => Math.ceil((depth + 248) / 64) * 64;

/** What an event from user mode pushes at the top of the stack. */
const fromUserFrame = 184;

/** How long the modelled threads run before their marks are read. */
export type Run
	/** Boot: one visit on the thread's own deepest path and 15 ordinary ones, with no faults or interrupts. */
	= | {readonly kind: 'boot'}
	/** So many visits. */
		| {readonly kind: 'visits'; readonly visits: number}
	/** From fork to exit. */
		| {readonly kind: 'life'};

export type Marks = {
	/** High-water marks in bytes, rising. */
	readonly marks: readonly number[];
	/** Mean share of the final mark after so many visits; threads that ended before count with 1. */
	shareAfter(visits: number): number;
};

const checkpoints = [1, 10, 100] as const;

/** Monte Carlo of `threads` threads of a class, by the rule the machine follows: the deepest of all visits and of all that befalls them. */
export const modelMarks = (workload: WorkloadDescription, item: ThreadClass, run: Run, threads: number, seed: number): Marks => {
	const random = uniforms(seed);
	const {paths, events: {userFaults, interrupts}} = workload;
	const depthOf = (choices: readonly WeightedPath[]): (() => number) => picker(random, choices.map(({path, weight}) => ({value: paths[path]!.depthBytes, weight})));
	const common = depthOf(item.common);
	const deep = depthOf(item.deep);
	const bin = (weights: readonly number[]): (() => number) => {
		const start = picker(random, weights.map((weight, index) => ({value: index * 256, weight})));
		return () => start() + (Math.floor(random() * 32) * 8);
	};

	const faultDepth = bin(userFaults.depthBins);
	const handler = picker(random, userFaults.handler.map(({bytes, weight}) => ({value: bytes, weight})));
	const interruptDepth = bin(interrupts.depthBins);
	const fromUserDepth = bin(interrupts.fromUserDepthBins);
	const rare = item.rare.map(({path, perMillionVisits}) => ({chance: perMillionVisits / 1e6, bytes: paths[path]!.depthBytes}));
	const isShifted = item.kind === 'user' && workload.randomStackOffset;
	const offset = (): number => isShifted ? 16 * Math.floor(random() * 64) : 0;
	const faultChance = item.kind === 'user' ? userFaults.per1kVisits / 1000 : 0;
	const interruptChance = item.kind === 'user' ? interrupts.eventPer1kVisits / 1000 : 0;
	const ticksPerVisit = item.burstUs / item.visitsPerBurst / 1e6 * tickHz;

	const call = (own: number): number => (random() < item.deepShare ? own : common()) + offset();
	const visit = (own: number): number => {
		let depth = call(own);
		if (random() < faultChance) {
			depth = Math.max(depth, interrupted(faultDepth()) + handler());
		}

		if (random() < interruptChance + (ticksPerVisit * interrupts.tickKernelShare)) {
			depth = Math.max(depth, interrupted(interruptDepth()));
		}

		if (random() < ticksPerVisit * interrupts.tickUserShare) {
			depth = Math.max(depth, fromUserFrame + fromUserDepth());
		}

		for (const {chance, bytes} of rare) {
			if (random() < chance) {
				depth = Math.max(depth, bytes + offset());
			}
		}

		return depth;
	};

	const geometric = (mean: number): number => mean <= 1 ? 1 : 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - (1 / mean)));
	const lengthOf = (): number => {
		if (run.kind !== 'life') {
			return run.kind === 'visits' ? run.visits : 15;
		}

		// A thread ends with the burst in which its visits are used up.
		const life = 1 + Math.round(-Math.log(1 - random()) * item.lifeVisits);
		let visits = 0;
		while (visits < life) {
			visits += geometric(item.visitsPerBurst);
		}

		return visits;
	};

	const marks: number[] = [];
	const shares = new Map<number, number>(checkpoints.map(at => [at, 0]));
	for (let thread = 0; thread < threads; thread++) {
		const own = deep();
		const length = lengthOf();
		const reached = new Map<number, number>();
		let mark = run.kind === 'boot' ? own + offset() : 0;
		for (let made = 1; made <= length; made++) {
			mark = Math.max(mark, run.kind === 'boot' ? call(own) : visit(own));
			if (shares.has(made)) {
				reached.set(made, mark);
			}
		}

		marks.push(mark);
		for (const [at, sum] of shares) {
			shares.set(at, sum + ((reached.get(at) ?? mark) / mark));
		}
	}

	return {
		marks: marks.toSorted((a, b) => a - b),
		shareAfter: visits => shares.get(visits)! / threads,
	};
};

/** Draws values by weight. */
const picker = (random: () => number, choices: ReadonlyArray<{readonly value: number; readonly weight: number}>): (() => number) => {
	const total = choices.reduce((sum, {weight}) => sum + weight, 0);
	let sum = 0;
	const bounds = choices.map(({weight}) => {
		sum += weight / total;
		return sum;
	});
	return () => {
		const at = random();
		let low = 0;
		let high = bounds.length - 1;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (at < bounds[middle]!) {
				high = middle;
			} else {
				low = middle + 1;
			}
		}

		return choices[low]!.value;
	};
};

/** The value that a share of sorted `values` does not pass (nearest rank). */
export const percentile = (values: readonly number[], percent: number): number =>
	values[Math.max(0, Math.ceil(values.length * percent / 100) - 1)]!;
