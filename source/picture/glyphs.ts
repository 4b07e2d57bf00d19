/** Pixels of a cell. Eighths and quarters of it fall on few decimals, and braille dots have equal steps both ways. */
export const cellSize = {width: 9, height: 18} as const;

const {width, height} = cellSize;
const middleX = width / 2;
const middleY = height / 2;

/** A drawn character: path data with the origin at the left upper corner of its cell. */
export type Shape = {
	/**
	How the path is to be painted: filled; stroked with a thin pen (rounded corners); or dotted, where each move leaves a round dot.
	*/
	readonly kind: 'fill' | 'line' | 'dots';
	/** Moves are relative to the cell: `path(x, y)` places it. */
	readonly path: (x: number, y: number) => string;
	/** How much of the ink covers the ground: 1, or less for shades. */
	readonly cover: number;
};

/** At most two decimals, as short as can be. */
const short = (value: number) => String(Math.round(value * 100) / 100);

const box = (left: number, top: number, boxWidth: number, boxHeight: number) => (x: number, y: number) =>
	`M${short(x + left)} ${short(y + top)}h${short(boxWidth)}v${short(boxHeight)}h${short(-boxWidth)}z`;

const filled = (...parts: ReadonlyArray<(x: number, y: number) => string>): Shape => ({kind: 'fill', cover: 1, path: (x, y) => parts.map(part => part(x, y)).join('')});

/** Bits of a braille code point, as columns and rows of dots. */
const brailleDots = [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [0, 3], [1, 3]] as const;

function braille(code: number): Shape {
	const dots = brailleDots.filter((_, bit) => (code >> bit) & 1);
	return {
		kind: 'dots', cover: 1,
		path: (x, y) => dots.map(([column, row]) => `M${short(x + (width * (column + 0.5) / 2))} ${short(y + (height * (row + 0.5) / 4))}h0`).join(''),
	};
}

/** Quarters of a cell in U+2596 to U+259F: left upper, right upper, left lower, right lower. */
const quadrants = ['0010', '0001', '1000', '1011', '1001', '1110', '1101', '0100', '0110', '0111'] as const;

/** Block elements, U+2580 to U+259F. */
function block(code: number): Shape {
	const eighth = code & 0xF;
	if (code === 0x25_80) {
		return filled(box(0, 0, width, middleY));
	}

	if (code <= 0x25_88) {
		return filled(box(0, height - (height * eighth / 8), width, height * eighth / 8));
	}

	if (code <= 0x25_8F) {
		return filled(box(0, 0, width * (16 - eighth) / 8, height));
	}

	if (code === 0x25_90) {
		return filled(box(middleX, 0, middleX, height));
	}

	if (code <= 0x25_93) {
		return {...filled(box(0, 0, width, height)), cover: (code - 0x25_90) / 4};
	}

	if (code === 0x25_94) {
		return filled(box(0, 0, width, height / 8));
	}

	if (code === 0x25_95) {
		return filled(box(width * 7 / 8, 0, width / 8, height));
	}

	const bits = quadrants[code - 0x25_96]!;
	return filled(...[...bits].flatMap((bit, at) => bit === '1' ? [box((at % 2) * middleX, at < 2 ? 0 : middleY, middleX, middleY)] : []));
}

/** Which arms a box-drawing character has: up, right, down, left. */
const arms: Readonly<Record<string, string>> = {
	'─': '0101', '│': '1010', '┌': '0110', '┐': '0011', '└': '1100', '┘': '1001', '├': '1110', '┤': '1011', '┬': '0111', '┴': '1101', '┼': '1111',
	'╴': '0001', '╵': '1000', '╶': '0100', '╷': '0010',
	'━': '0101', '┃': '1010', '┏': '0110', '┓': '0011', '┗': '1100', '┛': '1001', '┣': '1110', '┫': '1011', '┳': '0111', '┻': '1101', '╋': '1111',
	'╸': '0001', '╹': '1000', '╺': '0100', '╻': '0010',
};
const heavy = new Set('━┃┏┓┗┛┣┫┳┻╋╸╹╺╻');

function lines(character: string): Shape {
	const [up = false, right = false, down = false, left = false] = [...arms[character]!].map(arm => arm === '1');
	const pen = heavy.has(character) ? 3 : 1;
	const half = pen / 2;
	const across = left || right ? [box(left ? 0 : middleX - half, middleY - half, (left ? middleX : half) + (right ? middleX : half), pen)] : [];
	const along = up || down ? [box(middleX - half, up ? 0 : middleY - half, pen, (up ? middleY : half) + (down ? middleY : half))] : [];
	return filled(...across, ...along);
}

/** Rounded corners: where the arm of each ends, downwards or upwards and to the right or to the left. */
const corners: Readonly<Record<string, readonly [right: boolean, down: boolean]>> = {'╭': [true, true], '╮': [false, true], '╯': [false, false], '╰': [true, false]};

function corner(character: string): Shape {
	const [right, down] = corners[character]!;
	return {
		kind: 'line', cover: 1,
		path(x, y) {
			const centre = `${short(x + middleX)} ${short(y + middleY)}`;
			const bend = y + middleY + (down ? middleX : -middleX);
			return `M${short(x + middleX)} ${short(y + (down ? height : 0))}V${short(bend)}Q${centre} ${short(x + (right ? width : 0))} ${short(y + middleY)}`;
		},
	};
}

const polygon = (points: ReadonlyArray<readonly [x: number, y: number]>): Shape => filled((x, y) => `M${points.map(([px, py]) => `${short(x + px)} ${short(y + py)}`).join('L')}z`);

const marks: Readonly<Record<string, Shape>> = {
	'▲': polygon([[0.5, 13.5], [4.5, 5.5], [8.5, 13.5]]),
	'▼': polygon([[0.5, 5.5], [8.5, 5.5], [4.5, 13.5]]),
	'▶': polygon([[1, 5], [8.5, 9.5], [1, 14]]),
	'▸': polygon([[2, 6], [7.5, 9.5], [2, 13]]),
	'■': filled(box(1, 6, 7, 7)),
	'●': {kind: 'fill', cover: 1, path: (x, y) => `M${short(x + 1)} ${short(y + 9.5)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z`},
};

/**
The shape of a character that must meet its neighbours without a gap (braille, blocks, lines), or that few fonts have (arrows, dots).
Undefined: a character for the font.
*/
export function shapeOf(character: string): Shape | undefined {
	const code = character.codePointAt(0) ?? 0;
	if (code >= 0x28_00 && code <= 0x28_FF) {
		return braille(code & 0xFF);
	}

	if (code >= 0x25_80 && code <= 0x25_9F) {
		return block(code);
	}

	if (arms[character]) {
		return lines(character);
	}

	return corners[character] ? corner(character) : marks[character];
}
