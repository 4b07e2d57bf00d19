import test from 'ava';
import {Machine, type Action, type PolicyReading} from '../../../machine/index.js';
import {kernelClass, path, smallEvents, smallScenario, toolClass, workerClass} from '../../helpers/scenario.js';

const own = (machine: Machine, name: string): PolicyReading => machine.read({digest: false}).policies.find(policy => policy.name === name)!;

/** A thread whose stack has gone as deep as that, or less. */
const shallow = (machine: Machine): number => machine.threads({sort: 'high', descending: false, offset: 0, count: 1}).rows[0]!.tid;

test('pages that came after the accounting was closed are counted once, also when the past is gone back to', t => {
	// Tools that end all the time, and interrupts that all find their task on its way off the CPU
	const tool = {...toolClass, lifeVisits: 4, respawnMs: 0.2, sleepMs: 0.2};
	const machine = new Machine(smallScenario({
		policies: ['fred-pf'],
		machine: {cpus: 1, threads: 20, grownPages: 0},
		classes: [tool],
		events: {interrupts: {...smallEvents.interrupts, eventPer1kVisits: 2000, switchWindowShare: 1, depthBins: [...Array.from({length: 15}, () => 0), 1]}},
	}));
	const once: number[] = [];
	const again: number[] = [];
	for (let step = 0; step < 3000; step++) {
		const before = own(machine, 'fred-pf').unchargedPages;
		const saved = machine.checkpoint();
		machine.step(machine.timeNs + 10e9);
		const {unchargedPages} = own(machine, 'fred-pf');
		if (unchargedPages > before) {
			once.push(unchargedPages);
			machine.restore(saved);
			machine.step(machine.timeNs + 10e9);
			again.push(own(machine, 'fred-pf').unchargedPages);
		}
	}

	t.true(once.length > 3, `${once.length} of them`);
	t.deepEqual(again, once);
});

test('a shortage that ends with its CPU took as long as it took', t => {
	const cpu = 1;
	const short = new Machine(smallScenario({policies: ['fred-pf'], machine: {cpus: 2, threads: 2}, classes: [kernelClass]}));
	short.apply({kind: 'cpu-offline', cpu});
	short.apply({kind: 'starve-refill', on: true});
	short.apply({kind: 'cpu-online', cpu});
	short.advance(50e6);
	const {totalNs} = own(short, 'fred-pf').shortages;
	t.true(totalNs > 49e6);
	short.apply({kind: 'cpu-offline', cpu});
	short.advance(90e6);
	t.like(own(short, 'fred-pf').shortages, {count: 1, now: 0, totalNs});
});

test('without the latch a deep call that stays within the pages held keeps them through the next sleep', t => {
	const machine = new Machine(smallScenario({policies: ['accessed-switch:latch=0']}));
	const tid = shallow(machine);
	const pages = (): number => machine.threads({sort: 'tid', descending: false, offset: 0, count: 1000}).rows.find(row => row.tid === tid)!.pages[0]!;
	machine.apply({kind: 'deep-call', tid, depthBytes: 10_000});
	t.is(pages(), 3);
	machine.apply({kind: 'deep-call', tid, depthBytes: 9000});
	t.is(pages(), 3);
	machine.apply({kind: 'deep-call', tid, depthBytes: 5000});
	t.is(pages(), 2);
});

test('pages asked for by a call that an interrupt finds on its way off the CPU are given back like all others', t => {
	const machine = new Machine(smallScenario({
		policies: ['ensure:populated=1'],
		machine: {cpus: 1, threads: 20, grownPages: 0},
		classes: [workerClass],
		paths: [path('shallow', 704), path('middle', 1504), path('deep', 3504), path('deeper', 3504), path('over', 3504), path('far over', 3504)],
		randomStackOffset: false,
		events: {interrupts: {...smallEvents.interrupts, eventPer1kVisits: 2000, switchWindowShare: 1, depthBins: [...Array.from({length: 13}, () => 0), 1], fromUserDepthBins: [1]}},
	}));
	machine.advance(1e9);
	const {pagesGrown, pagesTakenBack, pagesPerStack, unchargedPages} = own(machine, 'ensure:populated=1');
	t.true(pagesGrown > 10, `${pagesGrown}`);
	t.is(pagesTakenBack, pagesGrown);
	t.is(pagesPerStack[0], 20);
	t.is(unchargedPages, 0);
});

