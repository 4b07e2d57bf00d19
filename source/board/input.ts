import type {Key} from 'ink';

const sequences: Readonly<Record<string, string>> = {
	space: ' ', tab: '\t', 'shift-tab': '\u001B[Z', esc: '\u001B', enter: '\r',
	up: '\u001B[A', down: '\u001B[B', right: '\u001B[C', left: '\u001B[D',
	pageup: '\u001B[5~', pagedown: '\u001B[6~', home: '\u001B[H', end: '\u001B[F',
};

/** The bytes a terminal sends for a key of the key table. */
export function bytesOf(key: string): string {
	return sequences[key] ?? (key.startsWith('ctrl-') ? String.fromCodePoint((key.codePointAt(5) ?? 0) & 0x1F) : key);
}

const named: ReadonlyArray<readonly [keyof Key, string]> = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'esc'],
];

/**
The names of the keys in what Ink's `useInput` reports: several when keys were pressed faster than they were read.
Function keys, the mouse and Alt combinations give none.
*/
export function keyNames(input: string, key: Key): string[] {
	if (key.tab) {
		return [key.shift ? 'shift-tab' : 'tab'];
	}

	const name = named.find(([flag]) => key[flag]);
	if (name) {
		return [name[1]];
	}

	if (key.ctrl) {
		return /^[a-z]$/u.test(input) ? [`ctrl-${input}`] : [];
	}

	if (key.meta || input.startsWith('[')) {
		return [];
	}

	return plainNames(input);
}

const plainNames = (text: string): string[] => [...text].flatMap(character => character >= ' ' && character !== '\u007F' ? [character === ' ' ? 'space' : character] : []);

const pasteBegins = /(?:^|\u001B)\[200~/u; // eslint-disable-line no-control-regex -- escape sequences begin with one
const pasteEnds = /(?:^|\u001B)\[201~/u; // eslint-disable-line no-control-regex -- as above

/** Reads keys and leaves out what is pasted (bracketed paste), over as many reports as a paste takes. */
export class KeyReader {
	#pasting = false;

	/** Names of the keys in one report of `useInput`; Ink takes the escape from the front of `input`. */
	names(input: string, key: Key): string[] {
		const mark = (this.#pasting ? pasteEnds : pasteBegins).exec(input);
		if (!mark) {
			return this.#pasting ? [] : keyNames(input, key);
		}

		const before = input.slice(0, mark.index);
		const names = this.#pasting ? [] : plainNames(before);
		this.#pasting = !this.#pasting;
		const after = input.slice(mark.index + mark[0].length);
		return [...names, ...this.#pasting || pasteBegins.test(after) ? this.names(after, key) : plainNames(after)];
	}
}
