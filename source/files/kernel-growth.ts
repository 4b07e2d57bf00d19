import path from 'node:path';
import {z} from 'zod';
import type {CallPath, WorkloadDescription} from '../../machine/index.js';
import {fixturesRoot} from './find-fixture.js';
import {InputError, showValue} from './input-error.js';
import {deepenTo} from './sensitivity.js';
import {readYaml} from './yaml.js';

/** Growth in bytes of paths of these depths, from one kernel to another. */
export type GrowthKnots = ReadonlyArray<{readonly bytes: number; readonly grows: number}>;

/** Growth of a path of so many bytes: straight lines from nothing (no frame, no growth) through the knots, level beyond. */
export const growthAt = (knots: GrowthKnots, depth: number): number => {
	const above = knots.findIndex(({bytes}) => bytes > depth);
	if (above === 0) {
		return knots[0]!.grows * depth / knots[0]!.bytes;
	}

	if (above === -1) {
		return knots.at(-1)?.grows ?? 0;
	}

	const [low, high] = [knots[above - 1]!, knots[above]!];
	return low.grows + (high.grows - low.grows) * (depth - low.bytes) / (high.bytes - low.bytes);
};

/** The word for a kernel that nobody knows yet. */
const nextKernel = 'next';

const versionPattern = /^(\d{1,3}\.\d{1,3})(?:[.-][\w.+~-]*)?$/u;

/** The first two numbers of a version: `6.12` of `6.12.95-amd64`; undefined where it is none. */
export const shortVersion = (text: string): string | undefined => versionPattern.exec(text)?.[1];

/** Reads `6.6`, or `next`: as much deeper again as the newest measured kernel is than the oldest. Throws an `InputError`. */
export const parseKernel = (text: string, what: string): string => {
	const kernel = text === nextKernel ? text : shortVersion(text);
	if (kernel === undefined) {
		throw new InputError(`${what} must be a kernel version such as 6.12, or ${nextKernel}, found ${text === '' ? 'nothing' : showValue(text)}`);
	}

	return kernel;
};

/** Version as one rising number. */
const rankOf = (kernel: string): number => {
	const [major, minor] = kernel.split('.').map(Number);
	return major! * 1000 + minor!;
};

/** Two measured kernels, and how far another one is from the first to the second: 0 to 1 between them, 2 for `next`. */
export type KernelPlace = {readonly from: string; readonly to: string; readonly share: number};

/** Where a kernel stands among measured ones; a version beyond them is as the nearest. */
export const placeKernel = (kernel: string, measured: readonly string[]): KernelPlace => {
	const known = measured.toSorted((a, b) => rankOf(a) - rankOf(b));
	if (kernel === nextKernel) {
		return {from: known[0]!, to: known.at(-1)!, share: 2};
	}

	const above = known.find(name => rankOf(name) >= rankOf(kernel)) ?? known.at(-1)!;
	const below = known.findLast(name => rankOf(name) <= rankOf(kernel)) ?? known[0]!;
	return {from: below, to: above, share: below === above ? 0 : (rankOf(kernel) - rankOf(below)) / (rankOf(above) - rankOf(below))};
};

const knots = z.looseObject({knots: z.array(z.looseObject({bytes: z.number(), grows: z.number()})).min(1)});
const growthSchema = z.looseObject({base: z.string(), growth: z.record(z.string(), z.looseObject({kernel: knots, short: knots}))});

/** The kernel whose depths the workloads that come with the program have, most of them. */
const workloadKernel = '6.12';

/**
The workload with every call path as deep as on another kernel: grown or shrunk as paths of its depth and kind were measured to between 6.1 and 6.12.
What interrupts and fault handlers add is left as it is.
*/
export const withKernel = (workload: WorkloadDescription, kernel: string): WorkloadDescription => {
	const {base, growth} = readYaml(path.join(fixturesRoot, 'depths', 'marks.yaml'), growthSchema).value;
	const {to, share} = placeKernel(kernel, [base, workloadKernel]);
	const steps = (to === base ? 0 : (share === 0 ? 1 : share)) - 1;
	const kinds = growth[workloadKernel]!;
	const ofUsers = new Set(workload.classes.filter(({kind}) => kind === 'user')
		.flatMap(({common, deep, rare, sleepPath}) => [...[...common, ...deep, ...rare].map(each => each.path), sleepPath]));
	return {
		...workload,
		paths: workload.paths.map((each, index) => movedBy(each, (ofUsers.has(index) ? kinds.short : kinds.kernel).knots, steps)),
		provenance: [
			{
				about: `depth of every call path, kernel ${kernel}`,
				status: 'assumed',
				source: `asked for (kernel); growth from ${base} to ${workloadKernel} as fitted in fixtures/depths/marks.yaml, ${share === 2 ? 'once more' : 'evenly over the versions between'}`,
			},
			...workload.provenance,
		],
	};
};

/** A path of the workloads' kernel, so many times its growth since the base kernel deeper. */
const movedBy = (callPath: CallPath, growth: GrowthKnots, steps: number): CallPath => {
	// Knots are by depth on the base kernel: what it was there, from what it is here
	const before = callPath.depthBytes - growthAt(growth, callPath.depthBytes);
	return deepenTo(callPath, callPath.depthBytes + steps * growthAt(growth, Math.max(0, before)), '(taken to be of another kernel)');
};
