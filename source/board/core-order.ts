import {cpuMetrics, type CpuSource} from './metrics.js';

/** The CPUs in the order of the table of cores: equal values by number, unknown ones last. */
export function coreOrder(source: CpuSource, sort: string, descending: boolean): readonly number[] {
	const cpus = Array.from({length: source.reading.cpus}, (_, cpu) => cpu);
	const metric = cpuMetrics.find(({id}) => id === sort);
	if (!metric) {
		return descending ? cpus.toReversed() : cpus;
	}

	const values = cpus.map(cpu => metric.value(source, cpu));
	const sign = descending ? -1 : 1;
	return cpus.sort((a, b) => {
		const [left, right] = [values[a], values[b]];
		if (left === undefined || right === undefined) {
			return Number(left === undefined) - Number(right === undefined) || a - b;
		}

		return sign * (left - right) || a - b;
	});
}
