import test from 'ava';
import fc from 'fast-check';
import {parseCpuList} from '../../source/host/cpu-list.js';
import {type KernelClass, kernelClassOf} from '../../source/host/kernel-class.js';
import {shareOut} from '../../source/host/share-out.js';
import {commPattern} from '../../source/host/thread-groups.js';
import {parseThreadStat} from '../../source/host/thread-stat.js';
import {siteOfStack, siteOfWchan} from '../../source/host/wait-site.js';

const rest = '0 0 0 0 -1 69238880 0 0 0 0 0 0 7 9 20 0 1 0 2550 0 0';

const stats: ReadonlyArray<readonly [line: string, comm: string | undefined, state?: string, isKernel?: boolean]> = [
	[`12 (kworker/0:1-events) I ${rest}`, 'kworker/0:1-events', 'I', true],
	[`13 (a b) c) S ${rest.replace('69238880', '4194560')}`, 'a b) c', 'S', false],
	[`14 ((sd-pam)) S ${rest}`, '(sd-pam)', 'S', true],
	[`15 (x\u001B[31m\ny) R ${rest}`, 'x?[31m?y', 'R', true],
	['16 (short) S 0 0', undefined],
	['', undefined],
];

for (const [line, comm, state, isKernel] of stats) {
	test(`stat line ${JSON.stringify(line.slice(0, 24))}`, t => {
		const stat = parseThreadStat(line);
		t.is(stat?.comm, comm);
		t.is(stat?.state, state);
		t.is(stat?.isKernel, isKernel);
		t.is(stat?.startTicks, comm === undefined ? undefined : 2550);
	});
}

const classes: Readonly<Record<string, KernelClass>> = {
	'migration/3': 'migration',
	'ksoftirqd/0': 'ksoftirqd',
	'cpuhp/12': 'cpuhp',
	'kworker/0:1H-kblockd': 'kworker',
	'kworker/u8:3-events_unbound': 'kworker-unbound',
	'kworker/R-netns': 'rescuer',
	'rcuop/7': 'rcu',
	rcu_preempt: 'rcu',
	kswapd0: 'kthread',
	'irq/24-ahci': 'kthread',
};

for (const [comm, name] of Object.entries(classes)) {
	test(`${comm} is of the class ${name}`, t => {
		t.is(kernelClassOf(comm), name);
	});
}

const stacks: ReadonlyArray<readonly [text: string, fn: string | undefined, isRestartable?: boolean]> = [
	['[<0>] futex_wait_queue+0x60/0x90\n[<0>] futex_wait+0x17d/0x270\n[<0>] do_futex+0xd8/0x1a0\n', 'futex_wait_queue', true],
	['[<0>] schedule+0x27/0xd0\n[<0>] schedule_hrtimeout_range_clock+0xb1/0x110\n[<0>] poll_schedule_timeout.constprop.0+0x2a/0x60\n', 'poll_schedule_timeout', true],
	['[<0>] do_wait+0x5f/0x100\n[<0>] kernel_wait4+0xa8/0x160\n', 'do_wait', false],
	['[<0>] __schedule+0x3e2/0x1080\n', undefined],
	['', undefined],
];

for (const [text, fn, isRestartable] of stacks) {
	test(`waits in ${fn ?? 'nothing that is known'} by its call chain ${JSON.stringify(text.slice(0, 20))}`, t => {
		const site = siteOfStack(text);
		t.is(site?.fn, fn);
		t.is(site?.isRestartable, isRestartable);
	});
}

const wchans = {hrtimer_nanosleep: true, ep_poll: true, do_sys_poll: true, futex_do_wait: true, pipe_read: false, do_sigtimedwait: false, 0: undefined, '': undefined};

for (const [fn, isRestartable] of Object.entries(wchans)) {
	test(`wchan ${JSON.stringify(fn)}`, t => {
		t.is(siteOfWchan(fn)?.isRestartable, isRestartable);
	});
}

test('names that differ in the number at their end are alike; a percent sign makes no mark', t => {
	t.deepEqual(['pool-12', 'pool-3', '100%n', 'a%c9'].map(comm => commPattern(comm)), ['pool-%n', 'pool-%n', '100_n', 'a_c%n']);
});

test('CPU lists', t => {
	t.deepEqual(['0-3,8\n', '7', '', 'x', '3-1', '1,0-99999999999'].map(list => parseCpuList(list)), [[0, 1, 2, 3, 8], [7], [], [], [], [1]]);
});

test('what is shared out adds up, and no share is off by one or more', t => {
	fc.assert(fc.property(fc.nat(1_000_000), fc.array(fc.nat(1000), {minLength: 1, maxLength: 70}), (total, weights) => {
		const sum = weights.reduce((all, weight) => all + weight, 0);
		const shares = shareOut(total, weights);
		t.is(shares.reduce((all, share) => all + share, 0), sum === 0 ? 0 : total);
		for (const [at, share] of shares.entries()) {
			t.true(sum === 0 || Math.abs(share - weights[at]! / sum * total) < 1);
		}
	}));
});
