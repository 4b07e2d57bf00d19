import test from 'ava';
import {themes, type ThemeName} from '../../../source/board/terminal/themes.js';

/** A terminal's own ground where a theme brings none: nearly black, as the themes that bring none are made for. */
const darkGround = 0x10_13_1C;

const linear = (byte: number) => byte / 255 <= 0.040_45 ? byte / 255 / 12.92 : (((byte / 255) + 0.055) / 1.055) ** 2.4;
const luminance = (rgb: number) => (0.2126 * linear((rgb >> 16) & 0xFF)) + (0.7152 * linear((rgb >> 8) & 0xFF)) + (0.0722 * linear(rgb & 0xFF));

/** The contrast ratio of WCAG 2: 1 for two equal colours, 21 for black on white. */
const contrast = (one: number, other: number) => {
	const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
	return (high + 0.05) / (low + 0.05);
};

const isLine = (role: string) => role === 'frame' || role.startsWith('heat');

/** The roles of a theme that are too faint on one of its grounds: under 3 for lines, under 4.5 for text. */
const faint = (name: ThemeName, ground: 'none' | 'mark' | 'bar') => {
	const {roles, grounds} = themes[name];
	const under = (grounds[ground].bg ?? grounds.none.bg)?.[0] ?? darkGround;
	return Object.entries(roles)
		.filter(([role, {fg, bg}]) => fg && contrast(fg[0], bg?.[0] ?? under) < (isLine(role) ? 3 : 4.5))
		.map(([role]) => role);
};

test('the ratio is that of WCAG', t => {
	t.is(contrast(0x00_00_00, 0xFF_FF_FF), 21);
	t.is(contrast(0x77_77_77, 0xFF_FF_FF).toFixed(2), '4.48');
});

for (const ground of ['none', 'mark', 'bar'] as const) {
	test(`high-contrast can be read everywhere on the ground ${ground}`, t => {
		t.deepEqual(faint('high-contrast', ground), []);
	});
}

// What is meant to step back (frames, quiet words, the coldest heat) is fainter in these, and is listed so that it grows no longer
for (const [name, known] of [
	['default', ['dim', 'frame', 'heat0']],
	['light', ['dim', 'frame', 'heat0', 'heat1']],
	['colour-blind', ['dim', 'frame', 'heat0']],
] as const) {
	test(`${name}: nothing else than what steps back is faint on its ground`, t => {
		t.deepEqual(faint(name, 'none'), [...known]);
	});
}
