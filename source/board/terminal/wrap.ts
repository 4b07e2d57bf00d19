import {cutText, displayWidth} from './width.js';

/** Texts are the same from picture to picture; so many broken ones are kept, then all are forgotten. */
const mostKnown = 500;
const known = new Map<string, readonly string[]>();

/** Breaks a text between words into lines of at most `columns` columns, `most` of them; what is left over is cut. */
export function wrapText(text: string, columns: number, most: number): readonly string[] {
	const key = `${columns} ${most} ${text}`;
	let lines = known.get(key);
	if (!lines) {
		lines = broken(text, columns, most);
		if (known.size >= mostKnown) {
			known.clear();
		}

		known.set(key, lines);
	}

	return lines;
}

function broken(text: string, columns: number, most: number): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (displayWidth(longer) <= columns || line === '' || lines.length + 1 >= most) {
			line = longer;
		} else {
			lines.push(line);
			line = word;
		}
	}

	return [...lines, line].slice(0, Math.max(0, most)).map(each => cutText(each, columns));
}
