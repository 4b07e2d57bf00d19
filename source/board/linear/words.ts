import {isControl, isUnseen} from '../terminal/width.js';

/** Scales of counts, in full. */
const scales: Readonly<Record<string, string>> = {k: 'thousand', M: 'million', G: 'billion', T: 'trillion'};

/** Signs that say with a glyph what words beside them say too, or that stand between two things. */
const glyphs: ReadonlyArray<readonly [pattern: RegExp, words: string]> = [
	[/✗ ?(?:ALARM )?/gu, 'Alarm: '],
	[/[●‖▸▶◀■»✱╳✓] ?/gu, ''],
	[/^– ?$/u, 'not known'],
	[/ (?:·|–) /gu, ', '],
	[/ → /gu, ' to '],
	[/−/gu, 'minus '],
	[/…/gu, '...'],
	[/└ /gu, ''],
	[/(?<=[\d)]|thousand|million|billion)\/s\b/gu, ' a second'],
	[/(?<=\d) B\b/gu, ' bytes'],
	[/(?<=\d) us\b/gu, ' microseconds'],
	[/(?<=\d) ms\b/gu, ' milliseconds'],
	[/(?<=\d) ns\b/gu, ' nanoseconds'],
	[/(?<=[\d.]) ?x\b(?! [\d])/gu, ' times'],
	[/#PF\b/gu, 'page fault'],
];

/** A text of the board as it is read aloud: words in place of signs, of scales and of units that are a letter. */
export function spoken(text: string): string {
	let words = text.replaceAll(/(?<=\d) ?([kMGT])(?![\w.])/gu, (_, scale: string) => ` ${scales[scale]!}`);
	for (const [pattern, word] of glyphs) {
		words = words.replace(pattern, word);
	}

	return words;
}

/** A title as a line begins with it. */
export const capital = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`;

/** The name of a metric: `faults/s` as `faults a second`. */
export const metricName = (title: string): string => title.replace(/\/s$/u, ' a second');

/** A text from outside (a name of a thread, of a box) without what would move the cursor, end the line or turn the writing round. */
export const harmless = (text: string): string => Array.from(text, character => isControl(character.codePointAt(0)!) ? '?' : (isUnseen(character) ? '' : character)).join('');
