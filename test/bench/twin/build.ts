import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

const source = fileURLToPath(new URL('../../../../test/bench/twin/twin.c', import.meta.url));

/** Compiles the C twin into `program` with gcc -O2; false where there is no gcc. Throws an Error with its words when it refuses. */
export const buildTwin = (program: string): boolean => {
	const {error, status, stderr} = spawnSync('gcc', ['-O2', '-fwrapv', '-ffp-contract=off', source, '-o', program], {encoding: 'utf8'});
	if (error) {
		return false;
	}

	if (status !== 0) {
		throw new Error(`gcc: ${stderr}`);
	}

	return true;
};
