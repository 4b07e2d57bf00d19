import path from 'node:path';
import process from 'node:process';

/** Where in a file something is wrong. Lines and columns count from 1. */
export type InputPlace = {
	readonly file?: string;
	readonly line?: number;
	readonly column?: number;
};

/**
A mistake in what the user gave: a flag, a file, a value in a file.
It is shown as one line (`toLine`) and ends the program with exit code 2, never with a stack trace.
*/
export class InputError extends Error {
	override readonly name = 'InputError';
	readonly file: string | undefined;
	readonly line: number | undefined;
	readonly column: number | undefined;
	/** How to mend it. */
	readonly hint: string | undefined;

	constructor(message: string, place: InputPlace = {}, hint?: string) {
		super(message);
		this.file = place.file;
		this.line = place.line;
		this.column = place.column;
		this.hint = hint;
	}

	/** `file:line:column: what is wrong (how to mend it)`, without a line break whatever the input held. */
	toLine(): string {
		const place = [this.file === undefined ? undefined : shortPath(this.file), this.line, this.column]
			.filter(part => part !== undefined)
			.join(':');
		const text = [place, this.message].filter(Boolean).join(': ');
		return escapeControls(this.hint === undefined ? text : `${text} (${this.hint})`);
	}
}

/** The path as a person would type it: relative when it lies below the working directory. */
export const shortPath = (file: string): string => {
	const relative = path.relative(process.cwd(), file);
	return path.isAbsolute(file) && relative !== '' && !relative.startsWith('..') ? relative : file;
};

/** A name or text from the user may hold line breaks and escape sequences: they must not reach the terminal. */
const escapeControls = (text: string): string =>
	text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, character => String.raw`\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`);

const longestShown = 60;

/** A value from a file or a flag, short enough for one line. */
export const showValue = (value: unknown): string => {
	if (value === null || value === undefined) {
		return 'nothing';
	}

	if (Array.isArray(value)) {
		return value.length === 0 ? 'an empty list' : 'a list';
	}

	if (typeof value === 'number' || typeof value === 'boolean') {
		return String(value);
	}

	if (typeof value !== 'string') {
		return 'a mapping';
	}

	const text = JSON.stringify(value);
	return text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text;
};
