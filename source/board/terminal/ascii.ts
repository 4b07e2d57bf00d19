const fixed: Readonly<Record<string, string>> = {
	'─': '-', '│': '|', '╭': '+', '╮': '+', '╰': '+', '╯': '+', '━': '=',
	'▁': '_', '▂': '.', '▃': ':', '▄': '-', '▅': '=', '▆': '+', '▇': '*', '█': '#',
	'▏': ' ', '▎': '-', '▍': '-', '▌': '=', '▋': '=', '▊': '#', '▉': '#',
	'·': '.', '●': '*', '■': '#', '…': '~', '–': '-',
	'░': ':', '▒': 'o', '▓': '%', '╳': 'x', '┄': '-', '├': '|', '┤': '|', '┬': '-', '┴': '-', '┼': '+', '┌': '+', '┐': '+', '└': '+', '┘': '+', '→': '>', '◂': '<', '▀': '"',
	'▲': '^', '▼': 'v', '▶': '>', '▸': '>', '✗': '!', '✱': '*', '‖': '=',
};

// Dots of the upper, middle and lower part of a braille cell
const braillePart = (bits: number) => [bits & 0b0000_1001, bits & 0b0011_0110, bits & 0b1100_0000];

function brailleGlyph(code: number): string {
	const bits = code - 0x28_00;
	if (bits === 0) {
		return ' ';
	}

	const [upper, middle, lower] = braillePart(bits);
	if (upper && lower) {
		return '|';
	}

	if (upper) {
		return middle ? '"' : '\'';
	}

	if (lower) {
		return middle ? ',' : '.';
	}

	return '-';
}

/** The nearest printable ASCII character of the same width; letters of other scripts become a question mark. */
export function asciiGlyph(character: string): string {
	const code = character.codePointAt(0);
	if (code === undefined || code < 0x7F) {
		return character;
	}

	if (code >= 0x28_00 && code <= 0x28_FF) {
		return brailleGlyph(code);
	}

	return fixed[character] ?? '?';
}
