import {known} from '../figures.js';
import {rateSeries} from '../rates.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {framed} from './chrome.js';

type Rate = {
	readonly title: string;
	/** What one second brought, now. */
	readonly now: (scene: Scene) => number | undefined;
	readonly past: (scene: Scene) => readonly number[];
};

const policyRate = (title: string, figure: 'faults' | 'pagesGrown' | 'demotions' | 'interruptsMoved' | 'nmis' | 'levelSwitches'): Rate => ({
	title,
	now: ({rates, policyIndex}) => rates.perSecond(reading => reading.policies[policyIndex]![figure]),
	past: ({frame: {history}, policyIndex}) => history.policies[policyIndex]?.[figure] ?? [],
});

function sum(values: Float64Array): number {
	let total = 0;
	for (const value of values) {
		total += value;
	}

	return total;
}

/** The rates of the overview, in the order in which they are shown. */
export const overviewRates: readonly Rate[] = [
	policyRate('stack faults', 'faults'),
	policyRate('pages grown', 'pagesGrown'),
	{
		title: 'kernel #PF on user mem',
		now: ({rates}) => rates.perSecond(reading => sum(reading.perCpu.userFaults)),
		past: ({frame: {history}}) => history.userFaults,
	},
	policyRate('demotions', 'demotions'),
	policyRate('interrupts moved', 'interruptsMoved'),
	policyRate('NMIs', 'nmis'),
	policyRate('level switches', 'levelSwitches'),
];

const titleWidth = 23;
const numberWidth = 8;

/** Rates as numbers and sparklines; in two columns where the pane is wide and low. */
export function rates(area: Area, scene: Scene) {
	const inner = framed(area, scene, {title: 'rates', note: [['a second of simulated time', 'dim']]});
	const perColumn = Math.max(1, inner.height);
	const columns = Math.min(Math.ceil(overviewRates.length / perColumn), Math.max(1, Math.floor(inner.width / 36)));
	const width = Math.floor((inner.width - ((columns - 1) * 2)) / columns);
	const sparkWidth = width - titleWidth - numberWidth - 1;
	const {frame: {history}, charts, policyIndex} = scene;
	const sparks = charts && sparkWidth >= 4
		? charts.sparklines('rates', `${policyIndex} ${history.timeNs.length} ${history.timeNs.at(-1)}`, sparkWidth, () => overviewRates.map(rate => rateSeries(rate.past(scene), history.timeNs)))
		: [];
	for (const [index, rate] of overviewRates.entries()) {
		const x = Math.floor(index / perColumn) * (width + 2);
		const y = index % perColumn;
		const now = rate.now(scene);
		inner.text(x, y, rate.title, 'dim');
		inner.right(x + titleWidth + numberWidth, y, known(now), now === undefined || now === 0 ? 'dim' : 'strong');
		inner.text(x + titleWidth + numberWidth + 1, y, sparks[index] ?? '', 'accent');
	}
}
