import process from 'node:process';
import {noSettings} from '../settings/read.js';
import {loadSettings, lookOf, readInForce} from './board-look.js';
import {parseFlags} from './parse-flags.js';
import {headlessRun, terminalRun} from './replay.js';
import {readScript} from './replay-source.js';
import {findCommand} from './table.js';

/** `kstacktop tour`: plays the script of that name, each caption of which waits for its reader; without a terminal the captions are printed. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('tour')!, argv);
	const isHeadless = flags.has('headless') || !process.stdout.isTTY || !process.stdin.isTTY;
	// Who watches has settings; what is printed is the same for everybody
	const settings = isHeadless ? noSettings() : loadSettings(flags);
	const inForce = readInForce(flags, settings);
	const script = readScript('tour');
	const play = {script, scenario: script.resolve(), look: lookOf(inForce, settings), watch: undefined};
	return isHeadless
		? headlessRun({...play, form: undefined, save: async () => undefined})
		: terminalRun({...play, inForce, speed: Infinity, guided: true});
};
