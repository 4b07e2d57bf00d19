/**
The proof of scale: `node --expose-gc dist/test/bench/scale.bench.js [HOURS]`, the better part of an hour for a whole day and so not among the usual benchmarks.

1. The board on 512 CPUs with 1,000,000 threads and eight policies: memory of the process, and CPU time of its main thread a frame.
2. HOURS (default 24) simulated hours of the web box in twelve parts, skipping engine: CPU time and memory must be as flat in the last as in the first, and every total only grow.
*/
import fs from 'node:fs';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {spawn} from '@lydell/node-pty';
import {Machine} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {childEnvironment, program} from '../helpers/program.js';
import {cpuMs, printTable} from './measure.js';

const hours = Number(process.argv[2] ?? 24);
const parts = 12;
const policies = ['fixed', 'double-fault', 'global-reserve', 'fred-pf', 'ist-pf', 'accessed-switch', 'below-sp', 'entry'];

/** The clock of the machine. */
const tickNs = 64;

const kernelTickMs = 10;
/** CPU time of the main thread in ms, and resident memory of the process in MiB, as Linux tells. */
const usageOf = (pid: number): {readonly mainMs: number; readonly rssMiB: number} => {
	const stat = fs.readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const rss = /VmRSS:\s+(\d+)/u.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
	return {mainMs: (Number(fields[11]) + Number(fields[12])) * kernelTickMs, rssMiB: Number(rss![1]) / 1024};
};

/** Watches the board for some seconds at a time. */
const watchBoard = async (): Promise<string[][]> => {
	const args = ['--machine', 'genoa-384', '--cpus', '512', '--threads', '1000000', '--workload', 'web', '--policy', policies.join(',')];
	const child = spawn(process.execPath, [program, ...args], {cols: 200, rows: 60, env: childEnvironment({TERM: 'xterm-256color'})});
	const seen = {frames: 0};
	const {dispose} = child.onData(data => {
		seen.frames += data.split('\u001B[?2026l').length - 1; // The end of a synchronised write
	});
	const rows: string[][] = [];
	try {
		for (let waitedS = 0; seen.frames < 30; waitedS++) {
			if (waitedS === 180) {
				throw new Error('the board has not drawn thirty frames in three minutes');
			}

			await sleep(1000); // eslint-disable-line no-await-in-loop -- until it has booted and drawn
		}

		for (const name of ['seconds 1 to 15', 'seconds 16 to 30', 'seconds 31 to 45']) {
			const [before, drawn] = [usageOf(child.pid), seen.frames];
			await sleep(15_000); // eslint-disable-line no-await-in-loop
			const after = usageOf(child.pid);
			rows.push([name, ((after.mainMs - before.mainMs) / (seen.frames - drawn)).toFixed(1), String(seen.frames - drawn), after.rssMiB.toFixed(0)]);
		}
	} finally {
		dispose();
		process.kill(child.pid, 'SIGKILL');
	}

	return rows;
};

printTable([['board, 512 CPUs, 1,000,000 threads, 8 policies', 'main thread, CPU ms a frame', 'frames', 'resident MiB'], ...await watchBoard()], 'scale board');

const machine = new Machine({...resolveScenario({machine: 'genoa-384', workload: 'web'}), engine: 'skip'});
/** Counts are exact up to 2^53; times of all CPUs together are multiples of the machine's tick, and so for 64 times as long. */
const isExact = (name: string, total: number): boolean => Number.isSafeInteger(name.endsWith('Ns') ? total / tickNs : total);

/** Everything that is only ever counted up: of the box, and of its first policy. */
const totalsOf = (): Record<string, number> => {
	const {timeNs, totals: {threads: _, restartableThreads: __, userThreads: ___, ...counted}} = machine.read({digest: false});
	return {timeNs, ...counted};
};

const rows = [['web on 384 CPUs, skipping', 'CPU s', 'times real time', 'ns/burst', 'resident MiB', 'bursts so far']];
const partNs = hours * 3.6e12 / parts;
const lasts = [totalsOf()];
for (let part = 1; part <= parts; part++) {
	const ms = cpuMs(() => {
		machine.advance(Math.round(part * partNs));
	});
	globalThis.gc?.();
	const now = totalsOf();
	const last = lasts.at(-1)!;
	const fallen = Object.keys(now).find(name => now[name]! < last[name]! || !isExact(name, now[name]!));
	if (fallen !== undefined) {
		throw new Error(`${fallen} went from ${last[fallen]} to ${now[fallen]} in part ${part}`);
	}

	rows.push([
		`to hour ${(part * hours / parts).toFixed(2)}`,
		(ms / 1000).toFixed(1),
		(partNs / 1e6 / ms).toFixed(1),
		(ms * 1e6 / (now.bursts! - last.bursts!)).toFixed(1),
		(process.memoryUsage().rss / 1_048_576).toFixed(0),
		now.bursts!.toExponential(4),
	]);
	lasts.push(now);
	process.stderr.write(`${rows.at(-1)!.join(', ')}\n`);
}

printTable(rows, 'scale long');
