/**
Memory of the whole process with 10 000 threads, as Linux counts it (resident, MiB), in a terminal of 200x60: `node dist/test/bench/memory.bench.js [SECONDS]`.
Looked at after SECONDS (30 unless told) and once more after as long with every view; what must stay low is the most it ever was. File-backed pages, most of them Node's own program, are shared with every other Node on the machine.
*/
import fs from 'node:fs';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {spawn} from '@lydell/node-pty';
import {childEnvironment, program} from '../helpers/program.js';
import {printGoals, type Goal} from './goals.js';
import {printTable} from './measure.js';

const seconds = Number(process.argv[2] ?? 30);
const mostMiB = 130;

type Resident = {readonly most: number; readonly all: number; readonly own: number; readonly fileBacked: number};

/** Resident memory of a process; `own` is what no file stands behind, `most` what it was at the highest so far. */
const residentOf = (pid: number): Resident => {
	const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
	const mib = (field: string): number => Number(new RegExp(String.raw`^${field}:\s+(\d+)`, 'mu').exec(status)![1]) / 1024;
	return {most: mib('VmHWM'), all: mib('VmRSS'), own: mib('RssAnon'), fileBacked: mib('RssFile')};
};

const row = (what: string, {most, all, own, fileBacked}: Resident): readonly string[] => [what, ...[most, all, own, fileBacked].map(value => value.toFixed(0))];

const table: Array<readonly string[]> = [['10 000 threads', 'most, MiB', 'resident MiB', 'own', 'file-backed']];
const goals: Goal[] = [];
for (const [name, args] of [['idle, 384 CPUs', []], ['web, 64 CPUs', ['--workload', 'web', '--cpus', '64']]] as const) {
	const child = spawn(program, ['--threads', '10000', ...args], {cols: 200, rows: 60, env: childEnvironment({TERM: 'xterm-256color'})});
	child.onData(() => undefined);
	/* eslint-disable no-await-in-loop -- one after the other */
	await sleep(seconds * 1000);
	const settled = residentOf(child.pid);
	for (const key of '1234567') {
		child.write(key);
		await sleep(seconds * 1000);
	}
	/* eslint-enable no-await-in-loop */

	const seen = residentOf(child.pid);
	child.kill('SIGTERM');
	table.push(row(`${name}, after ${seconds} s`, settled), row(`${name}, after ${seconds} s of every view`, seen));
	goals.push({what: name, unit: 'MiB', found: seen.most, most: mostMiB});
}

printTable(table);
printGoals(goals);
