/**
The board beside `htop -d 1`, both drawing ten frames a second at 200x60 in one tmux: `node dist/test/bench/htop.bench.js [SECONDS]`.
CPU time of all their threads as Linux counts it, while the board runs a box with 384 CPUs. htop comes as it is: it shows the threads of programs.
At the end once more with sleeping threads on the machine that htop shows, up to as many as the board shows; this needs gcc. Needs tmux and htop.
*/
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {childEnvironment, program} from '../helpers/program.js';
import {printTable} from './measure.js';
import {startSleepers} from './sleepers.js';

const seconds = Number(process.argv[2] ?? 8);
const settleMs = 2500;

/** Threads to put on the machine that htop shows: about as many as a quiet workstation has, and as many as the board shows. */
const sleepingThreads = [1000, 10_000];
const mostThreads = Math.max(...sleepingThreads);

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

const htop = open('htop', 'htop -d 1');
const table = [['', '% of a CPU', 'of which the drawing thread', 'RSS MiB']];

/** Runs a board beside htop and adds a line for each after every one of the keys. */
const compare = async (name: string, args: string, keys: string, beside: string): Promise<void> => {
	const board = open('board', `'${program}' --no-config ${args}`);
	for (const key of keys) {
		/* eslint-disable no-await-in-loop -- one after the other */
		await sleep(settleMs);
		tmux('send-keys', '-t', 'board', key);
		await sleep(settleMs);
		const [[whole, drawing], [other]] = await Promise.all([measure(board), measure(htop)]);
		/* eslint-enable no-await-in-loop */
		table.push([`${name}, view ${key}`, whole, drawing, residentMiB(board)], [`  ${beside}`, other, '', residentMiB(htop)]);
	}

	tmux('kill-session', '-t', 'board');
};

try {
	await compare('idle', '--workload idle', '1234567', 'htop beside it');
	await compare('web', '--workload web', '1', 'htop beside it');
	for (const wanted of sleepingThreads) {
		/* eslint-disable no-await-in-loop -- one after the other */
		const sleepers = await startSleepers(wanted);
		if (sleepers) {
			await compare(`idle, ${mostThreads} threads`, `--workload idle --threads ${mostThreads}`, '1', `htop with ${sleepers.threads} sleeping threads to show`);
			sleepers.stop();
		}
		/* eslint-enable no-await-in-loop */
	}

	printTable(table);
} finally {
	tmux('kill-server');
}
