import type {Canvas} from './canvas.js';
import type {Painter} from './painter.js';
import {styleOf} from './style.js';

const escapePattern = /\u001B\[([\d;:]*)m|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|\u001B\[[\d;?]*[A-Za-z]/gu; // eslint-disable-line no-control-regex -- escape sequences start with one

type Attribute = 'fg' | 'bg' | 'weight' | 'italic' | 'underline' | 'inverse';

const endings: Readonly<Record<string, Attribute>> = {39: 'fg', 49: 'bg', 22: 'weight', 23: 'italic', 24: 'underline', 27: 'inverse'};

function attributeOf(code: number): Attribute | undefined {
	if ((code >= 30 && code <= 38) || (code >= 90 && code <= 97)) {
		return 'fg';
	}

	if ((code >= 40 && code <= 48) || (code >= 100 && code <= 107)) {
		return 'bg';
	}

	return ({1: 'weight', 2: 'weight', 3: 'italic', 4: 'underline', 7: 'inverse'} as const)[code];
}

/** Follows the colours through one line of Ink's output. */
class Attributes {
	readonly #set = new Map<Attribute, string>();

	apply(parameters: string) {
		const codes = parameters === '' ? ['0'] : parameters.split(/[;:]/u);
		for (let index = 0; index < codes.length; index++) {
			const code = Number(codes[index]);
			const attribute = attributeOf(code);
			if (code === 0) {
				this.#set.clear();
			} else if (endings[code]) {
				this.#set.delete(endings[code]);
			} else if (attribute) {
				let length = 1;
				if (code === 38 || code === 48) {
					length = codes[index + 1] === '2' ? 5 : 3;
				}

				this.#set.set(attribute, codes.slice(index, index + length).join(';'));
				index += length - 1;
			}
		}
	}

	get sequence(): string {
		return this.#set.size === 0 ? '' : `\u001B[${[...this.#set.values()].join(';')}m`;
	}
}

/** Draws one whole frame of Ink's output (text with colours, no cursor movement) on a canvas. */
export function drawInkFrame(canvas: Canvas, painter: Painter, frame: string) {
	for (const [y, line] of frame.split('\n').slice(0, canvas.rows).entries()) {
		const attributes = new Attributes();
		let x = 0;
		let from = 0;
		const write = (text: string) => {
			const {sequence} = attributes;
			x = canvas.text(x, y, text, sequence === '' ? styleOf('text') : painter.foreign(sequence));
		};

		for (const match of line.matchAll(escapePattern)) {
			write(line.slice(from, match.index));
			from = match.index + match[0].length;
			if (match[1] !== undefined) {
				attributes.apply(match[1]);
			}
		}

		write(line.slice(from));
	}
}
