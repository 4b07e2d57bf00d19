import test from 'ava';
import {bytesOf, KeyReader, keyNames} from '../../../source/board/input.js';
import {keyTable} from '../../../source/board/keys/table.js';
import {prepareEnvironment} from '../../../source/board/environment.js';
import {colourDepth, needsAscii} from '../../../source/board/terminal/capabilities.js';

const ascii: ReadonlyArray<readonly [environment: Record<string, string>, needed: boolean]> = [
	[{TERM: 'xterm-256color', LANG: 'en_GB.UTF-8'}, false],
	[{TERM: 'xterm-256color', LANG: 'C.utf8'}, false],
	[{TERM: 'xterm-256color', LANG: 'C'}, true],
	[{TERM: 'xterm-256color'}, true],
	[{TERM: 'linux', LANG: 'en_GB.UTF-8'}, true],
	[{TERM: 'dumb', LANG: 'en_GB.UTF-8'}, true],
	[{TERM: 'xterm', LANG: 'en_GB.UTF-8', LC_ALL: 'C'}, true],
	[{TERM: 'xterm', LANG: 'C', LC_CTYPE: 'de_DE.UTF-8'}, false],
	[{TERM: 'xterm', LANG: 'de_DE.UTF-8', LC_ALL: ''}, false],
];

for (const [environment, needed] of ascii) {
	test(`${JSON.stringify(environment)} ${needed ? 'needs' : 'does not need'} ASCII`, t => {
		t.is(needsAscii(environment), needed);
	});
}

const depths: ReadonlyArray<readonly [environment: Record<string, string>, depth: ReturnType<typeof colourDepth>]> = [
	[{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 'truecolor'],
	[{TERM: 'xterm-direct'}, 'truecolor'],
	[{TERM: 'screen-256color'}, '256'],
	[{TERM: 'linux'}, '16'],
	[{TERM: 'dumb'}, 'none'],
	[{TERM: 'xterm-256color', NO_COLOR: '1', FORCE_COLOR: '3'}, 'none'],
	[{TERM: 'xterm-256color', NO_COLOR: ''}, '256'],
	[{TERM: 'dumb', FORCE_COLOR: '2'}, '256'],
	[{TERM: 'xterm-256color', FORCE_COLOR: '0'}, 'none'],
];

for (const [environment, depth] of depths) {
	test(`${JSON.stringify(environment)} shows ${depth} colours`, t => {
		t.is(colourDepth(environment), depth);
	});
}

test('the environment is prepared before React and Ink are loaded', t => {
	const environment: Record<string, string | undefined> = {NO_COLOR: '1'};
	prepareEnvironment(environment);
	t.deepEqual(environment, {NO_COLOR: '1', NODE_ENV: 'production', FORCE_COLOR: '0'});
	const kept: Record<string, string | undefined> = {NODE_ENV: 'development', FORCE_COLOR: '3'};
	prepareEnvironment(kept);
	t.deepEqual(kept, {NODE_ENV: 'development', FORCE_COLOR: '3'});
	prepareEnvironment(kept, {colour: false});
	t.is(kept.FORCE_COLOR, '0');
});

const reports: ReadonlyArray<readonly [report: string, keys: readonly string[]]> = [
	['j', ['j']],
	['jj ', ['j', 'j', 'space']],
	['\f', ['ctrl-l']],
	['a\r', ['a', 'enter']],
	['漢é', ['漢', 'é']],
	['\u001B', ['esc']],
	['\u001B[Z', ['shift-tab']],
	['\t', ['tab']],
	['\u007F', ['backspace']],
	['\b', ['backspace']],
	['\u001B[3~', ['delete']],
	['\u001B[5~', ['pageup']],
	['\u001B[1~', ['home']],
	['\u001BOF', ['end']],
	['\u001B[1;5C', ['ctrl-right']],
	['\u001B[1;2A', ['shift-up']],
	['\u001Bb', ['alt-b']],
	['\u001B\u007F', ['alt-backspace']],
	['\u001B[<0;10;5M', []],
	['\u001B[15~', []],
	['\u001BOP', []],
	['\u001B[', []],
	['\u0000\u009B', []],
];

for (const [report, keys] of reports) {
	test(`the keys in ${JSON.stringify(report)}`, t => {
		t.deepEqual(keyNames(report), keys);
	});
}

test('keys are sent as terminals send them', t => {
	t.deepEqual(['j', 'space', 'ctrl-c', 'esc', 'up', 'shift-tab'].map(key => bytesOf(key)), ['j', ' ', '\u0003', '\u001B', '\u001B[A', '\u001B[Z']);
	for (const key of keyTable.flatMap(({keys}) => keys)) {
		t.deepEqual(keyNames(bytesOf(key)), [key]);
	}
});

test('what is pasted is not taken for keys, in however many pieces it comes', t => {
	const read = (...pieces: string[]) => {
		const reader = new KeyReader();
		return pieces.flatMap(piece => reader.read(piece).map(input => 'key' in input ? input.key : `<${input.paste}>`));
	};

	t.deepEqual(read('\u001B[200~', '2 q\r', '\u001B[201~', '3'), ['<2 q\r>', '3']);
	t.deepEqual(read('\u001B[200~', '2 q', 'qqq', 'q\u001B[201~', 'j'), ['<2 qqqqq>', 'j']);
	t.deepEqual(read('[200~q', '[201~', 'k'), ['<q>', 'k']);
	t.deepEqual(read('j\u001B[200~q\u001B[201~k\u001B[200~q\u001B[201~l'), ['j', '<q>', 'k', '<q>', 'l']);
	t.deepEqual(read('\u001B[M', ' !!', 'g'), ['g']);
});
