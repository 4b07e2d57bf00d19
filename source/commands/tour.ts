import process from 'node:process';
import {resolveScenario} from '../files/scenario.js';
import {noSettings} from '../settings/read.js';
import {loadSettings, readLook} from './board-look.js';
import {parseFlags} from './parse-flags.js';
import {headlessRun, terminalRun} from './replay.js';
import {readScript} from './replay-source.js';
import {findCommand} from './table.js';

/** `kstacktop tour`: plays the script of that name, each caption of which waits for its reader; without a terminal the captions are printed. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('tour')!, argv);
	const isHeadless = flags.has('headless') || !process.stdout.isTTY || !process.stdin.isTTY;
	// Who watches has settings; what is printed is the same for everybody
	const look = readLook(flags, isHeadless ? noSettings() : loadSettings(flags));
	const script = readScript('tour');
	const play = {script, scenario: resolveScenario(script.choice), look, watch: undefined};
	return isHeadless
		? headlessRun({...play, form: undefined, save: async () => undefined})
		: terminalRun({...play, speed: Infinity, guided: true});
};
