import test from 'ava';
import fc from 'fast-check';
import {Area} from '../../../source/board/terminal/area.js';
import {asciiGlyph} from '../../../source/board/terminal/ascii.js';
import {Canvas} from '../../../source/board/terminal/canvas.js';
import {drawInkFrame} from '../../../source/board/terminal/ink-frame.js';
import {indexed, Painter} from '../../../source/board/terminal/painter.js';
import {spans} from '../../../source/board/terminal/spans.js';
import {roles, styleOf} from '../../../source/board/terminal/style.js';
import {themeNames, themes} from '../../../source/board/terminal/themes.js';
import {cutText, displayWidth, fitText} from '../../../source/board/terminal/width.js';
import {openScreen} from '../../helpers/screen.js';

const painter = new Painter({theme: 'default', depth: 'truecolor', ascii: false});

test('widths: letters 1, Chinese 2, accents put on top 0', t => {
	t.is(displayWidth('abc'), 3);
	t.is(displayWidth('漢字'), 4);
	t.is(displayWidth('e\u0301'), 1);
	t.is(displayWidth('█⠿╭'), 3);
});

test('texts are cut and padded by what they show', t => {
	t.is(cutText('kworker', 4), 'kwo…');
	t.is(cutText('漢字漢字', 4), '漢…');
	t.is(cutText('abc', 3), 'abc');
	t.is(cutText('abc', 0), '');
	t.is(fitText('漢字', 5, 'right'), ' 漢字');
	fc.assert(fc.property(fc.string({unit: 'grapheme'}), fc.nat(20), (text, columns) => {
		t.is(displayWidth(fitText(text, columns)), columns);
	}));
});

test('a canvas never holds half of a wide character', t => {
	fc.assert(fc.property(fc.array(fc.record({x: fc.integer({min: -3, max: 12}), text: fc.constantFrom('漢', '漢字', 'a', 'ab', 'x漢y', 'e\u0301')}), {maxLength: 20}), writes => {
		const canvas = new Canvas(10, 1);
		for (const {x, text} of writes) {
			canvas.text(x, 0, text, styleOf('text'));
		}

		t.is(displayWidth(canvas.plain(painter, 0)), 10);
	}));
});

test('nothing drawn in an area leaves it', t => {
	const canvas = new Canvas(10, 5);
	const area = new Area(canvas, {x: 2, y: 1, width: 4, height: 2});
	for (let y = -2; y < 5; y++) {
		area.text(-3, y, '0123456789abcdef');
	}

	area.part(3, 1, 100, 100).text(0, 0, 'ZZZZ');
	area.right(4, 0, 'too long for it');
	t.deepEqual(Array.from({length: 5}, (_, y) => canvas.plain(painter, y)), ['          ', '  too…    ', '  345Z    ', '          ', '          ']);
});

test('writing the differences turns one picture into the other', async t => {
	const picture = fc.array(fc.record({x: fc.nat(19), y: fc.nat(4), text: fc.constantFrom('漢字', 'abc', '·', 'long text here', 'x漢')}), {maxLength: 12});
	await fc.assert(fc.asyncProperty(picture, picture, async (before, after) => {
		const screen = openScreen(20, 5);
		let shown: Canvas | undefined;
		for (const writes of [before, after]) {
			const canvas = new Canvas(20, 5);
			for (const {x, y, text} of writes) {
				canvas.text(x, y, text, styleOf(y % 2 === 0 ? 'good' : 'bad'));
			}

			await screen.write(spans(canvas, shown, painter)); // eslint-disable-line no-await-in-loop -- the second builds on the first
			t.deepEqual(screen.lines(), Array.from({length: 5}, (_, y) => canvas.plain(painter, y)));
			t.is(spans(canvas, canvas, painter), '');
			shown = canvas;
		}
	}), {numRuns: 50});
});

test('control characters do not reach the terminal', t => {
	const canvas = new Canvas(8, 1);
	canvas.text(0, 0, 'a\u001B[2Jb\u009B', styleOf('text'));
	t.is(canvas.plain(painter, 0), 'a?[2Jb? ');
});

test('every glyph that the board draws has an ASCII stand-in of its width', t => {
	for (const glyph of '─│╭╮╰╯━▁▂▃▄▅▆▇█▏▎▍▌▋▊▉·●■‖▸▶▲▼✗…–⠿⡇⣿⠒漢') {
		t.regex(asciiGlyph(glyph), /^[ -~]$/u, glyph);
	}

	t.is(asciiGlyph('漢'), '?');
	t.is(asciiGlyph('⠀'), ' ');
	for (const glyph of '─│╭━█·●■‖▸▶▲▼✗…–⣿') {
		t.not(asciiGlyph(glyph), '?', glyph);
	}
});

test('themes: every role has a look, and without colours only attributes are written', t => {
	for (const name of themeNames) {
		t.deepEqual(Object.keys(themes[name].roles).toSorted(), [...roles].toSorted());
		const colourless = new Painter({theme: name, depth: 'none', ascii: false});
		for (const role of roles) {
			t.regex(colourless.sgr(styleOf(role)), /^\u001B\[0(?:;[1247])*m$/u); // eslint-disable-line no-control-regex -- escape sequences
		}
	}
});

test('colour depths: 24 bits, 256, 16', t => {
	const sgr = (depth: 'truecolor' | '256' | '16') => new Painter({theme: 'default', depth, ascii: false}).sgr(styleOf('bad', 'mark'));
	const [[fg], [bg]] = [themes.default.roles.bad.fg!, themes.default.grounds.mark.bg!];
	const bytes = (rgb: number) => [rgb >> 16, (rgb >> 8) & 0xFF, rgb & 0xFF].join(';');
	t.is(sgr('truecolor'), `\u001B[0;1;38;2;${bytes(fg)};48;2;${bytes(bg)}m`);
	t.is(sgr('256'), `\u001B[0;1;38;5;${indexed(fg)};48;5;${indexed(bg)}m`);
	t.is(sgr('16'), '\u001B[0;1;7;97m', 'the marked row is text turned round');
	t.deepEqual([indexed(0x00_00_00), indexed(0xFF_FF_FF), indexed(0xFF_00_00), indexed(0x80_80_80)], [16, 231, 196, 244]);
});

test('a frame of Ink is read with its colours', t => {
	const canvas = new Canvas(12, 2);
	drawInkFrame(canvas, painter, '\u001B[1mbold\u001B[22m a\u001B[38;5;9mred\u001B[39m\nnext\nthird');
	t.is(canvas.plain(painter, 0), 'bold ared   ');
	t.is(canvas.plain(painter, 1), 'next        ');
	const plain = painter.sgr(styleOf('text'));
	t.is(canvas.span(painter, 0, 0, 9), `${plain}\u001B[1mbold${plain} a${plain}\u001B[38;5;9mred`);
});
