import {cutText, displayWidth} from './width.js';

/** Breaks a text between words into lines of at most `columns` columns, `most` of them; what is left over is cut. */
export function wrapText(text: string, columns: number, most: number): string[] {
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
