import process from 'node:process';
import {comparedFigures, type Figure} from '../../machine/index.js';
import {InputError} from '../files/input-error.js';
import {oneOf} from '../files/scenario.js';
import {plural} from '../report/units.js';
import {collectTable, sortRows} from '../sweep/table/collect.js';
import {tableCsv, tableJson, tableMarkdown, tableNdjson} from '../sweep/table/data.js';
import {tableText} from '../sweep/table/text.js';
import {write} from './output.js';
import {parseFlags} from './parse-flags.js';
import {read} from './run-options.js';
import {findCommand} from './table.js';

const formats = ['text', 'markdown', 'csv', 'json', 'ndjson'] as const;

/** What a person looks at first; programs get every figure. */
const firstFigures: readonly string[] = ['savedNetPercent', 'costPercent', 'failuresAndLosses', 'waitNs', 'headroomBytes', 'poolLowest'];

const leastWidth = 40;
const mailWidth = 80;

const figureOf = (text: string, what: string): Figure => {
	const id = oneOf(text, comparedFigures.map(figure => figure.id), what);
	return comparedFigures.find(figure => figure.id === id)!;
};

/** `kstacktop table`: the file of a sweep as a table, a row a policy and setting, over all seeds. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('table')!, argv);
	const [file] = flags.operands;
	const format = read(flags, 'format', (text, what) => oneOf(text, formats, what)) ?? 'text';
	const sort = read(flags, 'sort', figureOf);
	const chosen = read(flags, 'figures', (text, what) => text.split(',').map(id => figureOf(id, what)));
	if (file === undefined) {
		throw new InputError('table needs the FILE of a sweep', {}, 'a path, or - for standard input');
	}

	const found = await collectTable(file);
	const table = sort === undefined ? found : sortRows(found, sort);
	const forPeople = format === 'text' || format === 'markdown';
	const figures = chosen ?? (forPeople ? firstFigures.map(id => figureOf(id, 'figures')) : comparedFigures);
	if (found.found < found.cells) {
		process.stderr.write(`kstacktop: ${plural(found.cells - found.found, 'cell')} of ${found.cells} missing in ${file === '-' ? 'standard input' : file}\n`);
	}

	await write({
		text: () => tableText(table, figures, Math.max(leastWidth, process.stdout.isTTY ? process.stdout.columns : mailWidth)),
		markdown: () => tableMarkdown(table, figures),
		csv: () => tableCsv(table, figures),
		json: () => tableJson(table, figures),
		ndjson: () => tableNdjson(table, figures),
	}[format]());
	return 0;
};
