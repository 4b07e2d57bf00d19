import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {program} from '../helpers/program.js';
import {openTerminal, smallBox, quit} from './terminal.js';

/** A new folder, and a board on a small box that is run in it and stands. */
async function openStandingBoard(t: ExecutionContext, ...nodeOptions: readonly string[]) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-keep-'));
	t.teardown(() => {
		fs.rmSync(folder, {recursive: true, force: true});
	});
	const terminal = openTerminal(t, ['/bin/sh', '-c', `cd '${folder}' && exec "$0" "$@"`, process.execPath, ...nodeOptions, program, ...smallBox, '--seed', '5'], [120, 36]);
	await terminal.untilShown('LIVE');
	terminal.press(' ');
	await terminal.untilShown('PAUSED');
	/** Names of files without their time, which is that of a real moment. */
	const files = () => fs.readdirSync(folder).sort().map(file => file.replace(/\d+ms/u, 'Nms'));
	const read = (end: string) => fs.readFileSync(path.join(folder, fs.readdirSync(folder).find(file => file.endsWith(end))!));
	return {folder, terminal, files, read};
}

test.serial('S keeps the screen as three files and w the moment, each in files of its own; a folder that cannot be written is told', async t => {
	const {folder, terminal, files, read} = await openStandingBoard(t);
	terminal.press('S');
	await terminal.until(shown => /kept as kstacktop-overview-\d+ms-seed5\.svg, \.png and \.txt/u.test(shown), 'the first picture');
	terminal.press('S');
	await terminal.until(shown => /kept as \S+-seed5-2\.svg, \.png and/u.test(shown), 'a second name');
	terminal.press('w');
	await terminal.untilShown('kept as kstacktop-moment-');
	t.deepEqual(files(), [
		'kstacktop-moment-Nms-seed5.json',
		...['-2.png', '-2.svg', '-2.txt', '.png', '.svg', '.txt'].map(end => `kstacktop-overview-Nms-seed5${end}`),
	]);
	t.is((JSON.parse(read('.json').toString()) as {seed: number}).seed, 5);
	const svg = read('seed5.svg').toString();
	t.true(svg.startsWith('<svg'));
	const png = read('seed5.png');
	t.is(png.toString('latin1', 1, 4), 'PNG');
	const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
	t.deepEqual([width, height], /width="(?<width>\d+)" height="(?<height>\d+)"/u.exec(svg)!.slice(1).map(side => Number(side) * 2), 'two pixels for one of the SVG');
	const rows = read('seed5.txt').toString().trimEnd().split('\n');
	t.is(rows.length, 36);
	t.regex(rows[0]!, /PAUSED/u);
	fs.rmSync(folder, {recursive: true});
	terminal.press('w');
	await terminal.untilShown('✗ nothing kept');
	fs.mkdirSync(folder);
	await quit(t, terminal);
});

test.serial('a picture is finished after a user who leaves at once', async t => {
	const {terminal, files} = await openStandingBoard(t);
	terminal.press('Sq');
	t.deepEqual(await terminal.ended(), {code: 0, signal: 0});
	t.deepEqual(files(), ['.png', '.svg', '.txt'].map(end => `kstacktop-overview-Nms-seed5${end}`));
});

test.serial('without the rasteriser S keeps SVG and text, and says so', async t => {
	const withoutIt = fileURLToPath(new URL('../helpers/without-rasteriser.js', import.meta.url));
	const {terminal, files} = await openStandingBoard(t, '--import', withoutIt);
	terminal.press('S');
	await terminal.untilShown('kept .svg and .txt, no PNG (@resvg/resvg-js is not installed): kstacktop-');
	t.deepEqual(files(), ['.svg', '.txt'].map(end => `kstacktop-overview-Nms-seed5${end}`));
	await quit(t, terminal);
});
