/** A line of text that is being typed. The cursor stands before the UTF-16 unit of its number, never within a character. */
export type Line = {
	readonly text: string;
	readonly cursor: number;
};

export const emptyLine: Line = {text: '', cursor: 0};

/** So many UTF-16 units fit into a line; what is more is not taken. */
export const longestLine = 500;

const characters = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** Where characters begin, and the end: a character with its marks is one. */
export const stops = (text: string): number[] => [...[...characters.segment(text)].map(({index}) => index), text.length];

/** What is typed or pasted, as one line of printable characters: breaks and tabs become blanks, other control characters and what marks directions go. */
export const cleaned = (text: string): string => text
	.trimEnd()
	.replaceAll(/[\t\n\v\f\r\u2028\u2029]+/gu, ' ')
	.replaceAll(/\p{Cc}|\p{Cs}|\p{Co}|[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '');

/** The text put in at the cursor, or as much of it as there is room for. */
export function insert({text, cursor}: Line, added: string): Line {
	const room = longestLine - text.length;
	const taken = added.length <= room ? added : added.slice(0, stops(added).findLast(stop => stop <= room) ?? 0);
	return {text: text.slice(0, cursor) + taken + text.slice(cursor), cursor: cursor + taken.length};
}

const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}_]/u.test(character);

const left = ({text, cursor}: Line) => stops(text).findLast(stop => stop < cursor) ?? 0;
const right = ({text, cursor}: Line) => stops(text).find(stop => stop > cursor) ?? text.length;

/** The beginning of the word before the cursor. */
function wordLeft({text, cursor}: Line): number {
	let at = cursor;
	while (at > 0 && !isWord(text[at - 1])) {
		at--;
	}

	while (isWord(text[at - 1])) {
		at--;
	}

	return at;
}

/** The end of the word after the cursor. */
function wordRight({text, cursor}: Line): number {
	let at = cursor;
	while (at < text.length && !isWord(text[at])) {
		at++;
	}

	while (isWord(text[at])) {
		at++;
	}

	return at;
}

/** The beginning of what stands between blanks before the cursor. */
const blankLeft = ({text, cursor}: Line): number => /\S*\s*$/u.exec(text.slice(0, cursor))!.index;

/** Takes away what is between the cursor and another place. */
const erased = ({text, cursor}: Line, at: number): Line => ({text: text.slice(0, Math.min(at, cursor)) + text.slice(Math.max(at, cursor)), cursor: Math.min(at, cursor)});

/** What keys do to the line. */
export const edits = {
	'cursor-left': line => ({...line, cursor: left(line)}),
	'cursor-right': line => ({...line, cursor: right(line)}),
	'cursor-word-left': line => ({...line, cursor: wordLeft(line)}),
	'cursor-word-right': line => ({...line, cursor: wordRight(line)}),
	'cursor-start': line => ({...line, cursor: 0}),
	'cursor-end': line => ({...line, cursor: line.text.length}),
	'erase-left': line => erased(line, left(line)),
	'erase-right': line => erased(line, right(line)),
	'erase-word-left': line => erased(line, blankLeft(line)),
	'erase-word-right': line => erased(line, wordRight(line)),
	'erase-to-start': line => erased(line, 0),
	'erase-to-end': line => erased(line, line.text.length),
} as const satisfies Readonly<Record<string, (line: Line) => Line>>;

export type Edit = keyof typeof edits;