test('boot settles the reserve as it goes: nobody dies of what the others took long before', t => {
	const machine = new Machine(smallScenario({policies: ['global-reserve:pool=1:reserve=2'], machine: {cpus: 2, threads: 400, grownPages: 1000}, classes: [workerClass]}));
	machine.advance(1e6);
	const {failures, reserve} = own(machine, 'global-reserve:pool=1:reserve=2');
	t.true(reserve.taken > 10);
	t.is(failures, 0);
});

const onParked: ReadonlyArray<readonly [string, (tid: number) => Action]> = [
	['a deep call', tid => ({kind: 'deep-call', tid, depthBytes: 6000})],
];

for (const [what, action] of onParked) {
	test(`${what} of a thread whose CPU is offline is refused`, t => {
		const machine = new Machine(smallScenario());
		machine.apply({kind: 'cpu-offline', cpu: 3});
		const {tid} = machine.threads({sort: 'tid', descending: false, offset: 0, count: 1000}).rows.find(({cpu}) => cpu === 3)!;
		t.throws(() => {
			machine.apply(action(tid));
		}, {instanceOf: RangeError, message: `thread ${tid} is bound to CPU 3, which is offline: it cannot run`});
		t.is(own(machine, 'fred-pf').failures, 0);
	});
}

test('a remote access to a thread whose CPU is offline takes its page from a CPU that is there', t => {
	const machine = new Machine(smallScenario({policies: ['fred-pf', 'probe']}));
	machine.apply({kind: 'cpu-offline', cpu: 3});
	const {tid, pages: [held]} = machine.threads({sort: 'tid', descending: false, offset: 0, count: 1000}).rows.find(({cpu}) => cpu === 3)!;
	const before = own(machine, 'fred-pf').perCpu;
	machine.apply({kind: 'remote-access', tid});
	const {failures, perCpu} = own(machine, 'fred-pf');
	t.is(machine.threads({sort: 'tid', descending: false, offset: 0, count: 1000}).rows.find(row => row.tid === tid)!.pages[0], held! + 1);
	t.is(failures, 0);
	t.is(perCpu.pool[4], before.pool[4]! - 1);
	t.is(perCpu.stackPages[3], before.stackPages[3]! + 1, 'the stack is still that of CPU 3');
});

test('the log and the first death name the thread that it was, whoever lives in its row today', t => {
	const tool = {...toolClass, lifeVisits: 4, respawnMs: 0.2, sleepMs: 0.2};
	const machine = new Machine(smallScenario({policies: ['fixed:size=8'], machine: {cpus: 2, threads: 20, grownPages: 0}, classes: [tool]}));
	machine.advance(10e6);
	const {tid} = machine.threads({sort: 'tid', descending: true, offset: 0, count: 1}).rows[0]!;
	machine.apply({kind: 'deep-call', tid, depthBytes: 9000});
	const {log, policies: [policy]} = machine.read();
	t.is(log.at(-1)!.tid, tid);
	t.is(policy!.firstFailure!.tid, tid);
	machine.advance(60e6);
	const later = machine.read();
	t.deepEqual(later.policies[0]!.firstFailure, policy!.firstFailure);
	t.deepEqual(later.log.find(({timeNs}) => timeNs === log.at(-1)!.timeNs), log.at(-1));
});

for (const name of ['accessed-switch:spurious=300:size=64', 'accessed-switch:latch=0:spurious=300:size=64']) {
	test(`a page that speculation had set and that is used later is not taken for a used one and a speculated one at once (${name})`, t => {
		const machine = (): Machine => new Machine(smallScenario({policies: [name], machine: {cpus: 4, threads: 100}, classes: [workerClass]}));
		const pages = (box: Machine): number[] => box.threads({sort: 'tid', descending: false, offset: 0, count: 1000}).rows.map(row => row.pages[0]!);
		const call = (box: Machine, depthBytes: number): void => {
			for (const {tid} of box.threads({sort: 'tid', descending: false, offset: 0, count: 1000}).rows) {
				box.apply({kind: 'deep-call', tid, depthBytes});
			}
		};

		const [atOnce, byAndBy] = [machine(), machine()];
		const fewest = pages(atOnce);
		call(atOnce, 30_000);
		for (const depthBytes of [10_000, 15_000, 21_000, 26_000, 30_000]) {
			call(byAndBy, depthBytes);
		}

		t.deepEqual(pages(byAndBy), pages(atOnce));
		t.true(pages(atOnce).every((count, index) => count >= Math.max(8, fewest[index]!)));
		const beyond = pages(atOnce).reduce((sum, count) => sum + count - 8, 0) / 100 / 8;
		t.true(Math.abs(beyond - 0.3) < 0.06, `${beyond} of the pages that nobody used`);
	});
}
