import process from 'node:process';
import {gzipSync} from 'node:zlib';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {Machine} from '../../machine/index.js';
import {loadCosts} from '../../source/files/costs.js';
import {InputError} from '../../source/files/input-error.js';
import {type Attempt, HostFiles} from '../../source/host/host-files.js';
import {type Host, readHost} from '../../source/host/read-host.js';
import {readThreads} from '../../source/host/read-threads.js';
import {type Twin, twinOf} from '../../source/host/twin.js';
import {unreadOf} from '../../source/host/unread.js';
import {type HostTree, layTree, madeHost, madeThreads, recordedHost} from '../helpers/host-tree.js';

type T = Parameters<typeof layTree>[0];

const read = (t: T, tree: HostTree): {host: Host; twin: Twin} => {
	const host = readHost(layTree(t, tree));
	return {host, twin: twinOf(host)};
};

const run = ({machines, workload, policies, delivery}: Twin, seconds: number) => {
	const box = new Machine({machine: machines.likely, workload, policies, delivery, seed: 1, costs: loadCosts(undefined)});
	const booted = box.read();
	box.advance(seconds * 1e9);
	return {booted, ended: box.read()};
};

test('a recorded guest: every thread in its class', t => {
	const {host, twin} = read(t, recordedHost('guest-2'));
	t.is(twin.census.hidden, 0);
	t.is(twin.census.stacks, host.threads.count + 2);
	t.deepEqual(twin.notes, []);
	t.is(twin.delivery, 'idt');
	const counts = twin.census.groups.filter(({kernelClass}) => kernelClass !== undefined).map(({kernelClass, count}) => `${kernelClass}: ${count}`);
	t.snapshot({counts, machine: twin.machines.likely, classes: twin.workload.classes.map(({name, comm, kind, count, restartableSleep}) =>
		`${name}: ${kind}, ${comm}, ${JSON.stringify(count)}, ${restartableSleep ? 'restartable' : 'held'}`)});
});

test('the twin of a recorded guest has its threads, switches, forks and busy time', t => {
	const {host, twin} = read(t, recordedHost('guest-2'));
	const {booted, ended} = run(twin, 60);
	t.is(booted.totals.threads, twin.machines.likely.threads);
	const near = (value: number, wanted: number): void => {
		t.true(Math.abs(value / wanted - 1) < 0.2, `${value} for ${wanted}`);
	};

	near((ended.totals.contextSwitches - booted.totals.contextSwitches) / 60, host.counters.contextSwitches! / host.counters.uptimeS!);
	near((ended.totals.forks - booted.totals.forks) / 60, host.counters.forks! / host.counters.uptimeS!);
	near((ended.totals.busyNs - booted.totals.busyNs) / 60e9 / 2, host.counters.busyShare!);
});

test('a recorded container is scaled up to the stacks of the box', t => {
	const {host, twin} = read(t, recordedHost('container-2'));
	t.is(twin.census.stacks, Math.round(host.counters.kernelStackKiB! / 16));
	t.true(twin.census.hidden > 80);
	t.true(twin.census.supposedKernelThreads > 0);
	t.is(twin.notes.length, 1);
	t.regex(twin.notes[0]!, /^\/proc shows only part of this box \(3 threads; KernelStack holds 95 stacks\), as in a container or with hidepid\./u);
	t.is(run(twin, 1).booted.totals.threads, twin.machines.likely.threads);
});

test('a made box with FRED: shape, clock, waits and policies', t => {
	const {host, twin} = read(t, madeHost(madeThreads));
	const {machines: {likely}, workload} = twin;
	t.like(likely, {cpus: 16, coresPerSocket: 4, threadsPerCore: 2, coresPerComplex: 2, clockGHz: 2.7, memoryMiB: 65_536, hasFred: true, threadSizeKiB: 16});
	t.is(twin.delivery, 'fred');
	t.deepEqual(twin.policies, ['fred-pf', 'accessed-switch', 'fixed']);
	t.is(host.threads.zombies, 1);
	t.is(host.threads.waits, 'stack');
	t.is(twin.census.stacks, madeThreads.length - 1 + 16);
	const byName = new Map(workload.classes.map(item => [item.name, item]));
	t.like(byName.get('service server'), {comm: 'server', restartableSleep: true, count: {box: 1}});
	t.like(byName.get('pool-thread pool-*'), {comm: 'pool-%n', restartableSleep: true, count: {box: 8}});
	t.like(byName.get('service reader, in other waits'), {restartableSleep: false});
	t.is(workload.paths[byName.get('service server')!.sleepPath]!.name, 'asleep in ep_poll');
	t.deepEqual(byName.get('kworker')!.count, {perCpu: 1});
	// 9900 times in 990 s, a worker; 99,000 times the server: the twin keeps that one to ten
	const turnMs = (name: string): number => byName.get(name)!.sleepMs + byName.get(name)!.burstUs / 1000;
	t.true(Math.abs(turnMs('kworker') / turnMs('service server') - 10) < 1e-6);
});

