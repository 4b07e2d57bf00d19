import process from 'node:process';
import {oneOf} from '../files/scenario.js';
import {colourDepth, needsAscii} from '../board/terminal/capabilities.js';
import {themeNames} from '../board/terminal/themes.js';
import type {BoardOptions} from '../board/open.js';
import {type ParsedFlags} from './parse-flags.js';
import {read} from './run-options.js';

/** How the board is to look: from `--theme`, `--ascii` and the environment. */
export const readLook = (flags: ParsedFlags): Pick<BoardOptions, 'theme' | 'depth' | 'ascii'> => ({
	theme: read(flags, 'theme', (text, what) => oneOf(text, themeNames, what)) ?? 'default',
	depth: colourDepth(process.env),
	ascii: flags.has('ascii') || needsAscii(process.env),
});
