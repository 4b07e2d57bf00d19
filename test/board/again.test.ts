import {execFileSync} from 'node:child_process';
import test from 'ava';
import fc from 'fast-check';
import {againCommand} from '../../source/board/again.js';

test('the command to see a run again is as short as it may be', t => {
	t.is(againCommand([]), 'kstacktop');
	t.is(againCommand(['--workload', 'web', '--policy=fred-pf,fixed']), 'kstacktop --workload web --policy=fred-pf,fixed');
	t.is(againCommand(['--fail-on', 'faults > 3']), 'kstacktop --fail-on \'faults > 3\'');
	t.is(againCommand([], 'workload web'), 'kstacktop, and there a new run: workload web');
});

test('a shell takes it as it was given', t => {
	const word = fc.string({unit: fc.constantFrom(...'a $\'"\\`!*;&|<>()漢\t~#'.split('')), maxLength: 8});
	fc.assert(fc.property(fc.array(word, {maxLength: 4}), words => {
		const heard = execFileSync('/bin/sh', ['-c', String.raw`kstacktop() { for word; do printf '%s\0' "$word"; done; }; ${againCommand(words)}`], {encoding: 'utf8'});
		t.deepEqual(heard.split('\0').slice(0, -1), words);
	}), {numRuns: 40});
});
