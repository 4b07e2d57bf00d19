/**
The board beside `htop -d 1`, both drawing ten frames a second at 200x60 in one tmux: `node dist/test/bench/htop.bench.js [SECONDS]`.
CPU time of all their threads as Linux counts it, while the board runs a box with 384 CPUs; half of the board's is the box itself. Needs tmux and htop.
*/
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {childEnvironment, program} from '../helpers/program.js';
import {printTable} from './measure.js';

const seconds = Number(process.argv[2] ?? 8);
const settleMs = 2500;
const server = `kstacktop-bench-${process.pid}`;
const environment = childEnvironment({TERM: 'xterm-256color', COLORTERM: 'truecolor'});
const tmux = (...args: readonly string[]): string => execFileSync('tmux', ['-L', server, '-f', '/dev/null', ...args], {encoding: 'utf8', env: environment}).trim();

/** Opens a session of 200x60 with a program in it; gives its process. */
const open = (name: string, command: string): number => {
	tmux('new-session', '-d', '-s', name, '-x', '200', '-y', '60', `exec ${command}`);
	return Number(tmux('list-panes', '-t', name, '-F', '#{pane_pid}'));
};

/** CPU time of each thread of a process so far, in milliseconds. */
const threadsMs = (pid: number): ReadonlyMap<string, number> => new Map(fs.readdirSync(`/proc/${pid}/task`).map(thread => {
	const [ns] = fs.readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
	return [thread, Number(ns) / 1e6];
}));

const residentMiB = (pid: number): string => (Number(/VmRSS:\s+(\d+)/u.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024).toFixed(0);

/** Percent of one CPU: all threads, and the one that draws. */
const measure = async (pid: number): Promise<readonly [whole: string, drawing: string]> => {
	const before = threadsMs(pid);
	const began = performance.now();
	await sleep(seconds * 1000);
	const after = threadsMs(pid);
	const wallMs = performance.now() - began;
	const share = (threads: readonly string[]): string => (threads.reduce((sum, thread) => sum + (after.get(thread) ?? 0) - (before.get(thread) ?? 0), 0) * 100 / wallMs).toFixed(2);
	return [share([...after.keys()]), share([String(pid)])];
};

try {
	const htop = open('htop', 'htop -d 1');
	const table = [['', '% of a CPU', 'of which the drawing thread', 'RSS MiB']];
	for (const workload of ['idle', 'web']) {
		const board = open(workload, `'${process.execPath}' '${program}' --workload ${workload} --no-config`);
		const views = workload === 'idle' ? ['1', '2', '3', '4', '5', '6', '7'] : ['1'];
		for (const key of views) {
			/* eslint-disable no-await-in-loop -- one after the other */
			await sleep(settleMs);
			tmux('send-keys', '-t', workload, key);
			await sleep(settleMs);
			const [[whole, drawing], [beside]] = await Promise.all([measure(board), measure(htop)]);
			/* eslint-enable no-await-in-loop */
			table.push([`${workload}, view ${key}`, whole, drawing, residentMiB(board)], ['  htop beside it', beside, '', residentMiB(htop)]);
		}

		tmux('kill-session', '-t', workload);
	}

	printTable(table);
} finally {
	tmux('kill-server');
}
