#!/usr/bin/env node
/** `npm run oracle -- FILE`: the check that developers of the delivery machines run. */
import process from 'node:process';
import {runOracle} from './commands/oracle.js';
import {InputError} from './files/input-error.js';

/** A reader that has seen enough (`| head -1`) is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code !== 'EPIPE') {
		throw error;
	}
});

try {
	const {text, exitCode} = runOracle(process.argv.slice(2));
	process.exitCode = exitCode;
	process.stdout.write(text);
} catch (error) {
	if (!(error instanceof InputError)) {
		throw error;
	}

	process.exitCode = 2;
	process.stderr.write(`${error.toLine()}\n`);
}
