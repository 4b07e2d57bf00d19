import {isFramed} from '../size-class.js';
import type {Scene} from '../scene.js';
import type {Area, Piece} from '../terminal/area.js';
import {displayWidth} from '../terminal/width.js';

export type Title = {
	readonly title: string;
	/** The key that leads on from here or changes the pane. */
	readonly key?: string;
	/** What stands at the right end of the title line. */
	readonly note?: readonly Piece[];
	/** What stands there where the note does not fit. */
	readonly briefNote?: readonly Piece[];
};

const widthOf = (pieces: readonly Piece[]) => pieces.map(([text]) => displayWidth(text)).reduce((sum, width) => sum + width, 0);

const isBoxed = (area: Area, {size}: Scene) => isFramed(size) && area.height >= 3 && area.width >= 8;

/** The area that a pane has inside its frame or below its title line. */
export const inside = (area: Area, scene: Scene): Area =>
	isBoxed(area, scene) ? area.part(2, 1, area.width - 4, area.height - 2) : area.part(1, 1, area.width - 2, area.height - 1);

/** A note that says first how many lines of a list are shown, where that is not all of them. */
export function withCutHint(shown: number, all: number, note: readonly Piece[] = []): readonly Piece[] {
	const hint: readonly Piece[] = shown < all ? [[`${shown} of ${all}`, 'accent']] : [];
	return hint.length > 0 && note.length > 0 ? [...hint, ['  ', 'dim'], ...note] : [...hint, ...note];
}

/** Draws a pane's frame (or, where room is scarce, only its title line) and gives the area inside. */
export function framed(area: Area, scene: Scene, {title, key, note = [], briefNote = []}: Title): Area {
	const box = isBoxed(area, scene);
	const {width, height} = area;
	area.text(0, 0, box ? `╭${'─'.repeat(width - 2)}╮` : '─'.repeat(width), 'frame');
	const x = area.pieces(box ? 2 : 1, 0, [[' ', 'frame'], key === undefined ? undefined : [key, 'key'], key === undefined ? undefined : [' ', 'frame'], [title, 'title'], [' ', 'frame']]);
	const fitting = [note, briefNote].find(pieces => pieces.length > 0 && x + widthOf(pieces) + 4 <= width);
	if (fitting) {
		area.pieces(width - widthOf(fitting) - (box ? 4 : 3), 0, [[' ', 'frame'], ...fitting, [' ', 'frame']]);
	}

	if (!box) {
		return inside(area, scene);
	}

	for (let y = 1; y < height - 1; y++) {
		area.text(0, y, '│', 'frame');
		area.text(width - 1, y, '│', 'frame');
	}

	area.text(0, height - 1, `╰${'─'.repeat(width - 2)}╯`, 'frame');
	return inside(area, scene);
}

/** Marks a pane as the one that has the focus: a sign before its title and its frame in another colour. */
export function markFocus(area: Area, scene: Scene) {
	area.repaint('frame', 'accent', isBoxed(area, scene) ? area.height : 1);
	area.text(isBoxed(area, scene) ? 1 : 0, 0, '▸', 'accent');
}
