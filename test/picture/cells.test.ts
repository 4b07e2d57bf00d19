import test from 'ava';
import {parseRow, type Cell} from '../../source/picture/cells.js';
import {indexedColour, mixed} from '../../source/picture/colours.js';

const defaults = {ink: '#eeeeee', ground: '#111111'};
const esc = '\u001B[';

/** The look of the letter after a sequence. */
const lookAfter = (codes: string): Cell => parseRow(`${esc}${codes}mA`, defaults)[0]!;

const colours = [
	{codes: '31', ink: indexedColour(1), ground: undefined},
	{codes: '97;44', ink: indexedColour(15), ground: indexedColour(4)},
	{codes: '100', ink: '#eeeeee', ground: indexedColour(8)},
	{codes: '38;5;196', ink: '#ff0000', ground: undefined},
	{codes: '38;5;232;48;5;255', ink: '#080808', ground: '#eeeeee'},
	{codes: '48;5;16', ink: '#eeeeee', ground: '#000000'},
	{codes: '38;2;1;2;255', ink: '#0102ff', ground: undefined},
	{codes: '38;2;1;2;3;48;2;4;5;6;1', ink: '#010203', ground: '#040506'},
	{codes: '31;42;39', ink: '#eeeeee', ground: indexedColour(2)},
	{codes: '31;42;49', ink: indexedColour(1), ground: undefined},
	{codes: '31;0', ink: '#eeeeee', ground: undefined},
	{codes: '31;', ink: '#eeeeee', ground: undefined},
	{codes: '7', ink: '#111111', ground: '#eeeeee'},
	{codes: '7;31', ink: '#111111', ground: indexedColour(1)},
	{codes: '7;31;42;27', ink: indexedColour(1), ground: indexedColour(2)},
	{codes: '2', ink: mixed('#eeeeee', '#111111', 0.4), ground: undefined},
	{codes: '2;22', ink: '#eeeeee', ground: undefined},
	{codes: '48;2;17;17;17', ink: '#eeeeee', ground: undefined},
	{codes: '38;5;256', ink: '#eeeeee', ground: undefined},
	{codes: '38;2;1;2', ink: '#eeeeee', ground: undefined},
	{codes: '3;58', ink: '#eeeeee', ground: undefined},
	{codes: '38', ink: '#eeeeee', ground: undefined},
] as const;

for (const {codes, ...expected} of colours) {
	test(`colours after SGR ${codes}`, t => {
		const {ink, ground} = lookAfter(codes);
		t.deepEqual({ink, ground}, expected);
	});
}

test('bold and underline begin and end', t => {
	const looks = parseRow(`a${esc}1;4mb${esc}22mc${esc}24md`, defaults).map(({text, bold, underline}) => ({text, bold, underline}));
	t.deepEqual(looks, [
		{text: 'a', bold: false, underline: false},
		{text: 'b', bold: true, underline: true},
		{text: 'c', bold: false, underline: true},
		{text: 'd', bold: false, underline: false},
	]);
});

test('places: wide characters take two columns, marks none, control sequences and characters are dropped', t => {
	const cells = parseRow(`a漢e\u0301${esc}2K${esc}?25h\u0007\u007Fz${esc}0m`, defaults);
	t.deepEqual(cells.map(({text, x, width}) => [text, x, width]), [['a', 0, 1], ['漢', 1, 2], ['e\u0301', 3, 1], ['z', 4, 1]]);
});

test('a mark without a letter is dropped', t => {
	t.deepEqual(parseRow('\u0301a \u0301', defaults).map(({text, x}) => [text, x]), [['a', 0], [' ', 1]]);
});

test('colours mix in even steps', t => {
	t.is(mixed('#000000', '#ff8040', 0), '#000000');
	t.is(mixed('#000000', '#ff8040', 0.5), '#804020');
	t.is(mixed('#000000', '#ff8040', 1), '#ff8040');
});
