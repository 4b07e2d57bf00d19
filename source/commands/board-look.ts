import process from 'node:process';
import {parseCount} from '../files/quantity.js';
import {oneOf} from '../files/scenario.js';
import {colourDepth} from '../board/terminal/capabilities.js';
import {themeNames} from '../board/terminal/themes.js';
import type {BoardOptions} from '../board/session.js';
import {boardSettings, type BoardSettings} from '../settings/in-force.js';
import {checkpointLimits} from '../settings/schema.js';
import {noSettings, readSettings, type UserSettings} from '../settings/read.js';
import {type ParsedFlags} from './parse-flags.js';
import {read, readSpeed} from './run-options.js';

/** The settings of the user, unless the flags say that none are to be read. Throws an `InputError` with the place of what is wrong in them. */
export const loadSettings = (flags: ParsedFlags): UserSettings => flags.has('no-config') ? noSettings() : readSettings(process.env);

/** What is in force for the board: from flags, the environment and the settings. */
export const readInForce = (flags: ParsedFlags, settings: UserSettings): BoardSettings => boardSettings({
	theme: read(flags, 'theme', (text, what) => oneOf(text, themeNames, what)),
	ascii: flags.has('ascii'),
	screenReader: flags.has('screen-reader'),
	speed: readSpeed(flags),
	checkpointMiB: read(flags, 'checkpoint-memory', (text, what) => parseCount(text, what, checkpointLimits)),
}, process.env, settings);

/** What of a board's options is a matter of looks. */
export type BoardLook = Pick<BoardOptions, 'theme' | 'depth' | 'ascii' | 'screenReader' | 'columns'>;

/** How the board is to look with what is in force. */
export const lookOf = ({theme, glyphs, screenReader, screenReaderSeconds}: BoardSettings, {values: {columns}}: UserSettings): BoardLook => ({
	theme: theme.value,
	depth: colourDepth(process.env),
	ascii: glyphs.value === 'ascii',
	columns,
	screenReader: screenReader.value ? {everyMs: screenReaderSeconds.value * 1000} : undefined,
});
