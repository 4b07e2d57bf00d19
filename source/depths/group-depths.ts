import {growthAt, placeKernel, type KernelPlace} from '../files/kernel-growth.js';
import {meanOffset} from './draws.js';
import type {DepthModel, FittedDepths, Group} from './model.js';

/** Where a kernel stands among those that the model knows. */
export const kernelsAround = ({marks}: Pick<DepthModel, 'marks'>, kernel: string): KernelPlace => placeKernel(kernel, [marks.base, ...Object.keys(marks.growth)]);

/** Depths that a group's threads have on one kernel, under one load. */
export type Depths = {
	/** Depths of its deepest path without offset, at `knotPercents`, and how many stacks these were seen on. */
	readonly bytes: readonly number[];
	readonly samples: number;
	/** Depths of the paths that the workload adds. */
	readonly deep: ReadonlyArray<readonly number[]>;
	/** How far one program may lie from its group, and the group from its true depth, bytes. */
	readonly scatterBytes: number;
	readonly errorBytes: number;
};

/** Depths of a group and of the deep paths that the load adds, on a known kernel. */
export const depthsOn = ({classes, marks}: DepthModel, group: Group, paths: readonly string[], kernel: string): Depths => {
	const fits = marks.groups[group.name] ?? {};
	const own = fits[kernel];
	const base = fits[marks.base];
	const {knots, scatterBytes} = (kernel === marks.base ? undefined : marks.growth[kernel]?.[group.lineage]) ?? {knots: [], scatterBytes: 0};
	const grown = (bytes: number): number => Math.max(0, bytes + growthAt(knots, bytes));
	const fit = own ?? base ?? Object.values(fits)[0]!;
	return {
		bytes: own === undefined && base !== undefined ? base.bytes.map(bytes => grown(bytes)) : fit.bytes,
		samples: fit.samples,
		deep: paths.flatMap(key => marks.deepPaths[key] === undefined ? [] : [marks.deepPaths[key].bytes.map(bytes => bytes === 0 ? 0 : grown(bytes))]),
		scatterBytes: own === undefined ? scatterBytes : 0,
		errorBytes: errorOf(fit, meanOffset(classes.lineages[group.lineage]).variance),
	};
};

/** Depths on a kernel between two known ones, as far from the first to the second as its version; nobody knows in which version a frame grew, so they may lie anywhere between. */
export const between = (from: Depths, to: Depths, share: number): Depths => {
	const at = (low: number, high: number): number => low + (high - low) * share;
	return share === 0
		? from
		: {
			bytes: from.bytes.map((bytes, knot) => at(bytes, to.bytes[knot]!)),
			samples: Math.min(from.samples, to.samples),
			deep: from.deep.map((path, index) => path.map((bytes, knot) => at(bytes, to.deep[index]![knot]!))),
			scatterBytes: Math.max(from.scatterBytes, to.scatterBytes, Math.abs(to.bytes[3]! - from.bytes[3]!) / uniformWidths),
			errorBytes: Math.max(from.errorBytes, to.errorBytes),
		};
};

/** Standard deviations that a uniform distribution is wide. */
const uniformWidths = Math.sqrt(12);

/**
Standard error of fitted depths as a whole, bytes: a quarter of their middle half's width, and the spread of the random offsets
that they were found below, for each root of the samples.
*/
const errorOf = ({bytes, samples}: FittedDepths, offsetVariance: number): number => Math.sqrt((((bytes[5]! - bytes[1]!) / 2.6) ** 2 + offsetVariance) / samples);
