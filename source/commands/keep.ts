import fs from 'node:fs';
import process from 'node:process';
import type {Scenario} from '../../machine/index.js';
import type {Keep, Kept} from '../board/keeping.js';
import {screenSvg} from '../picture/screen.js';
import {jsonReport} from '../report/json.js';
import {toolVersion} from './version.js';

/** Names tried before giving up: one more for each file of that name. */
const mostNames = 1000;

/** Keeps what the board shows in files of the current directory, named by view, simulated time and seed. Nothing is overwritten. */
export const keepFor = (scenario: Scenario): Keep => kept => {
	const {timeNs, seed} = kept.reading;
	const base = `kstacktop-${kept.kind === 'screen' ? kept.name : 'moment'}-${Math.round(timeNs / 1e6)}ms-seed${seed}`;
	try {
		return [`▸ kept as ${writeNew(base, filesOf(kept, scenario)).join(' and ')}`, 'accent'];
	} catch (error) {
		return [`✗ nothing kept: ${process.cwd()} cannot be written (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`, 'bad'];
	}
};

const filesOf = (kept: Kept, scenario: Scenario): ReadonlyMap<string, string> => {
	if (kept.kind === 'moment') {
		return new Map([['json', jsonReport(kept.reading, {toolVersion, scenario})]]);
	}

	const {machine, workload, seed} = scenario;
	return new Map([
		['svg', screenSvg(kept.coloured, kept.theme, `kstacktop: ${kept.name} of ${machine.name} (${workload.name}, seed ${seed})`)],
		['txt', `${kept.plain.map(row => row.trimEnd()).join('\n')}\n`],
	]);
};

/** Writes files that are all new under one name, with a number behind it where it is taken; gives their names. */
const writeNew = (base: string, files: ReadonlyMap<string, string>): string[] => {
	for (let number = 1; number < mostNames; number++) {
		const name = number === 1 ? base : `${base}-${number}`;
		const names = [...files.keys()].map(extension => `${name}.${extension}`);
		if (names.every(file => !fs.existsSync(file))) {
			for (const [extension, text] of files) {
				fs.writeFileSync(`${name}.${extension}`, text, {flag: 'wx'});
			}

			return names;
		}
	}

	throw new Error('too many files of that name');
};
