import {comparedFigures, figureGroups, type Figure, type FigureGroup} from '../../../machine/index.js';

/** A line of the comparison: the title of a group, a figure, or an end of an uncertain figure below it. */
export type ComparedLine
	= | {readonly kind: 'title'; readonly group: FigureGroup}
		| {readonly kind: 'figure'; readonly figure: Figure}
		| {readonly kind: 'end'; readonly figure: Figure; readonly end: 'low' | 'high'};

const linesOf = (figure: Figure): readonly ComparedLine[] => figure.range === undefined
	? [{kind: 'figure', figure}]
	: [{kind: 'figure', figure}, {kind: 'end', figure, end: 'low'}, {kind: 'end', figure, end: 'high'}];

/** Every line, in the order in which it is shown: the same for all runs. */
export const comparedLines: readonly ComparedLine[] = (Object.keys(figureGroups) as FigureGroup[]).flatMap(group => [
	{kind: 'title', group},
	...comparedFigures.filter(figure => figure.group === group).flatMap(figure => linesOf(figure)),
]);

/** Where the figures are among the lines. */
export const figureLines: readonly number[] = comparedLines.flatMap((line, index) => line.kind === 'figure' ? [index] : []);
