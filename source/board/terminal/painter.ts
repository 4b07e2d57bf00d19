import {asciiGlyph} from './ascii.js';
import {foreignStyles, groundOf, roleOf, styleOf, type Style} from './style.js';
import {themes, type Colour, type Look, type ThemeName} from './themes.js';

/** How many colours the terminal shows; `none` keeps bold, underline and inverse. */
export type ColourDepth = 'truecolor' | '256' | '16' | 'none';

export type PainterOptions = {
	readonly theme: ThemeName;
	readonly depth: ColourDepth;
	/** Only printable ASCII is written. */
	readonly ascii: boolean;
};

const cubeSteps = [0, 95, 135, 175, 215, 255];
const nearestStep = (value: number) => {
	let best = 0;
	for (const [index, step] of cubeSteps.entries()) {
		if (Math.abs(step - value) < Math.abs(cubeSteps[best]! - value)) {
			best = index;
		}
	}

	return best;
};

/** The nearest of the 240 fixed colours of a 256-colour terminal (the first 16 differ from terminal to terminal). */
export function indexed(rgb: number): number {
	const [r, g, b] = [(rgb >> 16) & 0xFF, (rgb >> 8) & 0xFF, rgb & 0xFF];
	const cube = [r, g, b].map(channel => nearestStep(channel));
	const grey = Math.min(23, Math.max(0, Math.round((((r + g + b) / 3) - 8) / 10)));
	const distance = (red: number, green: number, blue: number) => ((red - r) ** 2) + ((green - g) ** 2) + ((blue - b) ** 2);
	const greyLevel = 8 + (grey * 10);
	const cubeDistance = distance(cubeSteps[cube[0]!]!, cubeSteps[cube[1]!]!, cubeSteps[cube[2]!]!);
	return distance(greyLevel, greyLevel, greyLevel) < cubeDistance ? 232 + grey : 16 + (36 * cube[0]!) + (6 * cube[1]!) + cube[2]!;
}

function colourCode([rgb, ansi]: Colour, depth: ColourDepth, background: boolean): string | undefined {
	switch (depth) {
		case 'truecolor': {
			return `${background ? 48 : 38};2;${(rgb >> 16) & 0xFF};${(rgb >> 8) & 0xFF};${rgb & 0xFF}`;
		}

		case '256': {
			return `${background ? 48 : 38};5;${indexed(rgb)}`;
		}

		case '16': {
			const base = ansi < 8 ? 30 + ansi : 82 + ansi;
			return String(background ? base + 10 : base);
		}

		case 'none': {
			return undefined;
		}
	}
}

function codes(look: Look, depth: ColourDepth): string[] {
	const colourless = depth === 'none' && look.bg !== undefined; // Without colours a ground or badge shows as inverse
	return [
		look.bold ? '1' : undefined,
		look.dim ? '2' : undefined,
		look.underline ? '4' : undefined,
		(look.inverse ?? colourless) ? '7' : undefined,
		look.fg && colourCode(look.fg, depth, false),
		look.bg && colourCode(look.bg, depth, true),
	].filter(code => code !== undefined);
}

const plainText = styleOf('text');

/** Turns styles and glyphs into what is written to the terminal: one theme, at one colour depth, in one character set. */
export class Painter {
	readonly ascii: boolean;
	#options: PainterOptions;
	#known: string[] = [];
	readonly #foreign = new Map<string, Style>();

	constructor(options: PainterOptions) {
		this.#options = options;
		this.ascii = options.ascii;
	}

	/** The whole escape sequence that switches to a style, whatever came before. */
	sgr(style: Style): string {
		const known = this.#known[style] ?? this.#make(style);
		this.#known[style] = known;
		return known;
	}

	/** The theme that is worn. */
	get theme(): ThemeName {
		return this.#options.theme;
	}

	/** Another theme from now on; what is on the screen has to be drawn anew. */
	wear(theme: ThemeName) {
		this.#options = {...this.#options, theme};
		this.#known = [];
		for (const [sequence, style] of this.#foreign) {
			this.#known[style] = this.sgr(plainText) + sequence;
		}
	}

	/** The style number for an escape sequence that did not come from a theme; it changes what plain text looks like. */
	foreign(sequence: string): Style {
		let style = this.#foreign.get(sequence);
		if (style === undefined) {
			style = foreignStyles + this.#foreign.size;
			this.#foreign.set(sequence, style);
			this.#known[style] = this.sgr(plainText) + sequence;
		}

		return style;
	}

	glyph(character: string): string {
		return this.#options.ascii ? asciiGlyph(character) : character;
	}

	#make(style: Style): string {
		const {theme: name, depth} = this.#options;
		const theme = themes[name];
		const ground = groundOf(style);
		if (depth === '16' && ground === 'mark') {
			// Nobody knows how dark the sixteen are: text that is turned round can be read with all of them
			const {roles: {text, [roleOf(style)]: {bold = false}}, grounds: {none}} = theme;
			return `\u001B[${['0', ...codes({...none, ...text, bold, inverse: true}, depth)].join(';')}m`;
		}

		// Bars lean on their colour alone: without colours they stay plain, as an inverse header would shout
		const under = depth === 'none' && ground !== 'mark' ? {} : theme.grounds[ground];
		return `\u001B[${['0', ...codes({...under, ...theme.roles[roleOf(style)]}, depth)].join(';')}m`;
	}
}
