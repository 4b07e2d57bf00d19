import test from 'ava';
import {bytesOf, KeyReader, keyNames} from '../../../source/board/input.js';
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

const none = {
	upArrow: false, downArrow: false, leftArrow: false, rightArrow: false, pageDown: false, pageUp: false, home: false, end: false, return: false, escape: false,
	ctrl: false, shift: false, tab: false, backspace: false, delete: false, meta: false, super: false, hyper: false, capsLock: false, numLock: false,
};

test('what Ink reports becomes names of keys', t => {
	t.deepEqual(keyNames('j', none), ['j']);
	t.deepEqual(keyNames('jj ', none), ['j', 'j', 'space']);
	t.deepEqual(keyNames('l', {...none, ctrl: true}), ['ctrl-l']);
	t.deepEqual(keyNames('', {...none, tab: true, shift: true}), ['shift-tab']);
	t.deepEqual(keyNames('', {...none, pageDown: true}), ['pagedown']);
	t.deepEqual(keyNames('j', {...none, meta: true}), []);
	t.deepEqual(keyNames('[<0;10;5M', none), []);
});

test('keys are sent as terminals send them', t => {
	t.deepEqual(['j', 'space', 'ctrl-c', 'esc', 'up', 'shift-tab'].map(key => bytesOf(key)), ['j', ' ', '\u0003', '\u001B', '\u001B[A', '\u001B[Z']);
});

test('what is pasted is not taken for keys, in however many pieces it comes', t => {
	const reader = new KeyReader();
	const read = (...pieces: string[]) => pieces.flatMap(piece => reader.names(piece, none));
	t.deepEqual(read('[200~2 q\r\u001B[201~3'), ['3']);
	t.deepEqual(read('[200~2 q', 'qqq', 'q\u001B[201~', 'j'), ['j']);
	t.deepEqual(read('[200~q', '[201~', 'k'), ['k']);
	t.deepEqual(read('j\u001B[200~q\u001B[201~k\u001B[200~q\u001B[201~l'), ['j', 'k', 'l']);
	t.deepEqual(read('', '[A', 'g'), ['g']);
});
