import {wrap} from '../layout.js';
import {showCount} from '../units.js';
import type {Answer, Figure} from './answer.js';
import {aboutFigures, aboutRuns, type QuestionReport} from './report.js';
import {showFigure, showRange} from './show.js';

/** Columns of the text: a terminal, or a mail. */
const width = 80;
const labelWidth = 34;
const valueWidth = 17;
const rangeWidth = 21;
const indent = '    ';

/** A figure: label, value, range; below it how it is known, if not by simulation, and what it rests on. */
const figureLines = (figure: Figure): string[] => {
	const {label, how, rests} = figure;
	const [first = '', ...more] = wrap(label, labelWidth, '', '  ');
	const basis = [...how === 'simulated' ? [] : [how], ...rests === undefined ? [] : [`${showCount(rests.count)} ${rests.of}`]].join(', ');
	const range = showRange(figure);
	const line = `${first.padEnd(labelWidth)}${showFigure(figure).padStart(valueWidth)}`;
	// A range that does not fit its column goes below
	const fits = range.length < rangeWidth;
	return [
		`${indent}${line}${fits ? range.padStart(rangeWidth) : ''}`.trimEnd(),
		...more.map(part => `${indent}${part}`),
		...fits ? [] : [`${indent}${''.padEnd(width - indent.length - range.length)}${range}`],
		...basis === '' ? [] : [`${indent}  ${basis}`],
	];
};

const answerLines = (answer: Answer): string[] => {
	const {number, question, askedBy, verdict, figures, assumed, cannotAnswer, notAsked} = answer;
	const paragraph = (text: string): string[] => wrap(text, width, '  ', indent);
	let policy: string | undefined;
	return [
		...wrap(`${number}. ${question}`, width, '', ' '.repeat(`${number}. `.length)),
		...paragraph(`Asked by: ${askedBy}`),
		'',
		...wrap(verdict, width, '  '),
		'',
		...figures.flatMap(figure => {
			const heading = figure.policy === policy ? [] : [`  ${figure.policy ?? 'the box'}`];
			({policy} = figure);
			return [...heading, ...figureLines(figure)];
		}),
		...notAsked.flatMap(({policy: name, because}) => paragraph(`${name} is not asked: ${because}.`)),
		...cannotAnswer === undefined ? [] : paragraph(`Cannot be answered by this model, because ${cannotAnswer}.`),
		...assumed.flatMap(text => paragraph(`Assumed: ${text}.`)),
		'',
	];
};

/** The report for a person, in 80 columns. */
export const questionsText = (report: QuestionReport): string => [
	`kstacktop ${report.toolVersion}: the sixteen questions`,
	...wrap(aboutRuns(report), width, '  '),
	...wrap(aboutFigures, width, '  '),
	'',
	...report.answers.flatMap(answer => answerLines(answer)),
].join('\n');
