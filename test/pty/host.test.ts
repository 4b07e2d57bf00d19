import process from 'node:process';
import test from 'ava';
import {layTree, recordedHost} from '../helpers/host-tree.js';
import {program} from '../helpers/program.js';
import {openTerminal, quit} from './terminal.js';

test('in a terminal, host opens the board on the twin; what was filled in stands below it in the end', async t => {
	const root = layTree(t, recordedHost('container-2'));
	const terminal = openTerminal(t, [process.execPath, program, 'host', '--root', root], [100, 30]);
	await terminal.untilShown('host 2 CPUs');
	await terminal.untilShown('ist-pf');
	t.true(terminal.isAlternate());
	await quit(t, terminal);
	t.true(terminal.screen().join('\n').includes('/proc shows only part of this box'));
});
