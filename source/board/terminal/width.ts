/** Code points that a terminal draws two columns wide: East Asian wide and fullwidth, and the pictographs. */
const wideRanges: ReadonlyArray<readonly [number, number]> = [
	[0x11_00, 0x11_5F],
	[0x23_1A, 0x23_1B],
	[0x23_29, 0x23_2A],
	[0x2E_80, 0x30_3E],
	[0x30_41, 0xA4_CF],
	[0xA9_60, 0xA9_7C],
	[0xAC_00, 0xD7_A3],
	[0xF9_00, 0xFA_FF],
	[0xFE_30, 0xFE_6F],
	[0xFF_00, 0xFF_60],
	[0xFF_E0, 0xFF_E6],
	[0x1_F3_00, 0x1_F6_4F],
	[0x1_F6_80, 0x1_F6_FF],
	[0x1_F9_00, 0x1_F9_FF],
	[0x2_00_00, 0x3_FF_FD],
];

const zeroWidth = /^(?:\p{Mn}|\p{Me}|\p{Cf})$/u;

/** Columns that one code point takes: 0, 1 or 2. Control characters count 1, as they are drawn as a question mark. */
export function codePointWidth(character: string): 0 | 1 | 2 {
	const code = character.codePointAt(0) ?? 0;
	// Latin letters, and the lines, blocks and braille that panes are made of
	if (code < 0x3_00 || (code >= 0x25_00 && code <= 0x28_FF)) {
		return 1;
	}

	if (zeroWidth.test(character)) {
		return 0;
	}

	return wideRanges.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** Whether a UTF-16 unit is a character of one column by itself: printable ASCII, and the points, dashes, arrows, lines, blocks and braille that panes are made of. */
export const isSimpleCode = (code: number): boolean => code <= 0x7E
	? code >= 0x20
	: (code >= 0x25_00 && code <= 0x28_FF) || code === 0xB7 || (code >= 0x20_10 && code <= 0x20_27) || (code >= 0x21_90 && code <= 0x22_FF);

/** Whether every character is one UTF-16 unit and one column wide. */
export function isSimple(text: string): boolean {
	for (let index = 0; index < text.length; index++) {
		if (!isSimpleCode(text.charCodeAt(index))) { // eslint-disable-line unicorn/prefer-code-point -- single units are the question, and this is asked for every word on the screen
			return false;
		}
	}

	return true;
}

/** Columns that a text takes on a terminal; the text holds no escape sequences. */
export function displayWidth(text: string): number {
	if (isSimple(text)) {
		return text.length;
	}

	let width = 0;
	for (const character of text) {
		width += codePointWidth(character);
	}

	return width;
}

/** The text cut to at most `columns` columns; where something is lost the last column is `…`. */
export function cutText(text: string, columns: number): string {
	if (displayWidth(text) <= columns) {
		return text;
	}

	if (columns <= 0) {
		return '';
	}

	let out = '';
	let width = 0;
	for (const character of text) {
		const next = codePointWidth(character);
		if (width + next > columns - 1) {
			break;
		}

		out += character;
		width += next;
	}

	return out + '…';
}

/** The text cut or padded to exactly `columns` columns. */
export function fitText(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
	if (text.length <= columns && isSimple(text)) {
		return align === 'left' ? text.padEnd(columns) : text.padStart(columns);
	}

	const cut = cutText(text, columns);
	const padding = ' '.repeat(Math.max(0, columns - displayWidth(cut)));
	return align === 'left' ? cut + padding : padding + cut;
}
