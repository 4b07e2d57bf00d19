import fs from 'node:fs';
import path from 'node:path';
import {fixturesRoot} from '../../source/files/find-fixture.js';
import type {Run} from './mark-model.js';

/** A class that models threads which were measured: where their marks stand, and how long those threads ran. */
export type MeasuredClass = {
	readonly workload: string;
	readonly className: string;
	readonly files: readonly string[];
	/** Which rows of the files; `kernel` is the kthread column. */
	readonly holds: (row: {readonly comm: string; readonly kernel: boolean}) => boolean;
	readonly run: Run;
	/** Percentiles that are compared; few where few threads were measured. */
	readonly percents: readonly number[];
	/** Marks beyond this many bytes are left out of the class on purpose. */
	readonly atMost?: number;
	/** Row of event-mix.csv that holds the median mark of its tasks, where no more of them was kept. */
	readonly medianOf?: {readonly workload: string; readonly kernel: string};
	/** Row of event-mix.csv whose growth of a stack over its life the class follows. */
	readonly growth?: {readonly workload: string; readonly kernel: string; readonly after: readonly number[]};
};

const boot: Run = {kind: 'boot'};
const kernelOnly = (prefix: RegExp) => ({comm, kernel}: {comm: string; kernel: boolean}): boolean => kernel && prefix.test(comm);
const nobody = (): boolean => false;
const userOnly = (names: RegExp) => ({comm, kernel}: {comm: string; kernel: boolean}): boolean => !kernel && names.test(comm);

