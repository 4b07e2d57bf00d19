import process from 'node:process';
import {resolveScenario} from '../files/scenario.js';
import {readLook} from './board-look.js';
import {parseFlags} from './parse-flags.js';
import {headlessRun, terminalRun} from './replay.js';
import {readScript} from './replay-source.js';
import {findCommand} from './table.js';

/** `kstacktop tour`: plays the script of that name, each caption of which waits for its reader; without a terminal the captions are printed. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('tour')!, argv);
	const look = readLook(flags);
	const script = readScript('tour');
	const play = {script, scenario: resolveScenario(script.choice), look, watch: undefined};
	return flags.has('headless') || !process.stdout.isTTY || !process.stdin.isTTY
		? headlessRun({...play, form: undefined, save: async () => undefined})
		: terminalRun({...play, speed: Infinity, guided: true});
};
