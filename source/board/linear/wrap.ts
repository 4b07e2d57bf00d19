import {codePointWidth, displayWidth} from '../terminal/width.js';

/** A word that is longer than a line, in pieces that are not. */
function pieces(word: string, columns: number): readonly string[] {
	if (displayWidth(word) <= columns) {
		return [word];
	}

	const parts: string[] = [];
	let [part, width] = ['', 0];
	for (const character of word) {
		const next = codePointWidth(character);
		if (width + next > columns && part !== '') {
			parts.push(part);
			[part, width] = ['', 0];
		}

		part += character;
		width += next;
	}

	return [...parts, part];
}

/** A text in lines of at most `columns` columns, broken between words where that is possible; nothing is left out. */
export function wrapped(text: string, columns: number): readonly string[] {
	const room = Math.max(2, columns);
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ').flatMap(each => pieces(each, room))) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (displayWidth(longer) <= room) {
			line = longer;
		} else {
			lines.push(line);
			line = word;
		}
	}

	return [...lines, line];
}
