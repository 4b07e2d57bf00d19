/** Code points that a terminal draws two columns wide: East Asian wide and fullwidth. Pictures come besides. Source: Unicode 15, EastAsianWidth.txt. */
const wideRanges: ReadonlyArray<readonly [number, number]> = [
	[0x11_00, 0x11_5F],
	[0x23_29, 0x23_2A],
	[0x2E_80, 0x30_3E],
	[0x30_41, 0xA4_CF],
	[0xA9_60, 0xA9_7C],
	[0xAC_00, 0xD7_A3],
	[0xF9_00, 0xFA_FF],
	[0xFE_30, 0xFE_6F],
	[0xFF_00, 0xFF_60],
	[0xFF_E0, 0xFF_E6],
	[0x1_6F_E0, 0x1_8C_FF],
	[0x1_B0_00, 0x1_B2_FF],
	[0x1_F2_00, 0x1_F2_65],
	[0x2_00_00, 0x3_FF_FD],
];

/** Pictures that are wide by themselves; of the letters that make flags each is one column wide. */
const wide = /^(?![\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation}$/u;

const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11FF\p{Emoji_Modifier}]$/u;

const unseen = /^[\p{Cf}\p{Variation_Selector}\p{Emoji_Modifier}]$/u;

/** Whether a code point shows nothing of its own but changes what stands beside it: it turns writing round, joins pictures or chooses how they look. Terminals do not agree on its width, so it is left out. */
export const isUnseen = (character: string): boolean => unseen.test(character);

/** Whether a code point must not reach a terminal: it controls it, ends a line, or is half a character. */
export const isControl = (code: number): boolean => code < 0x20 || (code >= 0x7F && code < 0xA0) || code === 0x20_28 || code === 0x20_29 || (code >= 0xD8_00 && code <= 0xDF_FF);

/** Columns that one code point takes: 0, 1 or 2. Control characters count 1, as they are drawn as a question mark. */
export function codePointWidth(character: string): 0 | 1 | 2 {
	const code = character.codePointAt(0) ?? 0;
	// Latin letters but the soft hyphen, and the lines, blocks and braille that panes are made of
	if ((code < 0x3_00 && code !== 0xAD) || (code >= 0x25_00 && code <= 0x25_FC) || (code >= 0x28_00 && code <= 0x28_FF)) {
		return 1;
	}

	if (zeroWidth.test(character)) {
		return 0;
	}

	return wideRanges.some(([first, last]) => code >= first && code <= last) || wide.test(character) ? 2 : 1;
}

/** Whether a UTF-16 unit is a character of one column by itself: printable ASCII, and the points, dashes, arrows, lines, blocks and braille that panes are made of. */
export const isSimpleCode = (code: number): boolean => code <= 0x7E
	? code >= 0x20
	: (code >= 0x25_00 && code <= 0x25_FC) || (code >= 0x28_00 && code <= 0x28_FF) || code === 0xB7 || (code >= 0x20_10 && code <= 0x20_27) || (code >= 0x21_90 && code <= 0x22_FF);

/** Whether every character is one UTF-16 unit and one column wide. */
function isSimple(text: string): boolean {
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
