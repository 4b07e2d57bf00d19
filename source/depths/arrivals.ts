import {growthAt} from '../files/kernel-growth.js';
import {bandChance} from './chance.js';
import type {EventMix} from './event-mix.js';
import {aboutOf, type EventSite} from './event-site.js';
import {kernelsAround} from './group-depths.js';
import type {DepthModel} from './model.js';
import type {DraftRow} from './row.js';

/** Width of the bins that depths at interrupts were counted in, bytes. */
const binBytes = 256;

const kinds = [['timer', 'irq_timer_kernel_depth_bin'], ['other', 'irq_event_driven_kernel_depth_bin']] as const;
const shares = [0.5, 0.9] as const;
/** Workloads that were counted on the base kernel and, for calibration, on another. */
const calibratedWorkloads = ['idle', 'fork'] as const;

/**
How deep the stack is that an interrupt finds: the base kernel's depths of the same workload, deeper by what paths of that depth grew.
Depths are upper edges of bins, so one bin is the finest that a comparison can tell. What a kernel does most of its time changes too:
by how much is taken from idle guests and fork storms, and the band is as wide as that.
*/
export const arrivalRows = (site: EventSite): DraftRow[] => {
	const {model, known, found, workload, kernel} = site;
	const spread = spreadOf(model, known, kernel);
	return kinds.flatMap(([name, metric]) => {
		const before = known.bins(workload, model.marks.base, metric);
		const after = found.bins(workload, kernel, metric);
		const count = sumOf(after);
		if (count === 0 || sumOf(before) === 0) {
			return [];
		}

		return shares.map(share => {
			const measured = (binOf(after, share) + 1) * binBytes;
			const predicted = Math.ceil(grown(model, kernel, depthOf(before, share)) / binBytes) * binBytes;
			const half = binBytes + 1.96 * spread;
			const band = {predicted, low: predicted - half, high: predicted + half};
			return {
				...aboutOf(site), figure: `depth at ${name} interrupts, p${share * 100}`, unit: 'B', count,
				measured, ...band, chance: bandChance(measured, band), sample: undefined, tolerance: {share: 0.1},
			};
		});
	});
};

/** Depth of a path of the base kernel on another one: interrupts of kernel mode meet system calls most of all. */
const grown = ({marks}: DepthModel, kernel: string, depth: number): number => {
	const {to, share} = kernelsAround({marks}, kernel);
	return depth + (to === marks.base ? 0 : growthAt(marks.growth[to]!.short.knots, depth) * (share === 0 ? 1 : share));
};

/** How far depths at interrupts lie from grown ones in the workloads that were counted on both kernels for calibration: root of the mean square, bytes. */
const spreadOf = (model: DepthModel, known: EventMix, kernel: string): number => {
	const {to} = kernelsAround(model, kernel);
	const squares = calibratedWorkloads.flatMap(workload => kinds.flatMap(([, metric]) => {
		const before = known.bins(workload, model.marks.base, metric);
		const after = known.bins(workload, to, metric);
		return sumOf(before) === 0 || sumOf(after) === 0 ? [] : shares.map(share => (depthOf(after, share) - grown(model, to, depthOf(before, share))) ** 2);
	}));
	return squares.length === 0 ? 0 : Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
};

const sumOf = (bins: readonly number[]): number => bins.reduce((sum, count) => sum + count, 0);

/** The bin that holds the share's depth. */
const binOf = (bins: readonly number[], share: number): number => {
	let left = share * sumOf(bins);
	return bins.findIndex(count => {
		left -= count;
		return left <= 0;
	});
};

/** The share's depth, on a straight line through its bin. */
const depthOf = (bins: readonly number[], share: number): number => {
	const bin = binOf(bins, share);
	const below = sumOf(bins.slice(0, bin));
	return (bin + (share * sumOf(bins) - below) / bins[bin]!) * binBytes;
};
