/**
Memory of the whole process with 10 000 threads, as Linux counts it (resident, MiB), in a terminal of 120x36: `node dist/test/bench/memory.bench.js [SECONDS]`.
Looked at after SECONDS (30 unless told) and once more after the key of every view. File-backed pages, most of them Node's own program, are shared with every other Node on the machine.
*/
import fs from 'node:fs';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {spawn} from '@lydell/node-pty';
import {childEnvironment, program} from '../helpers/program.js';
import {printGoals, type Goal} from './goals.js';
import {printTable} from './measure.js';

const seconds = Number(process.argv[2] ?? 30);
const viewMs = 1500;
const mostMiB = 130;

type Resident = {readonly all: number; readonly own: number; readonly fileBacked: number};

/** Resident memory of a process; `own` is what no file stands behind. */
const residentOf = (pid: number): Resident => {
	const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
	const mib = (field: string): number => Number(new RegExp(String.raw`^${field}:\s+(\d+)`, 'mu').exec(status)![1]) / 1024;
	return {all: mib('VmRSS'), own: mib('RssAnon'), fileBacked: mib('RssFile')};
};

const row = (what: string, {all, own, fileBacked}: Resident): readonly string[] => [what, ...[all, own, fileBacked].map(value => value.toFixed(0))];

const table: Array<readonly string[]> = [['10 000 threads', 'resident MiB', 'own', 'file-backed']];
const goals: Goal[] = [];
for (const [name, args] of [['idle, 384 CPUs', []], ['web, 64 CPUs', ['--workload', 'web', '--cpus', '64']]] as const) {
	const child = spawn(program, ['--threads', '10000', ...args], {cols: 120, rows: 36, env: childEnvironment({TERM: 'xterm-256color'})});
	child.onData(() => undefined);
	/* eslint-disable no-await-in-loop -- one after the other */
	await sleep(seconds * 1000);
	const settled = residentOf(child.pid);
	for (const key of '1234567') {
		child.write(key);
		await sleep(viewMs);
	}
	/* eslint-enable no-await-in-loop */

	const seen = residentOf(child.pid);
	child.kill('SIGTERM');
	table.push(row(`${name}, after ${seconds} s`, settled), row(`${name}, after every view`, seen));
	goals.push({what: `${name}, after ${seconds} s`, unit: 'MiB', found: settled.all, most: mostMiB}, {what: `${name}, after every view`, unit: 'MiB', found: seen.all, most: mostMiB});
}

printTable(table);
printGoals(goals);
