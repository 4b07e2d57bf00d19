import {count, known, moment, percent, sizeText} from '../figures.js';
import type {Scene} from '../scene.js';
import {drawSegments, fitting, type Segment} from '../segments.js';
import type {Area, Piece} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {cutText} from '../terminal/width.js';
import {costText, failureText, truth} from '../truth.js';
import {badge} from './header.js';
import {happening} from './log.js';
import {overviewRates} from './rates.js';

type Line = readonly [title: string, text: string, role: Role];

function lowestPool({policy}: Scene): number {
	let lowest = policy.poolSize;
	for (const pages of policy.perCpu.poolLowest) {
		lowest = Math.min(lowest, pages);
	}

	return lowest;
}

function lines(scene: Scene): readonly Line[] {
	const {policy, scenario, reading} = scene;
	const pool = policy.poolSize === 0 ? 'none needed' : `lowest ${lowestPool(scene)} of ${policy.poolSize}, found empty ${count(policy.poolEmpty)} times`;
	const last = reading.log.findLast(entry => entry.policy === policy.name);
	return [
		['saved', `${percent(policy.savedPercent.gross)} gross, ${percent(policy.savedPercent.net)} net`, 'strong'],
		['failures', failureText(policy), policy.failures > 0 ? 'bad' : 'good'],
		['stacks', `${count(policy.stacks)} in ${sizeText(policy.stackKiB)} (fixed ${sizeText(policy.fixedKiB)})`, 'text'],
		['pages per stack', policy.pagesPerStack.map((stacks, index) => `${index + 1}: ${count(stacks)}`).join('  '), 'text'],
		['pool', pool, policy.poolEmpty > 0 ? 'bad' : 'text'],
		['cost', costText(policy, scenario.costs).replace('cost ', ''), 'text'],
		...(last ? [['last event', `${last.comm} ${happening(last)[0]}`, happening(last)[1]] as const] : []),
	];
}

/** The overview as lines of text, for terminals too small for charts. */
export function textPanel(area: Area, scene: Scene) {
	const column = 18;
	const all = lines(scene);
	for (const [y, [title, text, role]] of all.entries()) {
		area.text(1, y, title, 'dim');
		area.text(column, y, cutText(text, area.width - column), role);
	}

	const perLine = area.width >= 54 ? 2 : 1;
	for (const [index, rate] of overviewRates.entries()) {
		const x = 1 + (index % perLine * 28);
		const y = all.length + Math.floor(index / perLine);
		area.text(x, y, `${rate.brief}/s`, 'dim');
		area.right(x + 24, y, known(rate.now(scene)), 'text');
	}
}

/** What matters most on very few lines: the truth, the clock, the growth, then what else there is room for. */
export function fewLines(area: Area, scene: Scene) {
	const {policy, reading, frame: {state}} = scene;
	const [text, role] = badge(state);
	const separator: Piece = [' · ', 'dim'];
	const rows: ReadonlyArray<readonly Segment[]> = [
		truth(scene),
		[
			{rank: 0, pieces: [[text, role]]},
			{rank: 2, pieces: [[moment(reading.timeNs), 'strong']]},
			{rank: 1, pieces: [[policy.name, 'accent'], [policy.whatIf ? ' what-if' : '', 'warn']]},
		],
		[
			{rank: 1, pieces: [[`${count(policy.faults)} stack faults`, 'text']]},
			{rank: 2, pieces: [[`${count(policy.pagesGrown)} grown`, 'text']]},
			{rank: 3, pieces: [['q quits', 'dim']]},
		],
		...lines(scene).map(([title, line, lineRole]): readonly Segment[] => [{rank: 0, pieces: [[`${title} `, 'dim'], [cutText(line, Math.max(1, area.width - title.length - 1)), lineRole]]}]),
	];
	for (const [y, segments] of rows.entries()) {
		drawSegments(area, {x: 0, y, segments: fitting(segments, area.width, 3), separator});
	}
}
