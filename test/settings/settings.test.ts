import test from 'ava';
import {allPlaces} from '../../source/board/keys/places.js';
import {keyTable} from '../../source/board/keys/table.js';
import {InputError} from '../../source/files/input-error.js';
import {exampleSettings} from '../../source/settings/example.js';
import {boardSettings, type BoardFlags} from '../../source/settings/in-force.js';
import {readKey} from '../../source/settings/key-names.js';
import {settingsFile, stateFile} from '../../source/settings/place.js';
import {noSettings, parseSettings} from '../../source/settings/read.js';

const mistakes: ReadonlyArray<readonly [text: string, line: RegExp]> = [
	['theme: ligth', /^my\.yaml:1:8: theme must be one of default, light/u],
	['colour: red', /^my\.yaml:1:1: unknown key "colour"/u],
	['framesPerSecond: 99', /:1:18: framesPerSecond must be a number from 1 to 30, found 99$/u],
	['speed: fast', /:1:8: speed must be a number from 0\.001 to 1000, or max/u],
	['columns:\n  threads: [tid, foo]', /:2:18: threads\[1\] must be one of tid, comm/u],
	['keys:\n  threads:\n    sort: j', /:3:11: in threads, j would mean both sort and down/u],
	['keys:\n  everywhere:\n    pauze: x', /:3:12: "pauze" is nothing that a key does anywhere \(did you mean pause\?\)/u],
	['keys:\n  overview: {fold: x}', /:2:20: "fold" is nothing that a key does in overview/u],
	['keys:\n  everywhere: {pause: [space, Ctrl-I]}', /:2:31: "Ctrl-I" cannot be told from tab/u],
	['keys:\n  everywhere: {pause: banana}', /:2:23: "banana" is no key/u],
	['keys:\n  everywhere: {quit: []}', /:2:22: quit must keep a key$/u],
	['keys:\n  prompt: {accept: x}', /:2:20: in a line that is typed, x is text/u],
];

for (const [text, line] of mistakes) {
	test(`${JSON.stringify(text)} is refused with its place`, t => {
		const error = t.throws(() => parseSettings(text, 'my.yaml'), {instanceOf: InputError});
		t.regex(error.toLine(), line);
	});
}

test('a file of comments, or none, changes nothing', t => {
	t.deepEqual(parseSettings('# theme: light\n\n---\n', 'my.yaml').values, {});
	t.is(noSettings().bindings, keyTable);
	t.is(parseSettings(exampleSettings(), 'example').bindings, keyTable);
});

