import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {InputError} from './input-error.js';
import {suggest} from './nearest.js';

/** The folders of `fixtures/` whose files can be named without a path. */
export type FixtureKind = 'machines' | 'workloads' | 'scripts' | 'sweeps';

/** The folder the program is installed in: `dist/source/files/` lies three below it. */
export const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** The folder of the fixtures that come with the program. */
export const fixturesRoot = path.join(packageRoot, 'fixtures');

/** Names of the fixtures of a kind, in alphabetical order. */
export const listFixtures = (kind: FixtureKind): string[] => {
	const folder = path.join(fixturesRoot, kind);
	if (!fs.existsSync(folder)) {
		return [];
	}

	return fs.readdirSync(folder)
		.filter(name => name.endsWith('.yaml'))
		.map(name => name.slice(0, -'.yaml'.length))
		.toSorted();
};

/**
The file for the name of a fixture (`genoa-384`) or for the path of a YAML file.
Anything with a slash or ending in `.yaml` or `.yml` is a path, and is given back as it is.
*/
export const findFixture = (kind: FixtureKind, nameOrPath: string): string => {
	if (/[/\\]/u.test(nameOrPath) || /\.ya?ml$/u.test(nameOrPath)) {
		return nameOrPath;
	}

	const names = listFixtures(kind);
	if (names.includes(nameOrPath)) {
		return path.join(fixturesRoot, kind, `${nameOrPath}.yaml`);
	}

	const hint = `${suggest(nameOrPath, names)}; or the path of a .yaml file`;
	throw new InputError(`no ${kind.slice(0, -1)} is named ${JSON.stringify(nameOrPath)}`, {}, hint);
};
