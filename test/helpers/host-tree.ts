import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import {fixturesRoot} from '../../source/files/find-fixture.js';

/** Files of a Linux box: text by name. */
export type HostTree = Readonly<Record<string, string>>;

/** A recorded box of `fixtures/hosts/`: one file with a section `== NAME` for each file that was read. */
export const recordedHost = (name: string): HostTree => {
	const text = fs.readFileSync(path.join(fixturesRoot, 'hosts', `${name}.txt`), 'utf8');
	return Object.fromEntries(text.split(/^== /mu).slice(1).map(section => {
		const end = section.indexOf('\n');
		return [section.slice(0, end), `${section.slice(end + 1).trimEnd()}\n`];
	}));
};

/** Writes the files below a folder of their own, gone when the test ends; gives the folder. */
export const layTree = (t: ExecutionContext, tree: HostTree): string => {
	const root = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-host-'));
	t.teardown(() => {
		fs.rmSync(root, {recursive: true});
	});
	for (const [name, text] of Object.entries(tree)) {
		fs.mkdirSync(path.dirname(path.join(root, name)), {recursive: true});
		fs.writeFileSync(path.join(root, name), text);
	}

	return root;
};

/** A thread of a made box. */
export type MadeThread = {
	readonly pid: number;
	readonly tid?: number;
	readonly comm: string;
	readonly isKernel?: boolean;
	readonly state?: string;
	readonly stack?: string;
	readonly wchan?: string;
	readonly schedstat?: string;
};

/** The files of a thread; it started 10 s after boot. */
const threadFiles = ({pid, tid = pid, comm, isKernel = false, state = 'S', stack, wchan, schedstat}: MadeThread): HostTree => {
	const folder = `proc/${pid}/task/${tid}`;
	const flags = isKernel ? 69_238_880 : 4_194_560;
	const files = {
		stat: `${tid} (${comm}) ${state} 0 0 0 0 -1 ${flags} 0 0 0 0 0 0 0 0 20 0 1 0 1000\n`, stack, wchan, schedstat,
	};
	return Object.fromEntries(Object.entries(files).flatMap(([name, text]) => text === undefined ? [] : [[`${folder}/${name}`, text]]));
};

/**
A made box: FRED, two sockets of four cores with two hardware threads each, a level 3 cache for two cores, up for 1000 s.
No box with FRED was at hand to be recorded.
*/
export const madeHost = (threads: readonly MadeThread[], changes: HostTree = {}): HostTree => {
	const cpus = Array.from({length: 16}, (_, cpu) => cpu);
	return {
		'proc/version': 'Linux version 7.1.0-test (nobody@nowhere) #1 SMP\n',
		'proc/meminfo': `MemTotal:       67108864 kB\nKernelStack:    ${(threads.length + cpus.length) * 16} kB\n`,
		'proc/uptime': '1000.00 15000.00\n',
		'proc/loadavg': `0.10 0.10 0.10 1/${threads.length} 99\n`,
		'proc/stat': `cpu  40000 0 20000 1540000 0 0 0 0 0 0\n${cpus.map(cpu => `cpu${cpu} 2500 0 1250 96250 0 0 0 0 0 0\n`).join('')}ctxt 2000000\nprocesses 2000\n`,
		'proc/cpuinfo': 'model name\t: Some FRED Processor @ 2.70GHz\nflags\t\t: fpu vme fred lkgs\n',
		...Object.fromEntries(cpus.flatMap(cpu => {
			const [socket, core] = [Math.floor(cpu % 8 / 4), cpu % 4];
			const first = cpu % 8 - cpu % 2;
			const folder = `sys/devices/system/cpu/cpu${cpu}`;
			return [
				[`${folder}/topology/physical_package_id`, `${socket}\n`],
				[`${folder}/topology/core_id`, `${core}\n`],
				[`${folder}/cache/index3/shared_cpu_list`, `${first}-${first + 1},${first + 8}-${first + 9}\n`],
			];
		})),
		...Object.assign({}, ...threads.map(thread => threadFiles(thread))) as HostTree,
		...changes,
	};
};

/** Threads of a small made box: the kernel's own, a server with its pool, and two that end. */
export const madeThreads: readonly MadeThread[] = [
	{pid: 2, comm: 'kthreadd', isKernel: true},
	...Array.from({length: 16}, (_, cpu) => [
		{pid: 10 + cpu * 4, comm: `migration/${cpu}`, isKernel: true},
		{pid: 11 + cpu * 4, comm: `ksoftirqd/${cpu}`, isKernel: true},
		{pid: 12 + cpu * 4, comm: `cpuhp/${cpu}`, isKernel: true},
		{pid: 13 + cpu * 4, comm: `kworker/${cpu}:1-events`, isKernel: true, schedstat: '99000000 5 9900'},
	]).flat(),
	{pid: 200, comm: 'rcu_preempt', isKernel: true},
	{pid: 201, comm: 'kworker/u64:3-writeback', isKernel: true},
	{pid: 202, comm: 'kworker/R-kblockd', isKernel: true},
	{pid: 300, comm: 'server', stack: '[<0>] ep_poll+0x2a3/0x320\n[<0>] do_epoll_wait+0xc2/0xe0\n[<0>] do_syscall_64+0x5d/0x90\n', schedstat: '990000000 5 99000'},
	...Array.from({length: 8}, (_, at) => ({pid: 300, tid: 301 + at, comm: `pool-${at}`, stack: '[<0>] futex_wait_queue+0x60/0x90\n[<0>] do_syscall_64+0x5d/0x90\n'})),
	{pid: 310, comm: 'reader', stack: '[<0>] anon_pipe_read+0x1a/0x300\n[<0>] do_syscall_64+0x5d/0x90\n'},
	{pid: 311, comm: 'ended', state: 'Z'},
];
