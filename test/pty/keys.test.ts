import test from 'ava';
import {openBoardIn, quit} from './terminal.js';

test.serial('number keys turn the pages, Tab goes through the panes of one, e makes one large', async t => {
	const terminal = await openBoardIn(t, [120, 36]);
	await terminal.untilShown('[1 overview]');
	terminal.press('2');
	await terminal.untilShown('[2 cores]');
	terminal.press('3');
	await terminal.untilShown('[3 threads]');
	terminal.press('1');
	await terminal.untilShown('[1 overview]');
	terminal.press('\t');
	await terminal.untilShown('▸ stack memory');
	terminal.press('\u001B[Z');
	await terminal.untilShown('▸ events');
	terminal.press('e');
	const large = await terminal.until(shown => !shown.includes('pages per stack'), 'the log alone');
	t.true(large.includes('▸ events'));
	terminal.press('f');
	await terminal.untilShown('f growths');
	terminal.press('\u001B');
	await terminal.untilShown('pages per stack');
});

test.serial('t groups the cores, Enter opens a group, Z freezes the picture', async t => {
	const terminal = await openBoardIn(t, [120, 36]);
	terminal.press('2');
	await terminal.untilShown('[2 cores]');
	terminal.press('t');
	await terminal.untilShown('+ complex 0');
	terminal.press('\r');
	await terminal.untilShown('- complex 0');
	terminal.press('Z');
	await terminal.untilShown('✱ FROZEN');
	await terminal.untilShown('box +');
	terminal.press('Z');
	await terminal.untilShown('LIVE');
	t.pass();
});

test.serial('? shows the keys, Esc hides them', async t => {
	const terminal = await openBoardIn(t);
	terminal.press('?');
	await terminal.untilShown('Keys of the overview view');
	terminal.press('\u001B');
	const screen = await terminal.until(shown => !shown.includes('Keys of the'), 'no help');
	t.true(screen.includes('stack memory'));
});

test.serial('Space pauses and goes on, the full stop steps', async t => {
	const terminal = await openBoardIn(t);
	terminal.press(' ');
	await terminal.untilShown('PAUSED');
	terminal.press('.');
	await terminal.untilShown('STEP');
	terminal.press(' ');
	await terminal.untilShown('LIVE');
	t.pass();
});

test.serial('p shows the next policy, m the next metric, s sorts, arrows move', async t => {
	const terminal = await openBoardIn(t, [120, 36]);
	await terminal.untilShown('fred-pf 1/3');
	terminal.press('p');
	await terminal.untilShown('ist-pf 2/3');
	const metric = /m (?<metric>[\w /]*\w)/u;
	const metricIn = (screen: string) => metric.exec(screen.split('\n').find(line => line.includes('2 cores ─')) ?? '')?.groups!.metric;
	const first = metricIn(terminal.screen().join('\n'));
	t.truthy(first);
	terminal.press('m');
	await terminal.until(shown => metricIn(shown) !== undefined && metricIn(shown) !== first, 'another metric');
	terminal.press('3');
	await terminal.untilShown('1 of 200');
	terminal.press('\u001B[B');
	await terminal.untilShown('2 of 200');
	terminal.press('\u001B[B\u001B[B\u001B[A');
	await terminal.untilShown('3 of 200');
	await terminal.untilShown('s by high-water');
	terminal.press('s');
	await terminal.until(shown => /s by (?!high-water)\w/u.test(shown), 'another order');
	t.pass();
});

test.serial('garbage does no harm', async t => {
	const terminal = await openBoardIn(t);
	// Neither q nor Ctrl-C, which quit, nor Ctrl-Z, nor the key for help, which is to tell below that all of it has been read
	const bytes = Array.from({length: 256}, (_, code) => String.fromCodePoint(code)).filter(character => !'q?\u0003\u001A'.includes(character));
	terminal.press(`\u001B[200~rm -rf /\r\n${bytes.join('')}\u001B[201~`);
	terminal.press('\u001B]0;title\u0007\u001B[<0;10;5M\u001B[M !!\u001BOP\u001B[15~\u001B[1;5C漢字 😀 e\u0301\u0000\u0004\u001B\u001B\u001B[');
	terminal.press('xx?');
	await terminal.untilShown('Keys of the');
	terminal.press('\u001B');
	await terminal.until(shown => !shown.includes('Keys of the'), 'no help');
	terminal.press('2');
	await terminal.untilShown('[2 cores]');
	t.true(terminal.isAlternate());
	t.false(terminal.written().includes('rm -rf'));
	await quit(t, terminal);
});

test.serial('a paste is not taken for keys, even with a q in it', async t => {
	const terminal = await openBoardIn(t);
	terminal.press('\u001B[200~2 quiet quays ?\r\u001B[201~');
	terminal.press('3');
	await terminal.untilShown('[3 threads]');
	t.false(terminal.screen().join('\n').includes('[2 cores]'));
	await quit(t, terminal);
});
