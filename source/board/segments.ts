import type {Area, Piece} from './terminal/area.js';
import type {Ground} from './terminal/style.js';
import {displayWidth} from './terminal/width.js';

/** Part of a line: the higher its rank, the sooner it is left out where there is no room. */
export type Segment = {
	readonly pieces: readonly Piece[];
	readonly rank: number;
	/** What stands for it where the whole does not fit, longest first. */
	readonly shorter?: ReadonlyArray<readonly Piece[]>;
};

const widthOf = (pieces: readonly Piece[]) => {
	let width = 0;
	for (const [text] of pieces) {
		width += displayWidth(text);
	}

	return width;
};

/** The longest form for which there is room; where there is none for any, the shortest. */
const longest = (forms: ReadonlyArray<readonly Piece[]>, room: number) => forms.find(form => widthOf(form) <= room) ?? forms.at(-1)!;

/** The segments that fit into a width, in their order; the most important one always stays. */
export function fitting(segments: readonly Segment[], width: number, gap: number): ReadonlyArray<readonly Piece[]> {
	const chosen = new Map<Segment, readonly Piece[]>();
	let left = width;
	for (const segment of segments.toSorted((a, b) => a.rank - b.rank)) {
		const room = chosen.size === 0 ? left : left - gap;
		const forms = [segment.pieces, ...(segment.shorter ?? [])];
		const form = longest(forms, room);
		if (widthOf(form) <= room || chosen.size === 0) {
			left = room - widthOf(form);
			chosen.set(segment, form);
		}
	}

	return segments.flatMap(segment => chosen.get(segment) ? [chosen.get(segment)!] : []);
}

/** Writes segments from column `x`, separated. Gives the column after the last. */
export function drawSegments(area: Area, {x, y, segments, separator, ground = 'none'}: {x: number; y: number; segments: ReadonlyArray<readonly Piece[]>; separator: Piece; ground?: Ground}): number {
	let column = x;
	for (const [index, pieces] of segments.entries()) {
		column = area.pieces(column, y, [index > 0 ? separator : undefined, ...pieces], ground);
	}

	return column;
}

export const segmentsWidth = (segments: ReadonlyArray<readonly Piece[]>, gap: number) => segments.reduce((sum, pieces) => sum + widthOf(pieces), Math.max(0, segments.length - 1) * gap);
