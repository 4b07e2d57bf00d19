import {placeOf} from '../keys/places.js';
import {keyLabel, keysOf, type KeyAction} from '../keys/table.js';
import type {Scene} from '../scene.js';
import type {Area, Piece} from '../terminal/area.js';
import {outlined} from '../terminal/outline.js';
import {drawSegments, fitting, segmentsWidth, type Segment} from '../segments.js';

/** What is told on the first picture ever, a line each: keys by what they do. */
const told: ReadonlyArray<ReadonlyArray<readonly [action: KeyAction, words: string]>> = [
	[['help', 'keys of this view'], ['quit', 'quits'], ['pause', 'pauses']],
	[['inject', 'does something to the box'], ['command', 'takes commands'], ['next-policy', 'next policy']],
];

const opening: Segment = {
	rank: 0,
	pieces: [['A simulated box runs here; nothing is done to yours. Keys 1 to 7: its views.', 'text']],
	shorter: [[['A simulated box. Keys 1 to 7: its views.', 'text']], [['Keys 1 to 7: views', 'text']]],
};
const separator: Piece = ['  ', 'dim'];

/** Three lines about the keys, at the bottom above the footer. */
export function hintPicture(area: Area, scene: Scene) {
	const bound = keysOf(placeOf(scene.ui));
	const lines = told.map(line => line.flatMap(([action, words], rank): Segment[] => {
		const key = bound.find(binding => binding.action === action)?.keys[0];
		return key === undefined ? [] : [{rank, pieces: [[keyLabel(key), 'key'], [` ${words}`, 'text']]}];
	}));
	const rows = [[opening], ...lines].map(line => fitting(line, area.width - 4, 2));
	const width = Math.min(area.width, Math.max(...rows.map(row => segmentsWidth(row, 2))) + 4);
	const box = area.part(Math.floor((area.width - width) / 2), area.height - rows.length - 2, width, rows.length + 2);
	const inside = outlined(box, 'accent', 'bar');
	for (const [index, row] of rows.entries()) {
		drawSegments(inside, {x: 0, y: index, segments: row, separator, ground: 'bar'});
	}
}