test('less detail where less may be read, and every gap is named', t => {
	const {'proc/uptime': _, 'proc/cpuinfo': _processor, ...tree} = madeHost(madeThreads.map(({pid, tid, comm, isKernel}) => ({pid, tid, comm, isKernel})));
	const bare = Object.fromEntries(Object.entries(tree).filter(([name]) => !/^sys|^proc\/meminfo/u.test(name)));
	const {host, twin} = read(t, bare);
	t.snapshot({unread: unreadOf(host), notes: twin.notes, assumed: twin.provenance.filter(({status}) => status !== 'measured')});
	t.is(run(twin, 1).booted.totals.threads, twin.machines.likely.threads);
});

test('pages grown: published machines stand in, a kernel that counts is believed', t => {
	const vmstats: ReadonlyArray<readonly [vmstat: string, low: number, likely: number, high: number]> = [
		['pgfault 7\n', 0, 3, 8],
		['nr_dynamic_stacks_faults 20\n', 5, 5, 5],
		['kstack_1k 40\nkstack_4k 40\nkstack_8k 20\nkstack_16k 0\n', 19, 19, 19],
		['kstack_4k 90\nkstack_16k 10\n', 19, 24, 29],
	];
	for (const [vmstat, low, likely, high] of vmstats) {
		const {machines} = read(t, madeHost(madeThreads, {'proc/vmstat': vmstat})).twin;
		t.deepEqual([machines.low.grownPages, machines.likely.grownPages, machines.high.grownPages], [low, likely, high], vmstat);
	}
});

test('the configuration tells tick and stack size, packed or not', t => {
	const config = 'CONFIG_HZ=1000\nCONFIG_KASAN=y\n';
	t.like(read(t, madeHost(madeThreads, {'boot/config-7.1.0-test': config})).twin.machines.likely, {tickHz: 1000, threadSizeKiB: 32});
	const root = layTree(t, madeHost(madeThreads));
	fs.writeFileSync(path.join(root, 'proc/config.gz'), gzipSync(config));
	t.like(readHost(root).config, {file: '/proc/config.gz', tickHz: 1000, threadSizeKiB: 32, randomStackOffset: false});
});

test('figures that no box can have count as not read', t => {
	const stat = 'cpu0 1 0 1 9 0 0 0\nctxt 99999999999999999\nprocesses 99999999999999999\n';
	const {host, twin} = read(t, madeHost(madeThreads, {
		'proc/stat': stat, 'proc/meminfo': 'MemTotal: 0 kB\nKernelStack: 0 kB\n', 'boot/config-7.1.0-test': 'CONFIG_HZ=25099999999\n',
	}));
	t.like(host.counters, {contextSwitches: undefined, forks: undefined, memoryKiB: undefined});
	t.is(twin.machines.likely.tickHz, 250);
	t.is(run(twin, 0.1).booted.totals.threads, twin.machines.likely.threads);
});

test('a box with more CPUs than a twin has is cut, with a line that says so', t => {
	const stat = Array.from({length: 600}, (_, cpu) => `cpu${cpu} 1 0 1 100 0 0 0 0 0 0\n`).join('');
	const {twin} = read(t, madeHost(madeThreads, {'proc/stat': `${stat}ctxt 1000\nprocesses 0\n`}));
	t.is(twin.machines.likely.cpus, 512);
	t.is(twin.notes[0], 'This box has 600 CPUs: its threads are put on 512, the most of a twin.');
	t.is(run(twin, 0.1).booted.totals.threads, twin.machines.likely.threads);
});

test('more stacks than a twin holds: all groups are cut in proportion, with a line that says so', t => {
	const {twin} = read(t, madeHost(madeThreads, {'proc/meminfo': 'MemTotal: 67108864 kB\nKernelStack: 32000000 kB\n'}));
	t.is(twin.census.stacks, 1_000_000);
	t.is(twin.census.groups.reduce((sum, {count}) => sum + count, 16), 1_000_000);
	t.is(twin.notes.at(-1), 'The twin holds 1000000 of 2000000 stacks, the most it can: every group of threads is smaller in proportion.');
});

test('many names: the rare ones are put together, so that a machine takes the workload', t => {
	const users = Array.from({length: 200}, (_, at) => ({pid: 1000 + at, comm: `name-${String.fromCodePoint(97 + at % 26)}${'x'.repeat(Math.floor(at / 26))}`}));
	const {twin} = read(t, madeHost([...madeThreads, ...users]));
	t.true(twin.workload.classes.length <= 64);
	t.is(run(twin, 0.1).booted.totals.threads, twin.machines.likely.threads);
});

