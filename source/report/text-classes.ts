import type {Reading} from '../../machine/index.js';
import {alignColumns} from './layout.js';
import {showCount, showSmallPercent} from './units.js';

/** Classes that are listed; what is left makes next to no load. */
const mostListed = 8;

const showRate = (perSecond: number): string => perSecond < 10 ? perSecond.toFixed(1) : showCount(perSecond);

/**
What ran, class by class, the busiest first: threads, bursts a second, and how much of all CPUs they took on since boot (what waits in queues included).
Nothing where nothing has run yet.
*/
export const classLines = ({classes, timeNs, cpus}: Reading, columns: readonly [first: number, others: number]): string[] => {
	const seconds = timeNs / 1e9;
	const ran = classes.filter(({bursts}) => bursts > 0).toSorted((a, b) => b.busyNs - a.busyNs);
	if (seconds === 0 || ran.length === 0) {
		return [];
	}

	const listed = ran.slice(0, mostListed);
	const others = ran.slice(mostListed);
	const row = (label: string, of: typeof ran): string[] => {
		const sum = (value: (item: Reading['classes'][number]) => number): number => of.reduce((total, item) => total + value(item), 0);
		return [
			`  ${label}`,
			showCount(sum(({rows}) => rows)),
			showRate(sum(({bursts}) => bursts) / seconds),
			showSmallPercent(100 * sum(({busyNs}) => busyNs) / timeNs / cpus),
		];
	};

	return [
		...alignColumns([
			['What ran', 'threads', 'bursts/s', '% of all CPUs'],
			...listed.map(item => row(item.name, [item])),
			...others.length === 0 ? [] : [row(`${others.length} others`, others)],
			...ran.length < 2 ? [] : [row('together', ran)],
		], columns),
		'',
	];
};
