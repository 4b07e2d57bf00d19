const sequences: Readonly<Record<string, string>> = {
	space: ' ', tab: '\t', 'shift-tab': '\u001B[Z', esc: '\u001B', enter: '\r', backspace: '\u007F', delete: '\u001B[3~', 'alt-backspace': '\u001B\u007F',
	up: '\u001B[A', down: '\u001B[B', right: '\u001B[C', left: '\u001B[D',
	'ctrl-right': '\u001B[1;5C', 'ctrl-left': '\u001B[1;5D',
	pageup: '\u001B[5~', pagedown: '\u001B[6~', home: '\u001B[H', end: '\u001B[F',
};

/** The bytes a terminal sends for a key of the key table. */
export function bytesOf(key: string): string {
	if (sequences[key] !== undefined) {
		return sequences[key];
	}

	if (key.startsWith('alt-')) {
		return `\u001B${key.slice(4)}`;
	}

	return key.startsWith('ctrl-') ? String.fromCodePoint((key.codePointAt(5) ?? 0) & 0x1F) : key;
}

/** Keys by the last character of their sequence, and by the number in it where that is a tilde. */
const letters: Readonly<Record<string, string>> = {A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end', Z: 'shift-tab'};
const numbers: Readonly<Record<string, string>> = {1: 'home', 7: 'home', 4: 'end', 8: 'end', 3: 'delete', 5: 'pageup', 6: 'pagedown'};

const sequencePattern = /^\u001B(?:\[(\d*)(?:;(\d+))?|O)([A-Za-z~])$/u; // eslint-disable-line no-control-regex -- escape sequences begin with one

/** What is held down besides, as xterm counts it: 1 and the sum of Shift 1, Alt 2, Ctrl 4. */
const modifiers: ReadonlyArray<readonly [bit: number, prefix: string]> = [[4, 'ctrl-'], [2, 'alt-'], [1, 'shift-']];

function sequenceName(report: string): string | undefined {
	const [, number = '', held = '1', final = ''] = sequencePattern.exec(report) ?? [];
	const name = final === '~' ? numbers[number] : letters[final];
	return name === undefined ? undefined : modifiers.filter(([bit]) => (Number(held) - 1) & bit).map(([, prefix]) => prefix).join('') + name;
}

const controls: Readonly<Record<string, string>> = {'\r': 'enter', '\t': 'tab', '\b': 'backspace', '\u007F': 'backspace', ' ': 'space'};

/** The key for a character; undefined for control characters that no key sends. */
function characterName(character: string): string | undefined {
	const code = character.codePointAt(0)!;
	return controls[character] ?? (code >= 0x20 ? (code >= 0x80 && code < 0xA0 ? undefined : character) : (code >= 1 && code <= 26 ? `ctrl-${String.fromCodePoint(code + 0x60)}` : undefined));
}

/**
The names of the keys in what Ink's parser reports: one escape sequence, or the characters between two of them (several when keys were pressed faster than they were read).
Function keys and the mouse give none.
*/
export function keyNames(report: string): string[] {
	if (!report.startsWith('\u001B')) {
		return [...report].flatMap(character => characterName(character) ?? []);
	}

	const rest = report.slice(1);
	if (rest === '' || rest === '\u001B') {
		return ['esc'];
	}

	const name = sequenceName(report) ?? ([...rest].length === 1 && rest !== '[' ? characterName(rest)?.replace(/^/u, 'alt-') : undefined);
	return name === undefined ? [] : [name];
}

/** A key by its name, or what was pasted, as it came. */
export type Input = {readonly key: string} | {readonly paste: string};

const pasteBegins = /\u001B?\[200~/u; // eslint-disable-line no-control-regex -- as above
const pasteEnds = /\u001B?\[201~/u; // eslint-disable-line no-control-regex -- as above

/** So much of a paste is kept; no line is as long. */
const longestPaste = 4096;

/** How the oldest kind of report of the mouse begins; three bytes follow that are no keys. */
const mouse = '\u001B[M';

/** Tells keys from what is pasted (bracketed paste), over as many reports as a paste takes. */
export class KeyReader {
	/** What was pasted so far; undefined: nothing is being pasted. */
	#pasted: string | undefined;
	#skipped = 0;

	/** What one report of Ink's parser holds. */
	read(report: string): Input[] {
		const mark = (this.#pasted === undefined ? pasteBegins : pasteEnds).exec(report);
		const before = mark ? report.slice(0, mark.index) : report;
		const inputs = this.#pasted === undefined ? this.#keys(before) : this.#paste(before, mark !== null);
		if (!mark) {
			return inputs;
		}

		this.#pasted = this.#pasted === undefined ? '' : undefined;
		const after = report.slice(mark.index + mark[0].length);
		return after === '' ? inputs : [...inputs, ...this.read(after)];
	}

	#paste(text: string, isWhole: boolean): Input[] {
		this.#pasted = `${this.#pasted ?? ''}${text}`.slice(0, longestPaste);
		return isWhole ? [{paste: this.#pasted}] : [];
	}

	#keys(report: string): Input[] {
		if (report === mouse) {
			this.#skipped = 3;
			return [];
		}

		const keys = report.slice(this.#skipped);
		this.#skipped = 0;
		return keyNames(keys).map(key => ({key}));
	}
}
