import {text as readAll} from 'node:stream/consumers';
import process from 'node:process';
import {keyTable, views} from '../board/keys.js';
import {findFixture} from '../files/find-fixture.js';
import {InputError} from '../files/input-error.js';
import {type Script, parseScript} from '../files/script.js';
import {resolveScenario} from '../files/scenario.js';
import {readTextFile} from '../files/text-file.js';
import {policyFields, readingFields} from '../report/fields.js';
import {readLook} from './board-look.js';
import {parseFlags} from './parse-flags.js';
import {playHeadless} from './replay-headless.js';
import {playOnTerminal} from './replay-terminal.js';
import {Verdict} from './replay-verdict.js';
import {read, readSpeed, requireText} from './run-options.js';
import {snapshotWriter} from './snapshots.js';
import {findCommand} from './table.js';

const vocabulary = {
	keys: [...new Set(keyTable.flatMap(({keys}) => keys))], views, policyFields, readingFields,
};

/** `kstacktop replay`: plays a script; exit code 1 if an expectation fails. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('replay')!, argv);
	const look = readLook(flags);
	const folder = read(flags, 'snapshots', requireText);
	const costs = read(flags, 'costs', requireText);
	const speed = readSpeed(flags) ?? 1;
	const [name] = flags.operands;
	if (name === undefined) {
		throw new InputError('replay needs a script', {}, 'the name of one, the path of a .yaml file, or - for standard input');
	}

	const headless = flags.has('headless') || !process.stdout.isTTY || !process.stdin.isTTY;
	if (folder !== undefined && !headless) {
		throw new InputError('--snapshots needs --headless: in the board you see them');
	}

	const script = await readScript(name);
	const scenario = resolveScenario({...script.choice, costs});
	// What fails is told as it happens, or, where a line would tear the board, when the board is gone.
	const held: string[] = [];
	const verdict = new Verdict(line => {
		if (headless) {
			process.stderr.write(line);
		} else {
			held.push(line);
		}
	});
	const exitCode = headless
		? await playHeadless({
			script, scenario, look, colour: false, save: await snapshotWriter(folder), verdict,
		})
		: await playOnTerminal({
			script, scenario, look, speed, verdict,
		});
	process.stderr.write(`${held.join('')}${verdict.summary()}`);
	return exitCode === 0 ? verdict.exitCode : exitCode;
};

/** Reads the script of a name or path; `-` is standard input. */
export const readScript = async (name: string): Promise<Script> => {
	if (name === '-') {
		return parseScript(await readAll(process.stdin), 'stdin', vocabulary);
	}

	const file = findFixture('scripts', name);
	return parseScript(readTextFile(file), file, vocabulary);
};
