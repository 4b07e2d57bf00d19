import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import {program} from '../helpers/program.js';
import {openTerminal, quit} from './terminal.js';

/** Real time for which nothing is read: some fifty frames. */
const heldMs = 5000;

test.serial('frames that a slow terminal does not take are dropped, not kept for later', async t => {
	const terminal = openTerminal(t, [process.execPath, program, '--machine', 'haswell-72', '--cpus', '16', '--workload', 'web'], [160, 45]);
	await terminal.untilShown('LIVE');
	terminal.written();
	await sleep(heldMs);
	const usual = terminal.written().length;
	terminal.hold();
	await sleep(heldMs);
	terminal.release();
	terminal.press(' ');
	await terminal.untilShown('PAUSED');
	const after = terminal.written().length;
	t.true(after < usual / 2, `${after} bytes came when it was read again, ${usual} in as long a time before`);
	await quit(t, terminal);
});
