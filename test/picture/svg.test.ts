import fc from 'fast-check';
import test from 'ava';
import {parseRow} from '../../source/picture/cells.js';
import {cellSize, shapeOf} from '../../source/picture/glyphs.js';
import {rasteriserName} from '../../source/picture/rasteriser.js';
import {svgOf} from '../../source/picture/svg.js';

// Its own types would be missed by those who build without it
type Picture = {readonly width: number; readonly height: number; readonly pixels: Uint8Array};
const {Resvg} = await import(rasteriserName) as {Resvg: new (svg: string, options: {readonly font: {readonly loadSystemFonts: boolean}}) => Picture & {render(): Picture}};

const esc = '\u001B[';

/** The texts of a picture with the place of each of their characters. */
const textsOf = (svg: string) => [...svg.matchAll(/<text [^>]*x="(?<places>[^"]*)">(?<text>[^<]*)<\/text>/gu)].map(({groups}) => ({
	text: groups!.text!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
	places: groups!.places!.split(' ').map(Number),
}));

/** The colours of a picture at the middle of its cells, drawn without a font. */
function coloursOf(rows: readonly string[]): string[][] {
	const picture = new Resvg(svgOf(rows), {font: {loadSystemFonts: false}}).render();
	const {pixels, width} = picture;
	const hexAt = (column: number, row: number) => {
		const [x, y] = [12 + Math.floor((column + 0.5) * cellSize.width), 12 + Math.floor((row + 0.5) * cellSize.height)];
		const first = ((y * width) + x) * 4;
		return [...pixels.subarray(first, first + 3)].map(part => part.toString(16).padStart(2, '0')).join('');
	};

	return rows.map((row, y) => parseRow(row, {ink: '#ffffff', ground: '#000000'}).map(({x}) => hexAt(x, y)));
}

test('a small picture', t => {
	t.snapshot(svgOf([
		`${esc}0;1;38;2;238;241;250m a<b ${esc}0;38;5;14m& c${esc}0m  d`,
		`${esc}0;31m╭─┬╮${esc}7m ▲ ${esc}0;4mok${esc}0m ⣿⡀`,
		'▁▄█▌▐░▙',
	], {title: 'A <small> picture'}));
});

test('the size follows the longest row and the number of rows', t => {
	t.regex(svgOf(['abc', 'abcde', '']), /^<svg [^>]*width="69" height="78" viewBox="-12 -12 69 78">/u);
	t.regex(svgOf([]), /width="33" height="24"/u);
	t.regex(svgOf(['漢']), /width="42"/u);
});

test('each glyph has its place, also behind blanks and shapes', t => {
	t.deepEqual(textsOf(svgOf([' ab   c ─ d─ e '])), [{text: 'ab c d e', places: [9, 18, 27, 54, 63, 90, 108, 117]}]);
});

test('a character of more than one unit ends its text', t => {
	t.deepEqual(textsOf(svgOf(['ae\u0301b😀 c'])), [
		{text: 'ae\u0301', places: [0, 9]},
		{text: 'b😀', places: [18, 27]},
		{text: 'c', places: [54]},
	]);
});

test('a new look begins a new text, blanks of another look do not', t => {
	t.deepEqual(textsOf(svgOf([`a${esc}7m ${esc}0mb${esc}1mc`])).map(({text}) => text), ['a b', 'c']);
});

test('no title, no title element; the defaults can be changed', t => {
	t.notRegex(svgOf(['a']), /<title>/u);
	t.regex(svgOf(['a'], {ink: '#123456', ground: '#fafbfd'}), /rx="9" fill="#fafbfd" stroke="#c0c9d3"\/>[^]*<text fill="#123456"/u);
});

test('what the shapes look like', t => {
	const ground = '10131c';
	const ink = 'ff0000';
	t.deepEqual(coloursOf([`${esc}38;2;255;0;0m█▄▂▉▎┃━╋ `]), [[ink, ink, ground, ink, ground, ink, ink, ink, ground]]);
	t.deepEqual(coloursOf([`${esc}48;2;255;0;0m  `, `${esc}38;2;255;0;0m■●`]), [[ink, ink], [ink, ink]]);
	t.deepEqual(coloursOf([`${esc}38;2;255;19;28m▒`]), [['88131c']]);
});

test('every braille, block and line has a shape; letters have none', t => {
	const shapes = (first: number, last: number) => Array.from({length: last - first + 1}, (_, index) => shapeOf(String.fromCodePoint(first + index)));
	t.true([...shapes(0x28_00, 0x28_FF), ...shapes(0x25_80, 0x25_9F)].every(shape => shape !== undefined));
	t.true([...'─│┌┐└┘├┤┬┴┼━┃┏┓┗┛┣┫┳┻╋╭╮╯╰'].every(character => shapeOf(character) !== undefined));
	t.true([...'aZ0 ·…✗‖漢'].every(character => shapeOf(character) === undefined));
});

test('no shape leaves its cell sideways, so that neighbours never cover each other', t => {
	for (const character of '█▇▄▌▐▉▀▙▟─│┼╭╮╯╰━┃▲▼▶▸■●⣿') {
		const path = shapeOf(character)!.path(0, 0);
		const columns = [...path.matchAll(/[ML](?<x>[-\d.]+) /gu)].map(({groups}) => Number(groups!.x));
		t.true(columns.length > 0 && columns.every(x => x >= 0 && x <= cellSize.width), `${character}: ${path}`);
	}
});

test('whatever the rows: the picture can be read, and has a place for each character of its texts', t => {
	const pieces = [
		'a',
		'Z',
		' ',
		'  ',
		'<',
		'&',
		'"',
		'─',
		'╭',
		'⣿',
		'▄',
		'漢',
		'\u0301',
		'\u0007',
		'\u001B',
		...['0m', '1;31m', '7m', '38;2;1;2;3m', '48;5;300m', '2J'].map(end => `${esc}${end}`),
	];
	const row = fc.array(fc.constantFrom(...pieces), {maxLength: 30}).map(parts => parts.join(''));
	fc.assert(fc.property(fc.array(row, {maxLength: 4}), rows => {
		const svg = svgOf(rows);
		const size = new Resvg(svg, {font: {loadSystemFonts: false}});
		for (const {text, places} of textsOf(svg)) {
			t.is([...text.normalize()].filter(character => character !== '\u0301').length, places.length);
			t.notRegex(text, /^ | {2}| $/u);
			t.deepEqual(places, places.toSorted((a, b) => a - b));
		}

		t.is(svgOf(rows), svg);
		t.is(size.height, (rows.length * cellSize.height) + 24);
	}), {numRuns: 200});
});
