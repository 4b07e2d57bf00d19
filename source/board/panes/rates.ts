import {digitsFor, ends, known} from '../figures.js';
import {peakSeries} from '../rates.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {restsOnAssumptions} from '../truth.js';
import {framed} from './chrome.js';

type Rate = {
	readonly title: string;
	/** For narrow panes. */
	readonly brief: string;
	/** What one second brought, now. */
	readonly now: (scene: Scene) => number | undefined;
	/** The most that one look saw it grow by, sample by sample. */
	readonly past: (scene: Scene) => readonly number[];
};

const policyRate = (title: string, brief: string, figure: 'faults' | 'pagesGrown' | 'demotions' | 'interruptsMoved' | 'nmis' | 'levelSwitches'): Rate => ({
	title,
	brief,
	now: ({rates, policyIndex}) => rates.perSecond(reading => reading.policies[policyIndex]![figure]),
	past: ({frame: {history}, policyIndex}) => history.most.policies[policyIndex]?.[figure] ?? [],
});

/** The rates of the overview, in the order in which they are shown. */
export const overviewRates: readonly Rate[] = [
	policyRate('stack faults', 'stack faults', 'faults'),
	policyRate('pages grown', 'pages grown', 'pagesGrown'),
	{
		title: 'kernel #PF on user mem',
		brief: 'user-mem #PF',
		now: ({rates}) => rates.perSecond(reading => reading.totals.userFaults),
		past: ({frame: {history}}) => history.most.userFaults,
	},
	policyRate('demotions', 'demotions', 'demotions'),
	policyRate('interrupts moved', 'ints moved', 'interruptsMoved'),
	policyRate('NMIs', 'NMIs', 'nmis'),
	policyRate('level switches', 'lvl switches', 'levelSwitches'),
];

const numberWidth = 8;

/** Rates as numbers and sparklines; in two columns where the pane is wide and low. */
export function rates(area: Area, scene: Scene) {
	const inner = framed(area, scene, {title: 'rates', note: [['a second of simulated time', 'dim']]});
	const perColumn = Math.max(1, inner.height);
	const columns = Math.min(Math.ceil(overviewRates.length / perColumn), Math.max(1, Math.floor(inner.width / 36)));
	const width = Math.floor((inner.width - ((columns - 1) * 2)) / columns);
	const brief = width < 48;
	const titleWidth = brief ? 12 : 23;
	const sparkWidth = width - titleWidth - numberWidth - 1;
	const {frame: {history}, charts, chartEpoch, policyIndex} = scene;
	const sparks = charts && sparkWidth >= 4
		? charts.sparklines('rates', `${policyIndex} ${chartEpoch}`, sparkWidth, () => overviewRates.map(rate => peakSeries(rate.past(scene), history.lookNs)))
		: [];
	for (const [index, rate] of overviewRates.entries()) {
		const x = Math.floor(index / perColumn) * (width + 2);
		const y = index % perColumn;
		const now = rate.now(scene);
		inner.text(x, y, brief ? rate.brief : rate.title, 'dim');
		inner.right(x + titleWidth + numberWidth, y, known(now), now === undefined || now === 0 ? 'dim' : 'strong');
		inner.text(x + titleWidth + numberWidth + 1, y, sparks[index] ?? '', 'heat2');
	}

	if (columns === 1 && inner.height >= overviewRates.length + 2) {
		drawCost(inner.part(0, overviewRates.length + 1, inner.width, 1), scene);
	}
}

/** What the policy costs, as the range it is. */
function drawCost(area: Area, {policy: {costPercent}, scenario: {costs}}: Scene) {
	const end = area.pieces(0, 0, [
		['cost, % of all CPUs', 'dim'],
		[`  ${ends(costPercent)}`, 'strong'],
		[`, likely ${costPercent.likely.toFixed(digitsFor(costPercent.low, costPercent.high))}`, 'text'],
	]);
	const basis = ['  rests on assumed steps', '  assumed steps', '  assumed'].find(text => end + text.length <= area.width);
	area.text(end, 0, restsOnAssumptions(costs) ? basis ?? '' : '', 'dim');
}
