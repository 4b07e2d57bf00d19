import {families, type Family, type Parameter} from '../../machine/index.js';
import {defaultChoice} from '../files/scenario.js';
import {readMachine} from '../files/machine.js';
import {wrap} from '../report/layout.js';

const width = 80;

const term = (name: string, text: string): string[] => wrap(text, width, `    ${name.padEnd(11)} `, ' '.repeat(16));

/** What a parameter is when not given. One that follows the box is told for the default box. */
const showFallback = ({fallback}: Parameter): string => {
	if (typeof fallback === 'number') {
		return String(fallback);
	}

	const {description} = readMachine(defaultChoice.machine);
	return `that of the box: ${fallback(description)} on ${description.name}`;
};

const parameterLines = (name: string, parameter: Parameter): string[] => {
	const {about, least, most, step = 1} = parameter;
	const steps = step === 1 ? '' : ` in steps of ${step}`;
	return term(`:${name}=N`, `${about}; ${least} to ${most}${steps} (${showFallback(parameter)})`);
};

const familyNote = ({kind, title, source, models, leavesOut, hardware, parameters}: Family): string => [
	`  ${kind}: ${title}`,
	...term('source', source),
	...term('models', models),
	...term('leaves out', leavesOut),
	...term('needs', hardware === 'either' ? 'FRED or IDT' : hardware),
	...Object.entries(parameters).flatMap(([name, parameter]) => parameterLines(name, parameter)),
].join('\n');

/** Every policy there is, with its parameters, as paragraphs for the help. */
export const policyNotes = (): string[] => [
	'Policies: a kind, or a kind with parameters, as in fred-pf:pool=12:size=32',
	...families.map(one => familyNote(one)),
];