test('the example holds when its comments are taken away, and names every setting', t => {
	const text = exampleSettings().split('\n').filter(line => /^# (?: |[a-zA-Z]+:(?: [\da-z]+)?$)/u.test(line)).map(line => line.slice(2)).join('\n');
	const {values} = parseSettings(text, 'example');
	t.deepEqual(Object.keys(values).toSorted(), ['checkpointMiB', 'columns', 'framesPerSecond', 'glyphs', 'hint', 'keys', 'screenReader', 'screenReaderSeconds', 'speed', 'theme']);
});

test('keys are bound anew in one view, or wherever they do the same; the rest stays', t => {
	const {bindings} = parseSettings('keys:\n  everywhere: {pause: [space, P], sort: Ctrl-S}\n  cores: {sort: U}\n  threads: {sort-by-pages: []}', 'my.yaml');
	const keysFor = (action: string, place: string) => bindings.filter(binding => binding.action === action && (binding.views as readonly string[]).includes(place)).flatMap(({keys}) => keys);
	t.deepEqual(keysFor('pause', 'risk'), ['space', 'P']);
	t.deepEqual(keysFor('sort', 'cores'), ['U']);
	t.deepEqual(keysFor('sort', 'threads'), ['ctrl-s']);
	t.deepEqual(keysFor('sort-by-pages', 'threads'), []);
	for (const place of allPlaces) {
		const others = keyTable.filter(({action, views}) => (views as readonly string[]).includes(place) && !['pause', 'sort', 'sort-by-pages'].includes(action));
		for (const {action, keys} of others) {
			t.true(keys.every(key => keysFor(action, place).includes(key)), `${action} in ${place}`);
		}
	}
});

const names: ReadonlyArray<readonly [written: string, key: string]> = [
	['j', 'j'],
	['J', 'J'],
	['Space', 'space'],
	[' ', 'space'],
	['PgDn', 'pagedown'],
	['Ctrl-D', 'ctrl-d'],
	['Alt-B', 'alt-B'],
	['alt-backspace', 'alt-backspace'],
	['Return', 'enter'],
	['é', 'é'],
	['Ctrl-Left', 'ctrl-left'],
];

for (const [written, key] of names) {
	test(`the key ${JSON.stringify(written)}`, t => {
		t.is(readKey(written), key);
	});
}

for (const written of ['', 'ctrl-1', 'F1', 'ctrl-m', 'ctrl-h', '\u0007', 'jj', 'meta-x']) {
	test(`${JSON.stringify(written)} is no key of its own`, t => {
		t.throws(() => readKey(written), {instanceOf: InputError});
	});
}

test('every key of the key table can be written', t => {
	for (const key of keyTable.flatMap(({keys}) => keys)) {
		t.is(readKey(key), key);
	}
});

const utf8 = {LANG: 'C.UTF-8', TERM: 'xterm'};
const rows: ReadonlyArray<readonly [what: string, flags: BoardFlags, environment: Record<string, string>, text: string, theme: readonly [string, string], glyphs: readonly [string, string]]> = [
	['nothing', {}, utf8, '', ['default', 'default'], ['unicode', 'locale and terminal']],
	['another locale', {}, {LANG: 'C'}, '', ['default', 'default'], ['ascii', 'locale and terminal']],
	['the file', {}, utf8, 'theme: light\nglyphs: ascii', ['light', 'my.yaml'], ['ascii', 'my.yaml']],
	[
		'the environment',
		{},
		{...utf8, KSTACKTOP_THEME: 'mono', KSTACKTOP_GLYPHS: 'unicode'},
		'theme: light\nglyphs: ascii',
		['mono', 'environment KSTACKTOP_THEME'],
		['unicode', 'environment KSTACKTOP_GLYPHS'],
	],
	['flags', {theme: 'high-contrast', ascii: true}, {...utf8, KSTACKTOP_THEME: 'mono'}, 'theme: light', ['high-contrast', 'flag --theme'], ['ascii', 'flag --ascii']],
	['an empty variable', {}, {...utf8, KSTACKTOP_THEME: ''}, 'theme: light\nglyphs: locale', ['light', 'my.yaml'], ['unicode', 'locale and terminal']],
];

for (const [what, flags, environment, text, theme, glyphs] of rows) {
	test(`what is in force by ${what}`, t => {
		const inForce = boardSettings(flags, environment, parseSettings(text, 'my.yaml'));
		t.deepEqual([inForce.theme.value, inForce.theme.from], [...theme]);
		t.deepEqual([inForce.glyphs.value, inForce.glyphs.from], [...glyphs]);
	});
}

test('memory for going back in time: the flag, the file, 64 MiB', t => {
	const of = (flag: number | undefined, text: string) => boardSettings({checkpointMiB: flag}, {}, parseSettings(text, 'my.yaml')).checkpointMiB;
	t.deepEqual(of(undefined, ''), {value: 64, from: 'default'});
	t.deepEqual(of(undefined, 'checkpointMiB: 64'), {value: 64, from: 'my.yaml'});
	t.deepEqual(of(32, 'checkpointMiB: 64'), {value: 32, from: 'flag --checkpoint-memory'});
	t.throws(() => parseSettings('checkpointMiB: 0', 'my.yaml'), {instanceOf: InputError, message: /checkpointMiB must be/u});
});

test('a variable that holds something else is refused by its name', t => {
	for (const [name, text] of [['KSTACKTOP_THEME', 'red'], ['KSTACKTOP_FPS', '0'], ['KSTACKTOP_SPEED', '-1'], ['KSTACKTOP_GLYPHS', 'no']] as const) {
		const error = t.throws(() => boardSettings({}, {[name]: text}, noSettings()), {instanceOf: InputError});
		t.true(error.message.startsWith(name));
	}

	t.is(boardSettings({}, {KSTACKTOP_SPEED: 'max'}, noSettings()).speed.value, Infinity);
});

test('files lie where the XDG base directories say, if these are absolute', t => {
	t.is(settingsFile({XDG_CONFIG_HOME: '/etc/x'}), '/etc/x/kstacktop/config.yaml');
	t.true(settingsFile({XDG_CONFIG_HOME: 'x'}).endsWith('/.config/kstacktop/config.yaml'));
	t.is(stateFile({XDG_STATE_HOME: '/var/x'}), '/var/x/kstacktop/state.json');
	t.true(stateFile({}).endsWith('/.local/state/kstacktop/state.json'));
});
