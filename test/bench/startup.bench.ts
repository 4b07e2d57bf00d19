/**
CPU time of starting, in milliseconds over all threads of the process, as Linux counts it (in steps of 10 ms):
`node dist/test/bench/startup.bench.js [ROUNDS]`. What is compared takes turns, so that a busy machine is unfair to none of it.
*/
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';
import {spawn} from '@lydell/node-pty';
import {childEnvironment, program} from '../helpers/program.js';
import {median, printTable} from './measure.js';

const rounds = Number(process.argv[2] ?? 7);
const tickMs = 10;

/** The fields of a process from its state on: `man 5 proc`, from field 3. */
const statOf = (pid: number | 'self'): readonly string[] => {
	const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
	return text.slice(text.lastIndexOf(')') + 2).split(' ');
};

/** CPU time of a process until it ends. */
const whole = (args: readonly string[]) => async (): Promise<number> => {
	const ofChildren = (): number => {
		const stat = statOf('self');
		return (Number(stat[13]) + Number(stat[14])) * tickMs;
	};

	const before = ofChildren();
	const {status, stderr} = spawnSync(process.execPath, args, {env: {...childEnvironment(), NODE_ENV: 'production'}});
	if (status !== 0) {
		throw new Error(`${args.join(' ')}: ${stderr.toString()}`);
	}

	return ofChildren() - before;
};

/** CPU time of the program in a terminal until its first frame has come out of it. */
const untilFrame = (args: readonly string[]) => async (): Promise<number> => new Promise(resolve => {
	const child = spawn(program, [...args], {cols: 120, rows: 36, env: childEnvironment({TERM: 'xterm-256color'})});
	let written = '';
	const {dispose} = child.onData(data => {
		written += data;
		// The end of the first synchronised write
		if (written.includes('\u001B[?2026l')) {
			const stat = statOf(child.pid);
			dispose();
			child.onExit(() => {
				resolve((Number(stat[11]) + Number(stat[12])) * tickMs);
			});
			process.kill(child.pid, 'SIGKILL');
		}
	});
});

const ink = ['--input-type=module', '--eval', 'await import("ink")'];
const measured: ReadonlyArray<readonly [name: string, run: () => Promise<number>]> = [
	['node alone', whole(['--eval', '0'])],
	['kstacktop --help', whole([program, '--help'])],
	['import of ink alone', whole(ink)],
	['first frame, idle on 384 CPUs', untilFrame([])],
	['first frame, web on 384 CPUs', untilFrame(['--workload', 'web'])],
	['first frame, 4 CPUs, 200 threads', untilFrame(['--cpus', '4', '--threads', '200'])],
];
const found = measured.map((): number[] => []);
for (let round = 0; round < rounds; round++) {
	for (const [index, [, run]] of measured.entries()) {
		found[index]!.push(await run()); // eslint-disable-line no-await-in-loop -- one after the other
	}
}

const inkMs = median(found[2]!);
printTable([
	['', 'CPU ms', 'least', 'most', 'times ink alone'],
	...measured.map(([name], index) => {
		const values = found[index]!;
		return [name, String(median(values)), String(Math.min(...values)), String(Math.max(...values)), (median(values) / inkMs).toFixed(2)];
	}),
]);
