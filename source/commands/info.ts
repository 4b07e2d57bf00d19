import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {readingSchemaVersion} from '../../machine/index.js';
import {
	type FixtureKind, fixturesRoot, listFixtures, packageRoot,
} from '../files/find-fixture.js';
import {costsFile} from '../files/costs.js';
import {write} from './output.js';
import {parseFlags} from './parse-flags.js';
import {findCommand} from './table.js';
import {toolVersion} from './version.js';

/** Environment variables that change what the program does or how it looks. */
const variables = ['NO_COLOR', 'FORCE_COLOR', 'COLORTERM', 'TERM', 'LANG', 'LC_ALL', 'LC_CTYPE', 'NODE_ENV', 'CI'];

const kinds: readonly FixtureKind[] = ['machines', 'workloads', 'scripts'];

/** `kstacktop info`: what a bug report needs. */
export const run = async (argv: readonly string[]): Promise<number> => {
	parseFlags(findCommand('info')!, argv);
	const rows: Array<readonly [string, string]> = [
		['kstacktop', toolVersion],
		['schema', `${readingSchemaVersion} (fields of run --format json)`],
		['node', `${process.version} on ${process.platform} ${process.arch}`],
		['program', fs.realpathSync(packageRoot)],
		['fixtures', fixturesRoot],
		...kinds.map(kind => [`  ${kind}`, listFixtures(kind).join(' ') || 'none'] as const),
		['costs', path.relative(packageRoot, costsFile)],
		['settings', 'none are read: flags and the environment decide'],
		['stdin', streamKind(process.stdin.isTTY)],
		['stdout', streamKind(process.stdout.isTTY, process.stdout)],
		['stderr', streamKind(process.stderr.isTTY)],
		...variables.map(name => [name, process.env[name] ?? '(not set)'] as const),
	];
	await write(rows.map(([name, value]) => `${name.padEnd(14)}${value}\n`).join(''));
	return 0;
};

const streamKind = (terminal: boolean, size?: {readonly columns?: number; readonly rows?: number}): string => {
	if (!terminal) {
		return 'no terminal';
	}

	return size?.columns === undefined ? 'terminal' : `terminal, ${size.columns}x${size.rows}`;
};
