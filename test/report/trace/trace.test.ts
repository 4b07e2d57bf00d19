import test from 'ava';
import {mostUserFaults} from '../../../machine/happenings.js';
import {type LogEntry, Machine} from '../../../machine/index.js';
import {TraceReport} from '../../../source/report/trace/trace.js';
import {smallEvents, smallScenario, workerClass} from '../../helpers/scenario.js';

type Event = {ph: string; name: string; pid: number; tid?: number; ts?: number; dur?: number; args: Record<string, unknown>};
type Trace = {displayTimeUnit: string; traceEvents: Event[]; otherData: Record<string, unknown>};

const scenario = smallScenario({
	policies: ['fred-pf', 'fixed'],
	classes: [{...workerClass, deepShare: 1, rare: [{path: 5, perMillionVisits: 20_000}]}],
	events: {nmis: {...smallEvents.nmis, perBusyCpuSecond: 2000}},
});

/** A run of 100 ms, read every 20 ms and looked at every `lookNs`. */
const traceOf = (lookNs: number) => {
	const machine = new Machine(scenario);
	const report = new TraceReport({toolVersion: '1.2.3', scenario});
	const cursor = machine.happeningCursor();
	const before = machine.read();
	let text = report.begin(before);
	for (let ns = lookNs; ns <= 100_000_000; ns += lookNs) {
		machine.advance(ns);
		report.add(machine.happenings(cursor));
		if (ns % 20_000_000 === 0) {
			text += report.upTo(machine.read());
		}
	}

	const reading = machine.read();
	return {trace: JSON.parse(text + report.end(reading)) as Trace, before, reading};
};

const {trace, before, reading} = traceOf(500_000);
const {traceEvents: events} = trace;

test('a group of tracks for the box and for each policy', t => {
	t.deepEqual(events.filter(({name}) => name === 'process_name').map(({pid, args}) => [pid, args.name]), [[1, 'small, small'], [2, 'fred-pf'], [3, 'fixed']]);
	const named = new Set(events.filter(({name}) => name === 'thread_name').map(({pid, tid}) => `${pid} ${tid}`));
	t.deepEqual(events.filter(({ph, pid, tid}) => (ph === 'X' || ph === 'i') && !named.has(`${pid} ${tid}`)), []);
	t.is(events.find(({name, pid, tid}) => name === 'thread_name' && pid === 2 && tid === 3)?.args.name, 'CPU 2');
});

test('every growth of a stack is a slice as long as a stack fault takes', t => {
	const [{growthBy, bill}] = reading.policies as [typeof reading.policies[0]];
	const slices = events.filter(({name, ph, pid}) => name.startsWith('grown') && ph === 'X' && pid === 2);
	const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, count) => sum + count, 0);
	t.is(slices.length, total(growthBy) - total(before.policies[0]!.growthBy));
	t.true(slices.length > 100);
	const fault = bill.find(({role}) => role === 'stackFault')!;
	const longest = fault.cycles.likely / fault.count / scenario.machine.clockGHz / 1000;
	t.is(Math.max(...slices.map(({dur}) => dur!)), longest);
});

test('no slice lies half in another on its track', t => {
	const ends = new Map<string, number>();
	const slices = events.filter(({ph}) => ph === 'X').toSorted((a, b) => a.ts! - b.ts!);
	for (const {pid, tid, ts, dur} of slices) {
		const key = `${pid} ${tid}`;
		t.true(ts! >= (ends.get(key) ?? 0) - 1e-6);
		ends.set(key, ts! + dur!);
	}
});

test('every NMI is an instant of its CPU', t => {
	const count = reading.totals.nmis - before.totals.nmis;
	t.true(count > 0);
	t.is(events.filter(({name, ph, pid}) => name === 'NMI' && ph === 'i' && pid === 1).length, count);
	t.is(trace.otherData.nmisMissed, 0);
});

test('every fault on user memory that a policy moves back is a slice of its CPU; atomic ones stay', t => {
	const [fred] = reading.policies as [typeof reading.policies[0]];
	const slices = events.filter(({name, ph}) => name === 'demotion' && ph === 'X');
	t.is(slices.length, fred.demotions - before.policies[0]!.demotions);
	t.true(slices.length > 100);
	t.true(reading.totals.atomicUserFaults > before.totals.atomicUserFaults);
	t.deepEqual(slices.filter(({pid}) => pid !== 2), [], 'fixed stacks move none');
	t.is(trace.otherData.userFaultsMissed, 0);
});

test('counters: at the start, at each reading and at the end', t => {
	const pages = events.filter(({ph, name, pid}) => ph === 'C' && name === 'stack pages' && pid === 2);
	t.deepEqual(pages.map(({ts}) => ts), [0, 20_000, 40_000, 60_000, 80_000, 100_000, 100_000]);
	t.is(pages.at(-1)!.args.mapped, reading.policies[0]!.stackKiB / 4);
});

test('who looks too rarely is told how much was missed', t => {
	const rare = traceOf(20_000_000).trace;
	const growths = (all: readonly Event[]) => all.filter(({name, ph}) => ph === 'X' && name.startsWith('grown')).length;
	const shown = growths(rare.traceEvents);
	t.true(shown < growths(events));
	t.is(shown + (rare.otherData.logMissed as number), (trace.otherData.logShown as number) + (trace.otherData.logMissed as number));
	t.is((rare.otherData.nmisShown as number) + (rare.otherData.nmisMissed as number), trace.otherData.nmisShown as number);
});

test('one look tells of some faults only, and the next goes on with other CPUs', t => {
	const busy = new Machine(smallScenario({machine: {cpus: 64, threads: 640}, classes: [{...workerClass, sleepMs: 1}], events: {userFaults: {...smallEvents.userFaults, per1kVisits: 500}}}));
	const cursor = busy.happeningCursor();
	const told = [1, 2, 3, 4, 5, 6, 7, 8].map(look => {
		busy.advance(look * 10_000_000);
		return busy.happenings(cursor).userFaults;
	});
	t.true(told.every(({length}) => length >= mostUserFaults && length < mostUserFaults + 16));
	t.true(new Set(told.flat().map(({cpu}) => cpu)).size > 16);
});

test('what lies ahead of a reading waits for the next; growths within a fault of each other do not overlap; a failure is an instant', t => {
	const report = new TraceReport({toolVersion: '1', scenario});
	const entry = (timeNs: number, kind: LogEntry['kind']): LogEntry => ({timeNs, cpu: 1, tid: 7, comm: 'w"1', policy: 'fred-pf', kind, depthBytes: 5000, pages: 2});
	const ahead = reading.timeNs + 64;
	report.begin(before);
	report.add({log: [entry(1000, 'grown'), entry(1064, 'grown'), entry(1064, 'poolEmpty'), entry(ahead, 'grown')], logMissed: 3, nmis: [], userFaults: []});
	const parsed = (text: string) => (JSON.parse(`[${text.replace(/^,/u, '')}]`) as Event[]).filter(({ph}) => ph === 'X' || ph === 'i');
	const first = parsed(report.upTo(reading));
	t.deepEqual(first.map(({ph, name, ts, dur}) => [ph, name, ts, dur]), [['X', 'grown', 1, 0.064], ['X', 'grown', 1.064, 0], ['i', 'poolEmpty', 1.064, undefined]]);
	t.is(first[0]!.args.comm, 'w"1');
	const last = report.end(reading);
	t.true(last.includes(`"ts":${ahead / 1000},`));
	t.regex(last, /"logShown":4,"logMissed":3/u);
});
