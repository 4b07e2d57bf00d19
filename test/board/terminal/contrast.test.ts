import test from 'ava';
import {indexed} from '../../../source/board/terminal/painter.js';
import {grounds, heatLevels, type Ground} from '../../../source/board/terminal/style.js';
import {themeNames, themes, type Colour, type Look, type ThemeName} from '../../../source/board/terminal/themes.js';
import {apart, contrast, indexedColour, palettes, visions, type Vision} from '../../helpers/colour.js';

/** What a terminal has where a theme brings no ground of its own: nearly black, or black. */
const terminalGrounds = [0x10_13_1C, 0x00_00_00];

const coloured = themeNames.filter(name => name !== 'mono');
const isLine = (role: string) => role === 'frame' || role.startsWith('heat');
/** WCAG 2.1: 1.4.3 for text, 1.4.11 for lines and graphs. */
const least = (role: string) => isLine(role) ? 3 : 4.5;

/** A colour as it is shown, at some depth. */
type Shown = (colour: Colour) => number;
const trueColour: Shown = ([rgb]) => rgb;
const of256: Shown = ([rgb]) => indexedColour(indexed(rgb));

/** The roles of a theme that are too faint on one of its grounds, with their contrast. */
function faint(name: ThemeName, ground: Ground, shown: Shown): string[] {
	const {roles, grounds: {[ground]: own, none}} = themes[name];
	const under = own.bg ?? none.bg;
	const behind = ({bg}: Look) => bg ? [shown(bg)] : (under ? [shown(under)] : terminalGrounds);
	return Object.entries(roles).flatMap(([role, look]) => {
		const worst = look.fg ? Math.min(...behind(look).map(colour => contrast(shown(look.fg!), colour))) : Infinity;
		return worst < least(role) ? [`${role} ${worst.toFixed(2)}`] : [];
	});
}

test('the ratio is that of WCAG', t => {
	t.is(contrast(0x00_00_00, 0xFF_FF_FF), 21);
	t.is(contrast(0x77_77_77, 0xFF_FF_FF).toFixed(2), '4.48');
});

for (const name of coloured) {
	for (const ground of grounds) {
		test(`${name} can be read on the ground ${ground}, in 24 bits and in 256 colours`, t => {
			t.deepEqual(faint(name, ground, trueColour), []);
			t.deepEqual(faint(name, ground, of256), []);
		});
	}
}

test('light can be read on plain white too, should the terminal keep its own ground', t => {
	const {roles} = themes.light;
	t.deepEqual(Object.entries(roles).filter(([role, {fg, bg}]) => !bg && fg && contrast(fg[0], 0xFF_FF_FF) < least(role)), []);
});

test('the marked row can be told from the others by its ground', t => {
	for (const name of coloured) {
		const {mark, none} = themes[name].grounds;
		for (const under of none.bg ? [none.bg[0]] : terminalGrounds) {
			t.true(apart(mark.bg![0], under) > 0.04, `${name} ${apart(mark.bg![0], under)}`);
		}
	}
});

/** What is drawn, besides lines, and never on a bar. */
const isGraph = (role: string) => isLine(role) || role === 'gross';

// What the sixteen look like is up to the terminal: with those of some common ones text can be read and lines be seen
for (const [palette, sixteen] of Object.entries(palettes)) {
	for (const name of coloured) {
		test(`${name} in the sixteen colours of ${palette}`, t => {
			const {roles, grounds: own} = themes[name];
			// The marked row is text turned round
			for (const ground of ['none', 'bar'] as const) {
				const under = sixteen[(own[ground].bg ?? own.none.bg ?? [0, 0])[1]]!;
				for (const [role, {fg, bg}] of Object.entries(roles)) {
					const ratio = contrast(sixteen[fg![1]]!, bg ? sixteen[bg[1]]! : under);
					const isShown = palette !== 'pastel' || ground === 'none' || !isGraph(role);
					t.true(!isShown || ratio >= (isGraph(role) ? 1.5 : 2.5), `${role} on ${ground}: ${ratio.toFixed(2)}`);
				}
			}
		});
	}
}

const heatOf = (name: ThemeName) => Array.from({length: heatLevels}, (_, level) => themes[name].roles[`heat${level}` as 'heat0'].fg![0]);

for (const name of coloured) {
	test(`${name}: each step of the heat can be told from the next, and the coldest from the hottest at a glance`, t => {
		const steps = heatOf(name);
		for (const [level, colour] of steps.slice(1).entries()) {
			t.true(apart(steps[level]!, colour) > 0.04, `${level} and ${level + 1}: ${apart(steps[level]!, colour).toFixed(3)}`);
		}

		t.true(apart(steps[0]!, steps.at(-1)!) > 0.2);
	});
}

for (const vision of Object.keys(visions) as Vision[]) {
	test(`colour-blind with ${vision === 'usual' ? 'usual vision' : vision}: the steps of the heat and the series stay apart`, t => {
		const steps = heatOf('colour-blind');
		for (const [level, colour] of steps.slice(1).entries()) {
			t.true(apart(steps[level]!, colour, vision) > 0.045, `heat${level} and heat${level + 1}: ${apart(steps[level]!, colour, vision).toFixed(3)}`);
		}

		t.true(apart(steps[0]!, steps.at(-1)!, vision) > 0.2);
		const {fixed, gross, net, good, bad, warn} = themes['colour-blind'].roles;
		for (const [one, other] of [[fixed, gross], [gross, net], [fixed, net], [good, bad], [good, warn], [warn, bad]] as const) {
			t.true(apart(one.fg![0], other.fg![0], vision) > 0.1, `${one.fg![0].toString(16)} and ${other.fg![0].toString(16)}: ${apart(one.fg![0], other.fg![0], vision).toFixed(3)}`);
		}
	});
}
