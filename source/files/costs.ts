import path from 'node:path';
import {z} from 'zod';
import type {CostStep, CostTable} from '../../machine/index.js';
import {type CsvRow, parseCsv} from './csv.js';
import {fixturesRoot} from './find-fixture.js';
import {InputError, showValue} from './input-error.js';
import {suggest} from './nearest.js';
import {readTextFile} from './text-file.js';

/** The columns of a cost file, in order. */
const columns = ['step', 'low', 'likely', 'high', 'unit', 'status', 'source'] as const;

const unit = 'cycles at nominal clock';

const statuses = z.enum(['published', 'measured', 'derived', 'calibrated', 'assumed']);

/** Sums of other steps, kept in the file for readers; the model adds steps up by itself. */
const isTotal = (step: string): boolean => step.startsWith('TOTAL');

/** Far above anything that one step of a stack fault can cost: ten seconds at 3 GHz. */
const mostCycles = 30_000_000_000;

/** The cost file that comes with the program. */
export const costsFile = path.join(fixturesRoot, 'measured', 'costs.csv');

/**
The steps of a cost file, and its sums apart. Throws an `InputError` with the line of the first bad row.
@param known - Steps that there are; others are refused. Left out: any.
*/
export const readCosts = (file: string, known?: CostTable): {steps: CostTable; totals: CostTable} => {
	const [header, ...rows] = parseCsv(readTextFile(file), file);
	if (header?.fields.join(',') !== columns.join(',')) {
		throw new InputError(`the first line must be ${columns.join(',')}`, {file, line: header?.line ?? 1});
	}

	const steps: Record<string, CostStep> = {};
	const totals: Record<string, CostStep> = {};
	for (const row of rows) {
		const {name, step} = readRow(row, file);
		const table = isTotal(name) ? totals : steps;
		const id = isTotal(name) ? name : name.split(':', 1)[0]!.trim();
		if (Object.hasOwn(table, id)) {
			throw new InputError(`the step ${showValue(id)} stands twice in this file`, {file, line: row.line});
		}

		if (table === steps && known !== undefined && !Object.hasOwn(known, id)) {
			throw new InputError(`no cost step is named ${showValue(id)}`, {file, line: row.line}, suggest(id, Object.keys(known)));
		}

		table[id] = step;
	}

	return {steps, totals};
};

/** The program's cost table, with single steps replaced by those of a user's file. Throws an `InputError`. */
export const loadCosts = (userFile: string | undefined): CostTable => {
	const {steps} = readCosts(costsFile);
	return userFile === undefined ? steps : {...steps, ...readCosts(userFile, steps).steps};
};

const readRow = ({fields, line}: CsvRow, file: string): {name: string; step: CostStep} => {
	const place = {file, line};
	if (fields.length !== columns.length) {
		throw new InputError(`a line needs ${columns.length} fields (${columns.join(', ')}), this one has ${fields.length}`, place, 'quote a field that holds a comma');
	}

	const [name = '', lowText = '', likelyText = '', highText = '', unitText = '', statusText = '', source = ''] = fields;
	if (name.trim() === '') {
		throw new InputError('step must be a name, found nothing', place);
	}

	if (unitText !== unit) {
		throw new InputError(`unit must be ${showValue(unit)}, found ${showValue(unitText)}`, place);
	}

	const status = statuses.safeParse(statusText);
	if (!status.success) {
		throw new InputError(`status must be one of ${statuses.options.join(', ')}, found ${showValue(statusText)}`, place);
	}

	const [low, likely, high] = [cycles(lowText, 'low', place), cycles(likelyText, 'likely', place), cycles(highText, 'high', place)];
	if (low > likely || likely > high) {
		throw new InputError(`low, likely and high must not fall, found ${low}, ${likely}, ${high}`, place);
	}

	return {
		name,
		step: {
			low, likely, high, status: status.data, source,
		},
	};
};

const cycles = (text: string, column: string, place: {file: string; line: number}): number => {
	const value = /^\d{1,12}(?:\.\d{1,6})?$/u.test(text) ? Number(text) : Number.NaN;
	if (!(value <= mostCycles)) {
		throw new InputError(`${column} must be cycles, a number from 0 to ${mostCycles}, found ${text === '' ? 'nothing' : showValue(text)}`, place);
	}

	return value;
};
