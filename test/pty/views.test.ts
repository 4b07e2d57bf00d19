import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {program} from '../helpers/program.js';
import {openTerminal, type Terminal, quit} from './terminal.js';

/** A key, what it does in words, and how that is seen. */
type Press = readonly [key: string, shown: RegExp];

const enter = '\r';
const esc = '\u001B';
const tab = '\t';
/** With the next key close behind it, Escape would be Alt and that key. */
const escapeMs = 150;
const pageDown = '\u001B[6~';
const right = '\u001B[C';

/** The keys of each view, one after the other, from the overview on. The box is paused: nothing else moves. */
const tours: Readonly<Record<string, readonly Press[]>> = {
	overview: [
		[tab, /▸ stack memory/u],
		[tab, /▸ (?:2 )?cores/u],
		['e', /▸ map|▸ cores|▸ 2 cores/u],
		['e', /pages per stack/u],
		[esc, /─ stack memory/u],
		['m', /m (?!level switches\/s)[a-z#]/u],
		['f', /f (?!everything)\w+/u],
		['p', /ist-pf 2\/3/u],
		['>', / 2x /u],
		['<', / 1x /u],
		['.', /▸ STEP/u],
		[',', /SEEK −/u],
		['`', /^(?![^]*SEEK)/u],
	],
	cores: [
		['2', /\[2 cores\]/u],
		['s', /s by pressure/u],
		['I', /s by pressure ▲/u],
		['t', /t complex/u],
		['O', /- complex 0/u],
		['o', /\+ complex 0/u],
		['t', /t socket/u],
		['t', /^(?![^]*t socket)/u],
		['f', /f (?!all)\w+/u],
	],
	'core close up': [
		['2', /\[2 cores\]/u],
		[enter, /stacks of CPU 0, to scale/u],
		['l', /stacks of CPU 1, to scale/u],
		[right, /stacks of CPU 2, to scale/u],
		['h', /stacks of CPU 1, to scale/u],
		[tab, /▸ stacks of CPU 1/u],
		['e', /e make small/u],
		[esc, /last events of CPU 1/u],
		[esc, /─ stacks of CPU 1/u],
		[esc, /s by number/u],
	],
	threads: [
		['3', /1 of 200/u],
		['j', /2 of 200/u],
		['k', /1 of 200/u],
		[pageDown, /(?!1 of)\d\d of 200/u],
		['g', / 1 of 200/u],
		['G', /200 of 200/u],
		['P', /s by pages/u],
		['I', /s by pages ▲/u],
		['H', /s by high-water/u],
		['D', /s by depth/u],
		['F', /s by stack faults/u],
		['N', /s by name/u],
		['T', /s by TID/u],
		['C', /s by CPU/u],
		['t', /groups by class/u],
		['t', /groups by CPU/u],
		['t', /groups by state/u],
		['t', /1 of 200/u],
	],
	'thread close up': [
		['3', /│ ▸ +\d+ {2}/u], [enter, /stack, to scale/u], [tab, /╭▸ stack/u], ['e', /e make small/u], [esc, /^(?![^]*make small)/u], [esc, /1 of 200/u],
	],
	levels: [
		['4', /stack levels of CPU 0/u],
		['l', /frame 1 of \d+ on CPU 1/u],
		['h', /frame 1 of \d+ on CPU 0/u],
		['j', /frame 2 of \d+/u],
		['k', /frame 1 of \d+/u],
		['G', /frame (?<last>\d+) of \k<last> /u],
		['g', /frame 1 of/u],
		['p', /ist-pf 2\/3 on IDT[^]*IST/u],
		['p', /fixed 3\/3/u],
		['p', /fred-pf 1\/3/u],
		[tab, /▸ stack levels of CPU 0/u],
		['e', /▸ stack levels/u],
		[esc, /─ vectors|▸ vectors/u],
	],
	memory: [
		['5', /─ stack memory, part by part/u],
		[tab, /▸ stack memory, part by part/u],
		[tab, /▸ net by policy|▸ free memory/u],
		['e', /▸ (?:net by policy|free memory)/u],
		[esc, /requests for pages/u],
		['p', /ist-pf 2\/3/u],
	],
	compare: [
		['6', /compare: one stream of events/u],
		['j', /│ ▸ (?!saved, gross)/u],
		['k', /│ ▸ saved, gross/u],
		['G', /^(?![^]*│ ▸ saved, gross)/u],
		['g', /│ ▸ saved, gross/u],
		['l', /ist-pf 2\/3/u],
		['h', /fred-pf 1\/3/u],
		[tab, /▸ compare/u],
		[tab, /▸ over time/u],
		['e', /▸ over time/u],
		[esc, /compare: one stream/u],
	],
	risk: [
		['7', /can fred-pf fail\?/u],
		['p', /can ist-pf fail\?/u],
		['f', /f (?!everything)\w+/u],
		['n', /next stack fault: /u],
		[tab, /╭▸ can ist-pf fail/u],
		['e', /e make small/u],
		[esc, /growth by context/u],
	],
};

async function walk(t: ExecutionContext, name: string, presses: readonly Press[]): Promise<Terminal> {
	const terminal = openTerminal(t, [process.execPath, program, '--machine', 'haswell-72', '--cpus', '4', '--threads', '200', '--workload', 'web'], [120, 36]);
	await terminal.until(shown => shown.includes('LIVE') && /newest of [1-9]/u.test(shown), 'events');
	terminal.press(' ');
	await terminal.untilShown('PAUSED');
	for (const [at, [key, shown]] of presses.entries()) {
		terminal.press(key);
		if (key === esc) {
			await sleep(escapeMs); // eslint-disable-line no-await-in-loop -- as below
		}

		await terminal.until(screen => shown.test(screen), `${name}: key ${at + 1}, ${JSON.stringify(key)}: ${String(shown)}`); // eslint-disable-line no-await-in-loop -- one key after the other
	}

	return terminal;
}

for (const [name, presses] of Object.entries(tours)) {
	test.serial(`every key of the ${name} does what the help says`, async t => {
		const terminal = await walk(t, name, presses);
		// Whatever was pressed, the way out is the same
		await quit(t, terminal);
		t.false(terminal.isAlternate());
	});
}

test.serial('a script that is played on the board can be gone back and forth in, and goes on to its end', async t => {
	const terminal = openTerminal(t, [process.execPath, program, 'replay', 'nmi-storm', '--speed', '2'], [120, 36]);
	await terminal.untilShown('▶ REPLAY');
	await terminal.until(shown => /(?<!\d)[2-9]\.\d s /u.test(shown.split('\n')[0]!), 'some time');
	terminal.press('[');
	await terminal.until(shown => /‖ SEEK −\d/u.test(shown), 'a second back');
	terminal.press('[');
	await terminal.until(shown => /‖ SEEK −[2-9]|‖ SEEK −1\.\d|‖ SEEK −2/u.test(shown), 'another second back');
	terminal.press(',');
	await terminal.until(shown => /SEEK −\d/u.test(shown), 'a step back');
	terminal.press('`');
	await terminal.until(shown => !shown.includes('SEEK'), 'now');
	await terminal.untilShown('ENDED');
	terminal.press('B');
	await terminal.until(shown => /◀ SEEK|◀ BACK/u.test(shown), 'backwards');
	terminal.press('`');
	await terminal.untilShown('ENDED');
	await quit(t, terminal);
});
