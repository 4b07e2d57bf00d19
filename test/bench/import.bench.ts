import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {run} from '../../source/commands/import.js';
import {printTable} from './measure.js';

/** CPU time and peak memory of an import of 100 MB of text of each kind that can be that long. Each runs in a process of its own. */
const wantedBytes = Number(process.argv[2] ?? 100) * 1_000_000;

/** Text of each kind, a thousand or so lines a block. */
const blocks: Readonly<Record<string, (block: number) => string>> = {
	dmesg: block => Array.from({length: 1000}, (_, at) => {
		const time = `[${String(block).padStart(5)}.${String(at).padStart(6, '0')}]`;
		return at === 500
			? `${time} make-${block % 50} (${1000 + block}) used greatest stack depth: ${8 * (1000 + ((block * 7) % 900))} bytes left\n`
			: `${time} audit: type=1400 audit(1700000000.${at}:${block}): apparmor="ALLOWED" operation="open" pid=${at} comm="worker"\n`;
	}).join(''),
	tasks: block => Array.from({length: 1000}, (_, at) => `kworker/${at % 64}:${block % 9},1,0,${8 * (90 + ((at * 31) % 400))},1,512\n`).join(''),
	bpftrace: block => `@depth[comm-${block}]:\n${Array.from({length: 60}, (_, at) => `[${at * 256}, ${(at + 1) * 256})  ${at + block} |@@@@@@@@                |\n`).join('')}`,
	perf: block => Array.from({length: 1000}, (_, at) => {
		const pointer = (0xC9_00_00_00 + (((block * 1000) + at) % 30_000 * 32_768) + 16_384 - (8 * (50 + ((at * 13) % 500)))).toString(16).padStart(11, '0');
		return `worker ${1 + (((block * 1000) + at) % 30_000)} [003] ${block}.${String(at).padStart(6, '0')}: cycles:  ffffffff81a0b0c0 ABI:2    SP:0xffffc${pointer} \n`;
	}).join(''),
};
const heads: Readonly<Record<string, string>> = {tasks: 'comm,kthread,pid,bytes_used,pages_touched,sleep_depth\n'};

const [kindInChild, fileInChild] = process.argv.slice(3);
if (kindInChild === undefined) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-import-'));
	try {
		printTable([['kind', 'MB', 'CPU s', 'peak MiB'], ...Object.keys(blocks).map(kind => measure(kind, folder))]);
	} finally {
		fs.rmSync(folder, {recursive: true});
	}
} else {
	await run([kindInChild, fileInChild!, '--out', `${fileInChild!}.yaml`]);
	const {user, system} = process.cpuUsage();
	process.stdout.write(JSON.stringify({cpuMs: (user + system) / 1000, peakKiB: process.resourceUsage().maxRSS}));
}

function measure(kind: string, folder: string): string[] {
	const file = path.join(folder, kind);
	const handle = fs.openSync(file, 'w');
	let bytes = fs.writeSync(handle, heads[kind] ?? '');
	for (let block = 0; bytes < wantedBytes; block++) {
		bytes += fs.writeSync(handle, blocks[kind]!(block));
	}

	fs.closeSync(handle);
	const {status, stdout, stderr} = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '0', kind, file], {encoding: 'utf8'});
	if (status !== 0) {
		throw new Error(stderr);
	}

	fs.rmSync(file);
	const {cpuMs, peakKiB} = JSON.parse(stdout) as {cpuMs: number; peakKiB: number};
	return [kind, (bytes / 1e6).toFixed(0), (cpuMs / 1000).toFixed(2), (peakKiB / 1024).toFixed(0)];
}
