import {ends, known, percent, sizeText, count} from '../figures.js';
import type {Scene} from '../scene.js';
import {fitting, drawSegments} from '../segments.js';
import type {Area, Piece} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {failureText, restsOnAssumptions, truth} from '../truth.js';
import {badge} from './header.js';
import {happening} from './log.js';
import {overviewRates} from './rates.js';

type Line = readonly [title: string, text: string, role: Role];

function lines(scene: Scene): readonly Line[] {
	const {policy, reading, scenario} = scene;
	const {low, likely, high} = policy.costPercent;
	const rates = overviewRates.map((rate): Line => [`${rate.title}/s`, known(rate.now(scene)), 'text']);
	const pool = policy.poolSize === 0 ? 'none' : `${count(Math.min(...policy.perCpu.poolLowest))} of ${policy.poolSize} at the lowest, found empty ${count(policy.poolEmpty)} times`;
	const last = reading.log.findLast(entry => entry.policy === policy.name);
	return [
		['stacks', `${count(policy.stacks)} in ${sizeText(policy.stackKiB)}, net ${sizeText(policy.netKiB)}, fixed ${sizeText(policy.fixedKiB)}`, 'text'],
		['saved', `${percent(policy.savedPercent.gross)} gross, ${percent(policy.savedPercent.net)} net`, 'strong'],
		['failures', failureText(policy), policy.failures > 0 ? 'bad' : 'good'],
		['pages per stack', policy.pagesPerStack.map((stacks, index) => `${index + 1}: ${count(stacks)}`).join('  '), 'text'],
		['pool', pool, policy.poolEmpty > 0 ? 'bad' : 'text'],
		['cost', `${ends({low, high})} % CPU, likely ${likely.toFixed(2)}${restsOnAssumptions(scenario.costs) ? ' (assumed steps)' : ''}`, 'text'],
		...rates,
		...(last ? [['last event', `${last.comm} ${happening(last)[0]}`, happening(last)[1]] as const] : []),
	];
}

/** The overview as lines of text, for terminals too small for charts. */
export function textPanel(area: Area, scene: Scene) {
	for (const [y, [title, text, role]] of lines(scene).entries()) {
		area.text(1, y, title, 'dim');
		area.text(25, y, text, role);
	}
}

/** What matters most on very few lines. */
export function fewLines(area: Area, scene: Scene) {
	const {policy, frame: {state}} = scene;
	const [text, role] = badge(state);
	const separator: Piece = [' ', 'dim'];
	const segments = fitting(truth(scene), area.width, 1);
	drawSegments(area, {x: 0, y: 0, segments, separator});
	area.pieces(0, 1, [[text, role], [' ', 'dim'], [policy.name, 'accent'], [policy.whatIf ? ' what-if' : '', 'warn'], [` ${count(policy.faults)} faults`, 'text'], [` ${count(policy.pagesGrown)} grown`, 'text']]);
	for (const [index, [title, line, lineRole]] of lines(scene).entries()) {
		area.pieces(0, 2 + index, [[`${title} `, 'dim'], [line, lineRole]]);
	}
}
