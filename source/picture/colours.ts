/** A colour as `#rrggbb`. */
export type Hex = string;

/** The sixteen colours of a terminal that leaves them to us; bright ones from 8 on. Soft enough for long looks at a dark ground. */
const sixteen: readonly Hex[] = (
	'#1d2335 #f2777a #98d08a #e6b45e #6f9be8 #b8a3f0 #5eb5c6 #c3cce0 '
	+ '#6f7a95 #ff9a9c #b5e3a9 #f0ce8a #9fb4e0 #d0c0fa #7dcfff #eef1fa'
).split(' ');

const hexByte = (value: number) => value.toString(16).padStart(2, '0');

/** Three parts of 0 to 255 as a colour. */
export const hexOf = (red: number, green: number, blue: number): Hex => `#${hexByte(red)}${hexByte(green)}${hexByte(blue)}`;

const cubeLevel = (level: number) => level === 0 ? 0 : 55 + (level * 40);

/**
One of the 256 colours that xterm numbers: sixteen named ones, a cube of 6x6x6, 24 greys.
@param index - 0 to 255.
*/
export function indexedColour(index: number): Hex {
	if (index < 16) {
		return sixteen[index]!;
	}

	if (index >= 232) {
		const grey = 8 + ((index - 232) * 10);
		return hexOf(grey, grey, grey);
	}

	const cube = index - 16;
	return hexOf(cubeLevel(Math.floor(cube / 36)), cubeLevel(Math.floor(cube / 6) % 6), cubeLevel(cube % 6));
}

const partsOf = (colour: Hex) => [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16));

/** The colour that lies `share` (0 to 1) of the way from one to the other. */
export function mixed(from: Hex, to: Hex, share: number): Hex {
	const target = partsOf(to);
	const [red, green, blue] = partsOf(from).map((part, index) => Math.round(part + ((target[index]! - part) * share)));
	return hexOf(red!, green!, blue!);
}
