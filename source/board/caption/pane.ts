import {keyLabel, bindingFor} from '../keys/table.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {outlined} from '../terminal/outline.js';
import {cutText} from '../terminal/width.js';
import {wrapText} from '../terminal/wrap.js';
import type {Caption} from './captions.js';

/** The widest caption, its frame included: longer lines are hard to read. */
const mostColumns = 96;

/** Where a caption lies on a board of this size: at the bottom, above the footer, as high as its text. */
export function captionSize({text}: Caption, columns: number, rows: number): {readonly width: number; readonly height: number} {
	const width = Math.min(columns, mostColumns);
	return {width, height: Math.min(Math.max(3, rows - 2), wrapText(text, width - 4, rows).length + 2)};
}

/** The caption in a frame of its own, with the key that goes on. */
export function captionPane(area: Area, {ui: {caption}}: Scene) {
	if (caption === undefined) {
		return;
	}

	const {width, height} = area;
	outlined(area, 'accent', 'bar');
	area.text(2, 0, ` ${caption.number} of ${caption.of} `, 'title', 'bar');
	for (const [index, text] of wrapText(caption.text, width - 4, height - 2).entries()) {
		area.text(2, index + 1, cutText(text, width - 4), 'strong', 'bar');
	}

	const binding = bindingFor('caption', 'go-on')!;
	const hint = caption.waits ? ` ${keyLabel(binding.keys[0]!)} ${binding.brief!} ` : ' the script runs on ';
	area.text(Math.max(2, width - hint.length - 2), height - 1, hint, caption.waits ? 'key' : 'dim', 'bar');
}
