import {parseRow, type Cell, type Defaults} from './cells.js';
import {mixed, type Hex} from './colours.js';
import {cellSize, shapeOf, type Shape} from './glyphs.js';

export type PictureOptions = Partial<Defaults> & {
	/** What the picture shows, for those who cannot see it. */
	readonly title?: string;
};

/** A terminal with a dark ground. */
const dark: Defaults = {ink: '#c3cce0', ground: '#10131c'};

/** Room around the cells, in pixels. */
const margin = 12;
/** How far the edge around the picture moves from the ground to the ink, so that it shows on a page of the same colour. */
const edgeShare = 0.25;
const fontSize = 15;
/** From the top of a cell to the line that letters stand on. */
const baseline = 14;
const penWidths: Readonly<Record<Shape['kind'], number | undefined>> = {fill: undefined, line: 1, dots: 2.7};

const {width, height} = cellSize;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Path data by the way it is painted, in the order of first use. */
class Paths {
	readonly #data = new Map<string, string[]>();

	add(kind: Shape['kind'], ink: Hex, data: string) {
		const key = `${kind} ${ink}`;
		const before = this.#data.get(key);
		if (before) {
			before.push(data);
		} else {
			this.#data.set(key, [data]);
		}
	}

	toString(): string {
		return [...this.#data].map(([key, data]) => {
			const [kind, ink] = key.split(' ') as [Shape['kind'], Hex];
			const pen = penWidths[kind];
			const paint = pen === undefined ? `fill="${ink}"` : `fill="none" stroke="${ink}" stroke-width="${pen}"${kind === 'dots' ? ' stroke-linecap="round"' : ''}`;
			return `<path ${paint} d="${data.join('')}"/>\n`;
		}).join('');
	}
}

/** Neighbours that agree, as stretches. */
function stretches<Item>(items: readonly Item[], agree: (before: Item, after: Item) => boolean): Item[][] {
	const out: Item[][] = [];
	for (const item of items) {
		const stretch = out.at(-1);
		if (stretch && agree(stretch.at(-1)!, item)) {
			stretch.push(item);
		} else {
			out.push([item]);
		}
	}

	return out;
}

/** Columns that a stretch of neighbouring cells takes. */
const columnsOf = (cells: readonly Cell[]) => cells.at(-1)!.x + cells.at(-1)!.width - cells[0]!.x;

function drawGrounds(paths: Paths, cells: readonly Cell[], y: number) {
	for (const stretch of stretches(cells, (before, after) => before.ground === after.ground)) {
		const [{ground, x}] = stretch as [Cell];
		if (ground !== undefined) {
			paths.add('fill', ground, `M${x * width} ${y * height}h${columnsOf(stretch) * width}v${height}h${-columnsOf(stretch) * width}z`);
		}
	}
}

function drawUnderlines(paths: Paths, cells: readonly Cell[], y: number) {
	for (const stretch of stretches(cells, (before, after) => before.underline === after.underline && before.ink === after.ink)) {
		const [{ink, underline, x}] = stretch as [Cell];
		if (underline) {
			paths.add('fill', ink, `M${x * width} ${(y * height) + 16}h${columnsOf(stretch) * width}v1h${-columnsOf(stretch) * width}z`);
		}
	}
}

/**
Characters of the font: one element for neighbours of the same look, with a place for each glyph, so that columns stay columns in any font.
Of blanks in a row only the first is kept (a viewer would do the same), so that words stay apart when they are copied.
*/
function letters(cells: readonly Cell[], y: number): string {
	const runs: Cell[][] = [];
	for (const cell of cells) {
		const run = runs.at(-1);
		if (cell.text === ' ') {
			if (run?.at(-1)!.text.length === 1 && run.at(-1)!.text !== ' ') {
				run.push(cell);
			}
		} else if (!shapeOf(cell.text)) {
			const [first, last] = [run?.[0], run?.at(-1)];
			// Viewers count places by different units: what is more than one of them ends its run
			if (run && first?.ink === cell.ink && first.bold === cell.bold && last!.text.length === 1) {
				run.push(cell);
			} else {
				runs.push([cell]);
			}
		}
	}

	return runs.map(run => {
		const [{ink, bold}] = run as [Cell];
		const text = run.slice(0, run.findLastIndex(cell => cell.text !== ' ') + 1);
		const places = text.map(({x}) => x * width).join(' ');
		return `<text fill="${ink}"${bold ? ' font-weight="bold"' : ''} y="${(y * height) + baseline}" x="${places}">${escaped(text.map(cell => cell.text).join(''))}</text>\n`;
	}).join('');
}

/**
Draws the rows of a terminal as an SVG: text as text in whatever fixed-width font the viewer has, braille, blocks and lines as shapes that meet exactly.
The same rows give the same bytes.
@param rows - With SGR sequences; the longest decides the width.
*/
export function svgOf(rows: readonly string[], options: PictureOptions = {}): string {
	const defaults = {...dark, ...options};
	const lines = rows.map(row => parseRow(row, defaults));
	const columns = Math.max(1, ...lines.map(cells => cells.length === 0 ? 0 : columnsOf(cells)));
	const [grounds, shapes] = [new Paths(), new Paths()];
	let text = '';
	for (const [y, cells] of lines.entries()) {
		drawGrounds(grounds, cells, y);
		drawUnderlines(shapes, cells, y);
		for (const cell of cells) {
			const shape = shapeOf(cell.text);
			if (shape) {
				const ink = shape.cover === 1 ? cell.ink : mixed(cell.ground ?? defaults.ground, cell.ink, shape.cover);
				shapes.add(shape.kind, ink, shape.path(cell.x * width, y * height));
			}
		}

		text += letters(cells, y);
	}

	const [fullWidth, fullHeight] = [(columns * width) + (2 * margin), (rows.length * height) + (2 * margin)];
	const title = options.title === undefined ? '' : `<title>${escaped(options.title)}</title>\n`;
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${fullHeight}" viewBox="${-margin} ${-margin} ${fullWidth} ${fullHeight}">
${title}<rect x="${0.5 - margin}" y="${0.5 - margin}" width="${fullWidth - 1}" height="${fullHeight - 1}" rx="9" fill="${defaults.ground}" stroke="${mixed(defaults.ground, defaults.ink, edgeShare)}"/>
${String(grounds)}${String(shapes)}<g font-family="DejaVu Sans Mono, Menlo, Consolas, Liberation Mono, monospace" font-size="${fontSize}">
${text}</g>
</svg>
`;
}
