/**
Runs the benchmarks one after the other: `npm run bench -- [--json FILE] [--scale] [NAME...]`.
`--json` writes all tables to a file as well; `--scale` adds the proof of scale, which takes the better part of an hour; NAMEs (core, state ...) run only these; `htop` wants tmux and htop.
*/
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {openScratchFolder} from '../helpers/scratch-folder.js';

const usual = ['core', 'skip', 'state', 'policies', 'delivery', 'import', 'recording', 'threads', 'seek', 'sweep', 'startup', 'memory', 'board'];
/** Minutes long, or in need of other programs. */
const special = ['scale', 'htop'];
const {values: {json, scale}, positionals} = parseArgs({options: {json: {type: 'string'}, scale: {type: 'boolean', default: false}}, allowPositionals: true});
const odd = positionals.find(name => ![...usual, ...special].includes(name));
if (odd !== undefined) {
	console.error(`There is no benchmark "${odd}": there are ${[...usual, ...special].join(', ')}.`);
	process.exit(2); // eslint-disable-line unicorn/no-process-exit -- a command line's answer
}

const names = positionals.length > 0 ? positionals : [...usual, ...scale ? ['scale'] : []];
const scratch = openScratchFolder();
const tables = scratch.write('tables', '');
const failed: string[] = [];
for (const name of names) {
	console.log(`\n${name}`);
	const {status} = spawnSync(process.execPath, ['--expose-gc', fileURLToPath(new URL(`${name}.bench.js`, import.meta.url))], {stdio: 'inherit', env: {...process.env, KSTACKTOP_BENCH_JSON: tables}});
	if (status !== 0) {
		failed.push(name);
	}
}

const lines = fs.readFileSync(tables, 'utf8').split('\n').filter(line => line !== '');
scratch.remove();
if (json !== undefined) {
	const [cpu] = os.cpus();
	const machine = {cpu: cpu?.model ?? 'unknown', cpus: os.cpus().length, memoryMiB: Math.round(os.totalmem() / 1_048_576), node: process.version, platform: process.platform};
	fs.writeFileSync(json, `${JSON.stringify({date: new Date().toISOString(), machine, tables: lines.map(line => JSON.parse(line) as unknown), failed}, undefined, '\t')}\n`);
}

if (failed.length > 0) {
	console.error(`Failed: ${failed.join(', ')}`);
	process.exitCode = 1;
}
