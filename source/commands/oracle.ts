import {InputError} from '../files/input-error.js';
import {readOracle} from '../files/oracle.js';
import {checkFile} from '../oracle/check-file.js';
import {oracleText} from '../report/oracle.js';

/** Holds event delivery against a file of recorded cases. Exit code 1 if one of them fails. Throws an `InputError` for bad input. */
export const runOracle = (args: readonly string[]): {readonly text: string; readonly exitCode: 0 | 1} => {
	const [file, ...rest] = args;
	if (file === undefined || rest.length > 0 || file.startsWith('-')) {
		throw new InputError('one file of recorded event deliveries is wanted', {}, 'npm run oracle -- fixtures/measured/fred-events.json');
	}

	const oracle = readOracle(file);
	const results = checkFile(oracle);
	const producer = oracle.meta.producer === undefined ? '' : `: ${oracle.meta.producer}`;
	return {
		text: oracleText(`${file}${producer}`, results),
		exitCode: results.some(({failures}) => failures.length > 0) ? 1 : 0,
	};
};
