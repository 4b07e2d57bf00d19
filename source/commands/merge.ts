import process from 'node:process';
import {InputError, shortPath} from '../files/input-error.js';
import {plural} from '../report/units.js';
import {mergeSweeps, type Merged} from '../sweep/merge.js';
import {write} from './output.js';
import {parseFlags} from './parse-flags.js';
import {findCommand} from './table.js';

/** Most cells that are told by their numbers. */
const mostTold = 10;

/** `kstacktop merge`: the files of the shards of a sweep as one, in the order of the grid. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const {operands} = parseFlags(findCommand('merge')!, argv);
	if (operands.length === 0) {
		throw new InputError('merge needs the FILES of a sweep');
	}

	if (operands.includes('-')) {
		throw new InputError('merge reads files, not standard input: each is read twice');
	}

	const merged = await mergeSweeps(operands);
	for await (const line of merged.lines()) {
		await write(line);
	}

	const problems = problemsOf(merged);
	for (const problem of problems) {
		process.stderr.write(`kstacktop: ${problem}\n`);
	}

	return problems.length > 0 ? 1 : 0;
};

/** What is wrong with the whole that the files make. */
const problemsOf = ({cells, missing, unequal, cut}: Merged): string[] => [
	...cut.map(file => `${shortPath(file)}: its last line is cut and was left out`),
	...unequal.map(({cell, key, places}) => `cell ${cell} (${key}) has other figures in ${places[1]} than in ${places[0]}: both were left out`),
	...missing.length === 0 ? [] : [`${plural(missing.length, 'cell')} of ${cells} missing: ${missing.slice(0, mostTold).join(', ')}${missing.length > mostTold ? ' and more' : ''}`],
];