test('no Linux, no box: one line each', t => {
	t.throws(() => readHost('/', 'darwin'), {instanceOf: InputError, message: 'host reads /proc of a Linux box, and this one runs darwin'});
	t.throws(() => readHost(layTree(t, {'etc/hosts': ''})), {instanceOf: InputError, message: /^no CPU is listed in .*\/proc\/stat$/u});
	t.throws(() => readHost(layTree(t, {'proc/stat': 'cpu0 1 0 1 9 0 0 0\n'})), {instanceOf: InputError, message: /^no thread is listed in .*\/proc$/u});
});

if (process.platform === 'linux') {
	test('this box: its threads and idle tasks add up', t => {
		const host = readHost('/');
		const {census, machines} = twinOf(host);
		t.is(census.groups.reduce((sum, {count}) => sum + count, census.cpus), census.stacks);
		t.true(machines.likely.threads >= census.stacks);
		t.true(host.threads.userThreads > 0);
	});
}

test('the threads of kstacktop itself are not of the box', t => {
	const own = Array.from({length: 11}, (_, at) => ({pid: 900, tid: 900 + at, comm: at === 0 ? 'kstacktop' : 'node'}));
	const root = layTree(t, madeHost([...madeThreads, ...own]));
	const {threads} = readHost(root, 'linux', 900);
	t.like(threads, {count: madeThreads.length - 1, own: 11, zombies: 1});
	t.false(threads.groups.some(({comm}) => comm === 'kstacktop' || comm === 'node'));
	t.is(readHost(root).threads.count, madeThreads.length - 1 + 11);
});

test('a box that shows nobody but kstacktop is told by KernelStack', t => {
	const files = madeHost([{pid: 900, comm: 'kstacktop'}], {'proc/meminfo': 'MemTotal: 67108864 kB\nKernelStack: 4800 kB\n'});
	const host = readHost(layTree(t, files), 'linux', 900);
	const twin = twinOf(host);
	t.is(twin.census.stacks, 299);
	t.regex(twin.notes[0]!, /only part of this box \(0 threads; KernelStack holds 300 stacks\)/u);
	t.is(run(twin, 0.1).booted.totals.threads, twin.machines.likely.threads);
	t.true(twin.workload.classes.some(({comm}) => comm === 'unseen-%n'));
	const {'proc/meminfo': _, ...less} = files;
	t.throws(() => readHost(layTree(t, less), 'linux', 900), {instanceOf: InputError, message: /no thread is listed/u});
});

/** A box that does not show the call chains of some threads. */
class GuardedFiles extends HostFiles {
	constructor(root: string, readonly isGuarded: (name: string) => boolean) {
		super(root);
	}

	override attempt(name: string): Attempt {
		return name.endsWith('/stack') && this.isGuarded(name) ? {missing: 'denied'} : super.attempt(name);
	}
}

test('a call chain that may not be read does not keep the others from being read', t => {
	const root = layTree(t, madeHost(madeThreads));
	const found = (isGuarded: (name: string) => boolean) => readThreads(new GuardedFiles(root, isGuarded), {expected: 80, uptimeS: 1000});
	t.like(found(name => name.startsWith('proc/300/task/300/')), {waits: 'stack', denied: 1, placed: 9});
	t.like(found(() => true), {waits: 'none', denied: 0, placed: 0});
});

test('the command line tells whether the random stack offset is on, else the configuration', t => {
	const isOn = (changes: HostTree): boolean => read(t, madeHost(madeThreads, changes)).twin.workload.randomStackOffset;
	const on = {'boot/config-7.1.0-test': 'CONFIG_RANDOMIZE_KSTACK_OFFSET_DEFAULT=y\n'};
	const off = {'boot/config-7.1.0-test': 'CONFIG_HZ=250\n'};
	t.true(isOn({}));
	t.true(isOn(on));
	t.false(isOn(off));
	t.false(isOn({...on, 'proc/cmdline': 'quiet randomize_kstack_offset=1 randomize_kstack_offset=off\n'}));
	t.true(isOn({...off, 'proc/cmdline': 'randomize_kstack_offset=y ro\n'}));
	t.true(isOn({...on, 'proc/cmdline': 'my_randomize_kstack_offset=0\n'}));
});

if (process.platform === 'linux') {
	test('the threads that read the box it runs on are left out', t => {
		const {threads} = readHost('/');
		t.true(threads.own > 0);
		t.is(threads.groups.reduce((sum, {count}) => sum + count, 0), threads.count);
	});
}
