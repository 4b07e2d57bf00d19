import type {Piece} from '../terminal/area.js';

/** Which of `all` policies a pane shows that has room for `room`: the one in focus is among them, and where some are left out a hint says so. */
export function policiesInView(all: number, focus: number, room: number): {readonly first: number; readonly count: number; readonly hint: readonly Piece[]} {
	const count = Math.max(1, Math.min(all, room));
	const first = Math.max(0, Math.min(focus - count + 1, all - count));
	return {first, count, hint: count === all ? [] : [[` ${count === 1 ? first + 1 : `${first + 1}-${first + count}`} of ${all}`, 'accent']]};
}
