import type {KeyAction} from './keys/table.js';

/** A list that scrolls: which row comes first, and how many fitted when it was last drawn. */
export type Scroll = {
	readonly top: number;
	readonly visible: number;
};

/** The nearest place in a list of `length` rows; 0 where it is empty. */
export const clamp = (value: number, length: number) => Math.max(0, Math.min(value, length - 1));

/** How far keys move in a list of `length` rows of which `visible` are seen. */
export const strides: Partial<Record<KeyAction, (visible: number, length: number) => number>> = {
	down: () => 1,
	up: () => -1,
	'page-down': visible => Math.max(1, visible),
	'page-up': visible => -Math.max(1, visible),
	'half-down': visible => Math.max(1, visible >> 1),
	'half-up': visible => -Math.max(1, visible >> 1),
	first: (_visible, length) => -length,
	last: (_visible, length) => length,
};

/** Where keys go that move sideways. */
export const sidesteps: Partial<Record<KeyAction, number>> = {left: -1, right: 1};

/** The first row to show so that the marked one is seen, moved no farther than needed. */
export function topFor({top, visible}: Scroll, marked: number, length: number): number {
	const seen = Math.min(Math.max(top, marked - visible + 1), marked);
	return Math.max(0, Math.min(seen, length - visible));
}
