import {plain} from '../plain.js';
import type {Answer, Figure} from './answer.js';
import type {QuestionReport} from './report.js';

/** Raised when a field of `report --format json` changes its name or meaning. */
const questionsSchemaVersion = 1;

const figureOf = ({label, policy, value, unit, low, high, range, how, rests}: Figure) => ({
	label, policy, value, unit, low, high, range, how, rests,
});

const answerOf = ({number, question, askedBy, verdict, figures, assumed, cannotAnswer, notAsked}: Answer) => ({
	number, question, askedBy, verdict, figures: figures.map(figure => figureOf(figure)), assumed, cannotAnswer, notAsked,
});

/** One JSON object; ends in a line break. Every field is always there, null where nothing is known. */
export const questionsJson = ({toolVersion, scenario, forNs, seeds, runs, answers}: QuestionReport): string => `${JSON.stringify(plain({
	schemaVersion: questionsSchemaVersion, toolVersion, scenario, forNs, seeds, runs, questions: answers.map(answer => answerOf(answer)),
}))}\n`;
