import {showCount} from '../units.js';
import type {Answer, Figure} from './answer.js';
import {aboutFigures, aboutRuns, type QuestionReport} from './report.js';
import {showFigure, showRange} from './show.js';

/** Signs that would end a cell or begin markup. */
const escaped = (text: string): string => text.replaceAll(/[\\|*_`<>]/gu, String.raw`\$&`).replaceAll('~', String.raw`\~`);

const row = (cells: readonly string[]): string => `| ${cells.map(cell => escaped(cell)).join(' | ')} |`;

const figureRow = (figure: Figure): string => row([
	figure.policy ?? '',
	figure.label,
	showFigure(figure),
	showRange(figure),
	figure.how,
	figure.rests === undefined ? '' : `${showCount(figure.rests.count)} ${figure.rests.of}`,
]);

const answerBlocks = ({number, question, askedBy, verdict, figures, assumed, cannotAnswer, notAsked}: Answer): string[] => [
	`## ${number}. ${escaped(question)}`,
	`Asked by: ${escaped(askedBy)}`,
	`**${escaped(verdict)}**`,
	...figures.length === 0 ? [] : [['| Policy | Figure | Value | Range | How | Rests on |', '| --- | --- | ---: | --- | --- | --- |', ...figures.map(figure => figureRow(figure))].join('\n')],
	[
		...notAsked.map(({policy, because}) => `${policy} is not asked: ${because}.`),
		...cannotAnswer === undefined ? [] : [`Cannot be answered by this model, because ${cannotAnswer}.`],
		...assumed.map(text => `Assumed: ${text}.`),
	].map(text => `- ${escaped(text)}`).join('\n'),
].filter(block => block !== '');

/** The report as Markdown, for a mail thread or a wiki. */
export const questionsMarkdown = (report: QuestionReport): string => `${[
	`# The sixteen questions: ${escaped(report.scenario.machine.name)}, ${escaped(report.scenario.workload.name)}`,
	escaped(aboutRuns(report)),
	escaped(aboutFigures),
	...report.answers.flatMap(answer => answerBlocks(answer)),
	`kstacktop ${report.toolVersion}`,
].join('\n\n')}\n`;
