import {themeNames, type ThemeName} from '../board/terminal/themes.js';
import {needsAscii} from '../board/terminal/capabilities.js';
import {parseNumber, parseSpeed} from '../files/quantity.js';
import {oneOf} from '../files/scenario.js';
import type {Environment} from '../environment-variables.js';
import type {UserSettings} from './read.js';
import {frameRateLimits, glyphChoices, screenReaderLimits} from './schema.js';

/** A value and where it comes from, in words for people. */
export type InForce<Value> = {readonly value: Value; readonly from: string};

/** What the settings of the board come to. */
export type BoardSettings = {
	readonly theme: InForce<ThemeName>;
	readonly glyphs: InForce<'unicode' | 'ascii'>;
	readonly framesPerSecond: InForce<number>;
	/** Simulated seconds a real second; `Infinity`: as fast as it goes. */
	readonly speed: InForce<number>;
	/** Memory for going back in time. */
	readonly checkpointMiB: InForce<number>;
	/** Lines of text in place of the board. */
	readonly screenReader: InForce<boolean>;
	/** Seconds between two times that they tell what has changed. */
	readonly screenReaderSeconds: InForce<number>;
	readonly hint: InForce<boolean>;
};

/** What flags said; undefined: nothing. */
export type BoardFlags = {
	readonly theme?: ThemeName | undefined;
	readonly ascii?: boolean;
	readonly screenReader?: boolean;
	readonly speed?: number | undefined;
	readonly checkpointMiB?: number | undefined;
};

/** The names of the environment variables that say what a setting says. */
export const variables = {
	theme: 'KSTACKTOP_THEME', glyphs: 'KSTACKTOP_GLYPHS', framesPerSecond: 'KSTACKTOP_FPS', speed: 'KSTACKTOP_SPEED',
	screenReader: 'KSTACKTOP_SCREEN_READER', screenReaderSeconds: 'KSTACKTOP_SCREEN_READER_SECONDS', hint: 'KSTACKTOP_HINT',
} as const;

/** What programs made with Ink look at to know that a screen reader is used. */
export const inkVariable = 'INK_SCREEN_READER';

/** Pictures a second where nothing else is said. */
const defaultFrameRate = 10;

/** Seconds between two times that a screen reader is told what has changed, where nothing else is said. */
const defaultScreenReaderSeconds = 10;

/** Memory for going back in time where nothing else is said, in MiB: fifty checkpoints of a box with 384 CPUs and 100 000 threads. With 10 000 threads, all that are ever kept take a quarter of it. */
const defaultCheckpointMiB = 64;

/** The name of a flag or a variable, and what it says or how that is read. */
type Said<What> = readonly [name: string, what: What];
type Parse<Value> = (text: string, what: string) => Value;

/** The flag before the environment, that before the file, that before the default. Throws an `InputError` for a variable that holds something else. */
export const boardSettings = (flags: BoardFlags, environment: Environment, {file, values}: UserSettings): BoardSettings => {
	const first = <Value>(flag: Said<Value | undefined> | undefined, variable: Said<Parse<Value>> | undefined, set: Value | undefined, otherwise: InForce<Value>): InForce<Value> => {
		if (flag?.[1] !== undefined) {
			return {value: flag[1], from: `flag --${flag[0]}`};
		}

		const text = variable && environment[variable[0]];
		if (variable !== undefined && text !== undefined && text !== '') {
			return {value: variable[1](text, variable[0]), from: `environment ${variable[0]}`};
		}

		return set === undefined ? otherwise : {value: set, from: file ?? 'file'};
	};

	const ofLocale: InForce<'unicode' | 'ascii'> = {value: needsAscii(environment) ? 'ascii' : 'unicode', from: 'locale and terminal'};
	const glyphs = first<(typeof glyphChoices)[number]>(['ascii', flags.ascii ? 'ascii' : undefined], [variables.glyphs, (text, what) => oneOf(text, glyphChoices, what)], values.glyphs, ofLocale);
	const onOff: Parse<boolean> = (text, what) => oneOf(text, ['on', 'off'], what) === 'on';
	const ofInk: InForce<boolean> = environment[inkVariable] === 'true' ? {value: true, from: `environment ${inkVariable}`} : {value: false, from: 'default'};
	const speed = values.speed === 'max' ? Infinity : values.speed;
	return {
		theme: first(['theme', flags.theme], [variables.theme, (text, what) => oneOf(text, themeNames, what)], values.theme, {value: 'default', from: 'default'}),
		glyphs: glyphs.value === 'locale' ? ofLocale : {value: glyphs.value, from: glyphs.from},
		framesPerSecond: first(undefined, [variables.framesPerSecond, (text, what) => parseNumber(text, what, frameRateLimits)], values.framesPerSecond, {value: defaultFrameRate, from: 'default'}),
		speed: first(['speed', flags.speed], [variables.speed, parseSpeed], speed, {value: 1, from: 'default'}),
		checkpointMiB: first(['checkpoint-memory', flags.checkpointMiB], undefined, values.checkpointMiB, {value: defaultCheckpointMiB, from: 'default'}),
		screenReader: first(['screen-reader', flags.screenReader ? true : undefined], [variables.screenReader, onOff], values.screenReader, ofInk),
		screenReaderSeconds: first(
			undefined,
			[variables.screenReaderSeconds, (text, what) => parseNumber(text, what, screenReaderLimits)],
			values.screenReaderSeconds,
			{value: defaultScreenReaderSeconds, from: 'default'},
		),
		hint: first(undefined, [variables.hint, onOff], values.hint, {value: true, from: 'default'}),
	};
};
