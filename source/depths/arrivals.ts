import {growthWorkload, type EventSite} from './event-site.js';
import {judged, type DepthRow} from './row.js';

/** Width of the bins that depths at interrupts were counted in, bytes. */
const binBytes = 256;

const kinds = [['timer', 'irq_timer_kernel_depth_bin'], ['devices and other CPUs', 'irq_event_driven_kernel_depth_bin']] as const;

/**
How deep the stack is that an interrupt finds: the base kernel's depths of the same workload, deeper by as much as the fork storm's are.
Depths are upper edges of bins, so one bin is the finest that a comparison can tell.
*/
export const arrivalRows = (site: EventSite): DepthRow[] => {
	const {model: {marks: {base}}, known, found, workload, kernel} = site;
	return kinds.flatMap(([name, metric]) => {
		const before = known.bins(workload, base, metric);
		const after = found.bins(workload, kernel, metric);
		const count = sumOf(after);
		if (count === 0 || sumOf(before) === 0) {
			return [];
		}

		const shift = known.bins(growthWorkload, kernel, metric);
		const grows = sumOf(shift) === 0 ? 0 : meanOf(shift) - meanOf(known.bins(growthWorkload, base, metric));
		return [0.5, 0.9].map(share => {
			const predicted = Math.ceil((depthOf(before, share) + grows) / binBytes) * binBytes;
			return judged({
				run: `${workload} ${kernel}`, kernel, workload, basis: 'predicted', part: 'events', class: undefined,
				figure: `depth at interrupts by ${name}, p${share * 100}`,
				unit: 'B', count, measured: (binOf(after, share) + 1) * binBytes, predicted, low: predicted - binBytes, high: predicted + binBytes,
			}, {share: 0.1});
		});
	});
};

const sumOf = (bins: readonly number[]): number => bins.reduce((sum, count) => sum + count, 0);

const meanOf = (bins: readonly number[]): number => bins.reduce((sum, count, bin) => sum + count * (bin + 0.5) * binBytes, 0) / sumOf(bins);

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
