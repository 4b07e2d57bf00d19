import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {program} from '../helpers/program.js';
import {openTerminal, smallBox} from './terminal.js';

test.serial('S keeps the screen and w the moment, each in files of its own; a folder that cannot be written is told', async t => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-keep-'));
	t.teardown(() => {
		fs.rmSync(folder, {recursive: true});
	});
	const terminal = openTerminal(t, ['/bin/sh', '-c', `cd '${folder}' && exec "$0" "$@"`, process.execPath, program, ...smallBox, '--seed', '5'], [120, 36]);
	await terminal.untilShown('LIVE');
	terminal.press(' ');
	await terminal.untilShown('PAUSED');
	terminal.press('S');
	await terminal.untilShown('kept as kstacktop-overview-');
	terminal.press('S');
	await terminal.until(shown => /kept as \S+-seed5-2\.svg/u.test(shown), 'a second name');
	terminal.press('w');
	await terminal.untilShown('kept as kstacktop-moment-');
	const files = fs.readdirSync(folder).sort();
	t.deepEqual(files.map(file => file.replace(/\d+ms/u, 'Nms')), [
		'kstacktop-moment-Nms-seed5.json', 'kstacktop-overview-Nms-seed5-2.svg', 'kstacktop-overview-Nms-seed5-2.txt', 'kstacktop-overview-Nms-seed5.svg', 'kstacktop-overview-Nms-seed5.txt',
	]);
	const read = (end: string) => fs.readFileSync(path.join(folder, files.find(file => file.endsWith(end))!), 'utf8');
	t.is((JSON.parse(read('.json')) as {seed: number}).seed, 5);
	t.true(read('seed5.svg').startsWith('<svg'));
	const rows = read('seed5.txt').trimEnd().split('\n');
	t.is(rows.length, 36);
	t.regex(rows[0]!, /PAUSED/u);
	fs.rmSync(folder, {recursive: true});
	terminal.press('w');
	await terminal.untilShown('✗ nothing kept');
	fs.mkdirSync(folder);
	terminal.press('q');
	t.deepEqual(await terminal.ended(), {code: 0, signal: 0});
});
