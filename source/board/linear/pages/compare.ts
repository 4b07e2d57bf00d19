import {figureGroups, type Figure} from '../../../../machine/index.js';
import {deltaText, notationFor} from '../../compare/cells.js';
import {comparedIn} from '../../compare/compared.js';
import {comparedLines, figureLines} from '../../compare/lines.js';
import type {Scene} from '../../scene.js';
import {said, type Section, type Statement} from '../statement.js';

/** A figure under every policy, with what each difference from the first means. */
function figureStatement({reading}: Scene, figure: Figure): Statement {
	const {policies} = comparedIn(reading);
	const notation = notationFor(figure, policies);
	const unit = notation.unit === '' ? '' : ` ${notation.unit}`;
	const texts = policies.map(({name, values, ranges, deltas}) => {
		const value = values[figure.id];
		if (value === undefined) {
			return `${name} has none`;
		}

		const range = ranges[figure.id];
		const delta = deltas?.[figure.id];
		const difference = delta === undefined ? undefined : deltaText(figure, delta, notation);
		return [
			`${name} ${notation.show(value)}${unit}`,
			...range ? [`from ${notation.show(range.low)} to ${notation.show(range.high)}`] : [],
			...difference ? [difference.number === '' ? difference.word : `${difference.number}, ${difference.word}`] : [],
		].join(', ');
	});
	return said(figure.label, texts.join('; '));
}

/** The marked figure. */
export function markedFigure(scene: Scene): readonly Statement[] {
	const at = scene.ui.compare.marked;
	const line = comparedLines[figureLines[at]!]!;
	return line.kind === 'title' ? [] : [said('Figure', `${at + 1} of ${figureLines.length}`), figureStatement(scene, line.figure)];
}

/** The policies side by side, a line a figure. */
export function compare(scene: Scene): readonly Section[] {
	const lines = comparedLines.filter(line => line.kind === 'figure');
	return (Object.keys(figureGroups) as Array<keyof typeof figureGroups>).map(group => ({
		title: figureGroups[group],
		statements: lines.filter(({figure}) => figure.group === group).map(({figure}) => figureStatement(scene, figure)),
	}));
}
