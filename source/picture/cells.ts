import {codePointWidth} from '../board/terminal/width.js';
import {hexOf, indexedColour, mixed, type Hex} from './colours.js';

/** A character and how it is drawn. */
export type Cell = {
	/** With its combining marks. */
	readonly text: string;
	/** Column of its left edge, from 0. */
	readonly x: number;
	/** Columns it takes: 1 or 2. */
	readonly width: number;
	readonly ink: Hex;
	/** What lies behind it; undefined: the ground of the picture. */
	readonly ground: Hex | undefined;
	readonly bold: boolean;
	readonly underline: boolean;
};

/** What is drawn where a row asks for no colour. */
export type Defaults = {readonly ink: Hex; readonly ground: Hex};

type Pen = {ink?: Hex; ground?: Hex; bold: boolean; dim: boolean; underline: boolean; inverse: boolean};

const freshPen = (): Pen => ({bold: false, dim: false, underline: false, inverse: false});

/** How far dim text moves towards the ground. */
const dimShare = 0.4;

/** Reads the colour after 38 or 48. Gives it and how many of the codes it took. */
function extendedColour(codes: readonly number[]): {readonly colour: Hex | undefined; readonly taken: number} {
	const [kind, ...values] = codes;
	const isByte = (value: number | undefined): value is number => value !== undefined && value <= 255;
	if (kind === 5) {
		return {colour: isByte(values[0]) ? indexedColour(values[0]) : undefined, taken: 2};
	}

	if (kind === 2) {
		const [red, green, blue] = values;
		return {colour: isByte(red) && isByte(green) && isByte(blue) ? hexOf(red, green, blue) : undefined, taken: 4};
	}

	return {colour: undefined, taken: 1};
}

const switches: Readonly<Record<number, Partial<Pen>>> = {
	1: {bold: true}, 2: {dim: true}, 4: {underline: true}, 7: {inverse: true},
	22: {bold: false, dim: false}, 24: {underline: false}, 27: {inverse: false},
	39: {ink: undefined}, 49: {ground: undefined},
};

/** The pen after the codes of one SGR sequence; codes it does not know change nothing. */
function afterCodes(before: Pen, codes: readonly number[]): Pen {
	let pen = before;
	for (let index = 0; index < codes.length; index++) {
		const code = codes[index]!;
		if (code === 0) {
			pen = freshPen();
		} else if (code === 38 || code === 48) {
			const {colour, taken} = extendedColour(codes.slice(index + 1));
			pen = colour === undefined ? pen : {...pen, [code === 38 ? 'ink' : 'ground']: colour};
			index += taken;
		} else if (switches[code]) {
			pen = {...pen, ...switches[code]};
		} else {
			const bright = code >= 90;
			const [tens, digit] = [Math.floor(code / 10) - (bright ? 6 : 0), code % 10];
			if ((tens === 3 || tens === 4) && digit < 8) {
				pen = {...pen, [tens === 3 ? 'ink' : 'ground']: indexedColour(digit + (bright ? 8 : 0))};
			}
		}
	}

	return pen;
}

function inkOf(pen: Pen, defaults: Defaults): Pick<Cell, 'ink' | 'ground' | 'bold' | 'underline'> {
	const [front, back] = pen.inverse ? [pen.ground ?? defaults.ground, pen.ink ?? defaults.ink] : [pen.ink ?? defaults.ink, pen.ground];
	const ink = pen.dim ? mixed(front, back ?? defaults.ground, dimShare) : front;
	return {ink, ground: back === defaults.ground ? undefined : back, bold: pen.bold, underline: pen.underline};
}

// An SGR sequence, any other control sequence, or one character
// eslint-disable-next-line no-control-regex -- escape sequences begin with one
const token = /\u001B\[(?<sgr>[\d;]*)m|\u001B\[[\u0030-\u003F]*[\u0020-\u002F]*[\u0040-\u007E]|./gsu;

/**
The cells of a terminal row. Colours come from SGR sequences (16, 256, 24 bits; bold, dim, underline, inverse); other control sequences and characters are dropped.
Each row begins with a fresh pen.
*/
export function parseRow(row: string, defaults: Defaults): Cell[] {
	const cells: Cell[] = [];
	let look = inkOf(freshPen(), defaults);
	let pen = freshPen();
	let x = 0;
	for (const match of row.matchAll(token)) {
		const [text] = match;
		const sgr = match.groups?.sgr;
		if (sgr !== undefined) {
			pen = afterCodes(pen, sgr.split(';').map(Number));
			look = inkOf(pen, defaults);
		} else if (text >= ' ' && text !== '\u007F') {
			const width = codePointWidth(text);
			const before = cells.at(-1);
			if (width === 0 && before && before.text !== ' ') {
				cells[cells.length - 1] = {...before, text: before.text + text};
			} else if (width > 0) {
				cells.push({text, x, width, ...look});
				x += width;
			}
		}
	}

	return cells;
}
