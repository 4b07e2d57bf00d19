import {z} from 'zod';
import {allPlaces, type Place} from '../board/keys/places.js';
import {coreColumns, threadColumnNames} from '../board/panes/column-names.js';
import {themeNames} from '../board/terminal/themes.js';
import {about} from '../files/about.js';
import {speedLimits} from '../files/quantity.js';

/** Pictures a second that may be asked for. */
export const frameRateLimits = {min: 1, max: 30} as const;

/** Memory for going back in time that may be asked for, in MiB; a few checkpoints are kept however small it is. */
export const checkpointLimits = {min: 1, max: 65_536} as const;

/** Seconds between two times that the screen-reader mode tells what has changed. */
export const screenReaderLimits = {min: 1, max: 3600} as const;

export const glyphChoices = ['locale', 'unicode', 'ascii'] as const;

/** The keys of digits may be written without quotes. */
const key = z.union([z.string().min(1), z.int().min(0).max(9)]).describe('a key');
const keyList = z.union([key, z.array(key)]).describe('a key or a list of keys');
const bindings = z.record(z.string(), keyList);

const columns = <Name extends string>(names: readonly [Name, ...Name[]]) => z.array(z.enum(names)).min(1).optional();

const placeWords: Readonly<Partial<Record<Place, string>>> = {
	inject: 'In the menu of injections only.', prompt: 'In a line that is typed only.', help: 'In the open help only.',
	caption: 'Under a caption that waits only.',
};

const inPlaces = Object.fromEntries(allPlaces.map(place => [place, about(placeWords[place] ?? `In the view ${place} only.`, bindings).optional()])) as Record<Place, z.ZodOptional<typeof bindings>>;

const speed = z.union([z.number().min(speedLimits.min).max(speedLimits.max), z.literal('max')]).describe(`a number from ${speedLimits.min} to ${speedLimits.max}, or max`);

/** A settings file as it is written. */
export const settingsSchema = about('Settings of kstacktop.', z.strictObject({
	theme: about('Colours of the board.', z.enum(themeNames)).optional(),
	glyphs: about('Braille, blocks and boxes, or ASCII only; locale: as the locale and the terminal allow.', z.enum(glyphChoices)).optional(),
	framesPerSecond: about('Most pictures a second.', z.number().min(frameRateLimits.min).max(frameRateLimits.max)).optional(),
	speed: about('Simulated seconds a real second on the board.', speed).optional(),
	checkpointMiB: about('Memory of the board for going back in time, in MiB.', z.int().min(checkpointLimits.min).max(checkpointLimits.max)).optional(),
	screenReader: about('Lines of text to be read aloud in place of the board.', z.boolean()).optional(),
	screenReaderSeconds: about('Seconds between two times that these lines tell what has changed.', z.number().min(screenReaderLimits.min).max(screenReaderLimits.max)).optional(),
	hint: about('Whether the first picture ever comes with a hint about the keys.', z.boolean()).optional(),
	columns: about('Columns of the tables, in their order; those further back are left out first where there is no room.', z.strictObject({
		threads: about('The table of threads.', columns(threadColumnNames)),
		cores: about('The table of cores.', columns(coreColumns)),
	})).optional(),
	keys: about('Keys in place of those of the key table, by what they do (Tab after : in the board lists it); an empty list: none.', z.strictObject({
		everywhere: about('In every place where there is a key for it.', bindings).optional(),
		...inPlaces,
	})).optional(),
}));

export type Settings = z.output<typeof settingsSchema>;