export const measuredClasses: readonly MeasuredClass[] = [
	{
		workload: 'idle', className: 'swapper', files: ['idle_systemd612', 'idle_min612', 'ext4_612', 'tcp612', 'fork612', 'threads612'],
		holds: kernelOnly(/^swapper\//),
		run: boot,
		percents: [50, 90, 99],
	},
	{
		workload: 'idle', className: 'migration', files: ['idle_systemd612'],
		holds: kernelOnly(/^migration\//),
		run: boot,
		percents: [50],
	},
	{
		workload: 'idle', className: 'ksoftirqd', files: ['idle_systemd612'],
		holds: kernelOnly(/^ksoftirqd\//),
		run: boot,
		percents: [50],
	},
	{
		workload: 'idle', className: 'cpuhp', files: ['idle_systemd612', 'idle_min612', 'ext4_612', 'tcp612', 'fork612', 'threads612'],
		holds: kernelOnly(/^cpuhp\//),
		run: boot,
		percents: [50, 90, 99],
	},
	{
		workload: 'idle', className: 'kworker', files: ['idle_systemd32'],
		holds: kernelOnly(/^kworker\//),
		run: boot,
		percents: [50, 90, 99],
	},
	{
		workload: 'idle', className: 'kworker-unbound', files: ['idle_systemd612'],
		holds: kernelOnly(/^kworker\/(?!R-)/),
		run: boot,
		percents: [50, 90],
	},
	{
		workload: 'idle', className: 'rescuer', files: ['idle_systemd612'],
		holds: kernelOnly(/^kworker\/R-/),
		run: boot,
		percents: [50, 90],
	},
	{
		workload: 'idle', className: 'kthread', files: ['idle_systemd612'],
		holds: kernelOnly(/^(?!swapper|migration|ksoftirqd|cpuhp|kworker|rcu)/),
		run: boot,
		percents: [50, 90],
	},
	{
		workload: 'idle', className: 'service', files: ['idle_systemd612'],
		holds: userOnly(/./),
		run: boot,
		percents: [50, 90],
		atMost: 4096,
	},
	{
		workload: 'idle', className: 'pool-thread', files: ['threads612'],
		holds: userOnly(/^threads$/),
		run: boot,
		percents: [50, 90, 99],
	},
	{
		workload: 'sleepers', className: 'sleeper', files: ['threads612'],
		holds: userOnly(/^threads$/),
		run: boot,
		percents: [50, 90, 99],
	},
	{
		workload: 'forks', className: 'process', files: ['fork612_exits'],
		holds: userOnly(/^(true|cat|ls|head|sort|grep|rm)$/),
		run: {kind: 'life'},
		percents: [50, 90, 99],
		growth: {workload: 'fork', kernel: '6.12', after: [1, 10, 100]},
	},
	{
		workload: 'forks', className: 'shell', files: ['fork612', 'fork612_exits'],
		holds: userOnly(/^(sh|forkstorm)$/),
		run: {kind: 'visits', visits: 1000},
		percents: [50, 90],
	},
	{
		workload: 'files', className: 'file-io', files: ['ext4_612', 'ext4_612_exits'],
		holds: userOnly(/^fio$/),
		run: {kind: 'visits', visits: 8735},
		percents: [50, 90],
		growth: {workload: 'ext4', kernel: '6.12', after: [1, 10, 100]},
	},
	{
		workload: 'files', className: 'file-tool', files: ['ext4_612_exits'],
		holds: userOnly(/^(?!fio|sh$|sampler|insmod|modprobe|mkfs|mount)/),
		run: {kind: 'life'},
		percents: [50, 90],
		growth: {workload: 'ext4', kernel: '6.12', after: [1, 10, 100]},
	},
	{
		workload: 'files', className: 'xfs-io', files: ['stack_exits'],
		holds: userOnly(/^fio$/),
		run: {kind: 'visits', visits: 1762},
		percents: [50],
		growth: {workload: 'stack', kernel: '6.1', after: [1, 10, 100]},
	},
	{
		workload: 'files', className: 'kworker', files: ['ext4_612'],
		holds: kernelOnly(/^kworker\//),
		run: boot,
		percents: [50, 90],
	},
	{
		workload: 'web', className: 'stream', files: ['tcp612', 'tcp612_exits'],
		holds: userOnly(/^(iperf3|stress-ng.*)$/),
		run: {kind: 'visits', visits: 5649},
		percents: [50, 90],
		growth: {workload: 'tcp', kernel: '6.12', after: [1, 10, 100]},
	},
	{
		workload: 'web', className: 'ksoftirqd', files: ['tcp612'],
		holds: kernelOnly(/^ksoftirqd\//),
		run: boot,
		percents: [50],
	},
	{
		workload: 'database', className: 'backend', files: [],
		holds: nobody,
		medianOf: {workload: 'pg', kernel: '6.12'},
		run: {kind: 'life'},
		percents: [50],
		growth: {workload: 'pg', kernel: '6.12', after: [1, 10, 100]},
	},
	{
		workload: 'database', className: 'sqlite', files: [],
		holds: nobody,
		medianOf: {workload: 'sqlite', kernel: '6.1'},
		run: {kind: 'visits', visits: 2000},
		percents: [50],
		growth: {workload: 'sqlite', kernel: '6.1', after: [1, 10, 100]},
	},
	{
		workload: 'database', className: 'journal', files: ['ext4_612'],
		holds: kernelOnly(/^jbd2\//),
		run: boot,
		percents: [50],
	},
	{
		workload: 'network', className: 'stream', files: ['tcp612', 'tcp612_exits'],
		holds: userOnly(/^iperf3$/),
		run: {kind: 'visits', visits: 5649},
		percents: [50],
		growth: {workload: 'tcp', kernel: '6.12', after: [1, 10, 100]},
	},
	{
		workload: 'network', className: 'messages', files: ['tcp612', 'tcp612_exits'],
		holds: userOnly(/^stress-ng$/),
		run: {kind: 'visits', visits: 5649},
		percents: [50],
		growth: {workload: 'tcp', kernel: '6.12', after: [1, 10, 100]},
	},
	{
		workload: 'network', className: 'datagrams', files: ['tcp612', 'tcp612_exits'],
		holds: userOnly(/^stress-ng-udp$/),
		run: {kind: 'visits', visits: 5649},
		percents: [90],
		growth: {workload: 'tcp', kernel: '6.12', after: [1, 10, 100]},
	},
	{
		workload: 'network', className: 'ksoftirqd', files: ['tcp612'],
		holds: kernelOnly(/^ksoftirqd\//),
		run: boot,
		percents: [50],
	},
	{
		workload: 'stacked-files', className: 'xfs-io', files: ['stack_exits'],
		holds: userOnly(/^fio$/),
		run: {kind: 'visits', visits: 1762},
		percents: [50],
		growth: {workload: 'stack', kernel: '6.1', after: [1, 10, 100]},
	},
	{
		workload: 'stacked-files', className: 'nfs-io', files: ['stack_exits'],
		holds: userOnly(/^(tar|dd|rm)$/),
		run: {kind: 'visits', visits: 1762},
		percents: [50],
		growth: {workload: 'stack', kernel: '6.1', after: [1, 10, 100]},
	},
	{
		workload: 'stacked-files', className: 'overlay-tool', files: ['stack_exits'],
		holds: userOnly(/^(?!fio|sh$|sampler|insmod|modprobe|mkfs|mount|nfsd|rpc|exportfs|dmsetup|losetup|stress)/),
		run: {kind: 'life'},
		percents: [50, 90],
		growth: {workload: 'stack', kernel: '6.1', after: [1, 10, 100]},
	},
	{
		workload: 'stacked-files', className: 'nfsd', files: ['stack'],
		holds: kernelOnly(/^nfsd$/),
		run: boot,
		percents: [50],
	},
	{
		workload: 'stacked-files', className: 'storage-thread', files: ['stack'],
		holds: kernelOnly(/^(jbd2|dmcrypt|xfsaild|kcryptd|kdmflush|xfs-|rpciod|xprtiod|nfsiod|kswapd|ext4)/),
		run: boot,
		percents: [50, 90],
	},
	{
		workload: 'stacked-files', className: 'kworker-unbound', files: ['stack'],
		holds: kernelOnly(/^kworker\/u/),
		run: boot,
		percents: [50, 90],
	},
	{
		workload: 'stacked-files', className: 'kworker', files: ['stack'],
		holds: kernelOnly(/^kworker\/\d/),
		run: boot,
		percents: [50, 90],
	},
	{
		workload: 'android', className: 'looper', files: ['idle_systemd612'],
		holds: userOnly(/./),
		run: boot,
		percents: [50, 90],
		atMost: 4096,
	},
	{
		workload: 'android', className: 'runtime', files: ['threads612'],
		holds: userOnly(/^threads$/),
		run: boot,
		percents: [50, 90, 99],
	},
	{
		workload: 'swap', className: 'process', files: ['mem2_exits'],
		holds: userOnly(/^(cat|sh|rm|head|ls|sort|grep)$/),
		run: {kind: 'life'},
		percents: [50, 90],
		growth: {workload: 'swap', kernel: '6.12', after: [1, 10, 100]},
	},
	{
		workload: 'swap', className: 'memory-hog', files: ['mem2', 'mem2_exits'],
		holds: userOnly(/^stress-ng-vm$/),
		run: {kind: 'visits', visits: 200},
		percents: [50, 90],
	},
	{
		workload: 'swap', className: 'kworker', files: ['mem2'],
		holds: kernelOnly(/^kworker\//),
		run: boot,
		percents: [50, 90],
	},
];

/** Growth and medians of event-mix.csv: `value` of the row, in its unit. */
const eventMixValue = (workload: string, kernel: string, metric: string): number => {
	const row = measuredFile('event-mix').split('\n').find(line => line.startsWith(`${workload},${kernel},${metric},`));
	if (row === undefined) {
		throw new Error(`no row ${metric} for ${workload} ${kernel}`);
	}

	return Number(row.split(',')[3]);
};

const measuredFile = (name: string): string => fs.readFileSync(path.join(fixturesRoot, 'measured', `${name}.csv`), 'utf8');

/** Measured high-water marks of the class, rising; the median alone where that is all there is. */
export const measuredMarks = ({files, holds, atMost, medianOf}: MeasuredClass): number[] => {
	if (medianOf !== undefined) {
		return [eventMixValue(medianOf.workload, medianOf.kernel, 'life_final_p50')];
	}

	return files.flatMap(name => measuredFile(name).trim().split('\n').slice(1))
		.map(line => line.split(','))
		.filter(([comm, kthread]) => kthread !== '2' && holds({comm: comm!, kernel: kthread === '1'}))
		.map(cells => Number(cells[3]))
		.filter(bytes => bytes <= (atMost ?? Number.POSITIVE_INFINITY))
		.toSorted((a, b) => a - b);
};

/** Measured mean share of the final mark after so many system calls, 0 to 1. */
export const measuredShare = (workload: string, kernel: string, after: number): number =>
	eventMixValue(workload, kernel, `life_mean_share_of_final_after_${after}`) / 100;
