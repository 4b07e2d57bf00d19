import test from 'ava';
import {InputError} from '../../source/files/input-error.js';
import {planSweep, type SweepPlan} from '../../source/sweep/plan.js';
import {openScratchFolder} from '../helpers/scratch-folder.js';
import {smallCells, smallSweep} from './small-sweep.js';

const scratch = openScratchFolder();
test.after.always(() => {
	scratch.remove();
});

let files = 0;
const plan = (text: string, version = '1'): SweepPlan => planSweep(scratch.write(`${files++}.yaml`, text), version);
const settings = (text: string) => plan(text).cells.map(cell => cell.settings);

test('a grid combines all with all, and seeds change first wherever they stand', t => {
	const {cells} = plan('grid:\n  seed: [1, 2]\n  policies: [fred-pf, ist-pf]\n  workload: [web, idle]\n');
	t.deepEqual(cells.map(({settings: {workload, policies, seed}}) => `${workload} ${policies.join(',')} ${seed}`), [
		'web fred-pf 1', 'web fred-pf 2', 'web ist-pf 1', 'web ist-pf 2', 'idle fred-pf 1', 'idle fred-pf 2', 'idle ist-pf 1', 'idle ist-pf 2',
	]);
	t.deepEqual(cells.map(({cell}) => cell), [0, 1, 2, 3, 4, 5, 6, 7]);
	t.is(new Set(cells.map(({key}) => key)).size, 8);
});

test('a list names cells one by one, each of which goes through the grid', t => {
	const found = settings('scenario: {workload: web}\nlist:\n  - {machine: phone, workload: android}\n  - {cpus: 4}\ngrid: {seed: "7..8"}\n');
	t.deepEqual(found.map(({machine, workload, cpus, seed}) => [machine, workload, cpus, seed]), [
		['phone', 'android', undefined, 7], ['phone', 'android', undefined, 8], ['genoa-384', 'web', 4, 7], ['genoa-384', 'web', 4, 8],
	]);
});

test('a size of pools goes to each policy that has one and leaves it open', t => {
	const found = settings('scenario: {policies: [fixed, fred-pf, "ist-pf:pool=9"]}\ngrid: {pool: [3, 12]}\n');
	t.deepEqual(found.map(({policies}) => policies), [['fixed', 'fred-pf:pool=3', 'ist-pf:pool=9'], ['fixed', 'fred-pf:pool=12', 'ist-pf:pool=9']]);
});

test('every field arrives where the run takes it from', t => {
	const [cell] = plan(`list:
  - machine: haswell-72
    cpus: 4
    threads: 500
    memoryMiB: 2048
    tickHz: 1000
    delivery: idt
    workload: web
    deeper: "+512"
    stackOffset: false
    kernel: next
    for: 2s
    policies: ist-pf,fixed
    seed: 9
    steps: [at 500ms: [pressure 50%, nmi 100], at 1s: starve on]
`).cells;
	const {scenario: {machine, workload, ...rest}, forNs, actions} = cell!.task;
	t.like(machine, {name: 'haswell-72', cpus: 4, threads: 500, memoryMiB: 2048, tickHz: 1000});
	t.true(machine.provenance.some(({about, source}) => about === 'memoryMiB' && source.startsWith('Chosen for this run')));
	t.false(workload.randomStackOffset);
	t.like(workload.provenance[0], {source: 'asked for (deeper)'});
	t.is(workload.provenance[1]!.about, 'depth of every call path, kernel next');
	t.like(rest, {delivery: 'idt', policies: ['ist-pf', 'fixed'], seed: 9});
	t.is(forNs, 2e9);
	t.deepEqual(actions.map(({timeNs, request}) => [timeNs, request.kind]), [[5e8, 'pressure'], [5e8, 'nmi-rate'], [1e9, 'starve-refill']]);
	t.is(cell!.settings.steps, 'at 500ms: pressure 50%, nmi 100; at 1s: starve on');
});

test('the same cell twice is run once', t => {
	const {cells, same} = plan('grid: {policies: [fred-pf, "fred-pf", ist-pf], for: [1s, 1000ms]}\n');
	t.deepEqual([cells.length, same], [2, 4]);
});

const variants: ReadonlyArray<readonly [what: string, text: string, version?: string]> = [
	['seed', smallSweep.replace('seed: [1, 2]', 'seed: [3, 4]')],
	['length', smallSweep.replace('20ms', '30ms')],
	['box', smallSweep.replace('cpus: 2', 'cpus: 3')],
	['depth', smallSweep.replace('for: 20ms', 'for: 20ms, deeper: "+8"')],
	['kernel', smallSweep.replace('for: 20ms', 'for: 20ms, kernel: "6.1"')],
	['steps', smallSweep.replace('for: 20ms', 'for: 20ms, steps: [at 1ms: starve on]')],
	['version', smallSweep, '2'],
];

for (const [what, text, version] of variants) {
	test(`other keys for another ${what}`, t => {
		const before = plan(smallSweep);
		const after = plan(text, version);
		t.is(before.cells.length, smallCells);
		t.not(after.hash, before.hash);
		t.deepEqual(after.cells.filter(({key}) => before.cells.some(cell => cell.key === key)), []);
	});
}

test('comments and the order of lines change nothing; a title, or a time in other words, changes the sweep but no key', t => {
	const keysOf = ({cells}: SweepPlan): string[] => cells.map(({key}) => key);
	const before = plan(smallSweep);
	const turned = smallSweep.replace('  workload: [swap, forks]\n', '').replace('seed: [1, 2]\n', 'seed: [1, 2]\n  workload: [swap, forks]\n');
	t.is(plan(`# A word\n${turned}`).hash, before.hash);
	for (const text of [smallSweep.replace('Small', 'Other'), smallSweep.replace('20ms', '20000us')]) {
		const after = plan(text);
		t.deepEqual(keysOf(after), keysOf(before));
		t.not(after.hash, before.hash);
	}
});

const refusals: ReadonlyArray<readonly [text: string, message: RegExp]> = [
	['title: x\n', /:1:1: a sweep needs grid or list$/u],
	['grid: {worklaod: [web]}\n', /:1:8: unknown key "worklaod" \(did you mean workload\?/u],
	['grid:\n  workload: [web, wbe]\n', /:2:19: no workload is named "wbe" \(did you mean web\?/u],
	['grid:\n  machine: [rome]\n', /:2:13: no machine is named "rome"/u],
	['grid:\n  policies: [fixed, fred-pf:pool=99999]\n', /:2:21: policies: pool of fred-pf must be a whole number from \d+ to \d+ .*found "99999"$/u],
	['grid: {cpus: [4, 513]}\n', /:1:18: cpus\[1\] must be a whole number from 1 to 512, found 513$/u],
	['grid: {seed: 8..1}\n', /:1:14: seed must be a list of seeds or a range such as 1\.\.8, up to 4294967295, found "8\.\.1"$/u],
	['grid: {seed: 1..200000}\n', /:1:14: a sweep has 100000 cells at most, found 200000 seeds$/u],
	['grid: {seed: 1..1000, for: [1s, 2s], cpus: [1, 2, 3, 4, 5, 6, 7, 8, 9], threads: [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n', /:1:7: a sweep has 100000 cells at most, this one has 162000$/u],
	['scenario: {seed: 1}\ngrid: {seed: [1]}\n', /:2:14: seed stands in scenario already$/u],
	['list: [{seed: 1}]\ngrid: {seed: [1]}\n', /:1:15: seed stands in grid already$/u],
	['list:\n  - {steps: [at 1s: key p]}\n', /:2:13: no step that does something to the box is named "key"/u],
	['list:\n  - {}\n  - {for: 1s, steps: [at 2s: starve on]}\n', /:3:5: cell 1: the step "starve on" at 2s comes after the end of the run \(1s\)$/u],
	['grid: {policies: [fixed], pool: [3]}\n', /:1:7: cell 0: none of the policies fixed has a pool whose size is left open$/u],
	['grid: {for: [10]}\n', /:1:14: for\[0\] must be text, found 10$/u],
];

for (const [text, message] of refusals) {
	test(`refused with its place: ${text.replaceAll('\n', ' ').trim()}`, t => {
		const error = t.throws(() => plan(text), {instanceOf: InputError});
		t.regex(error.toLine(), message);
	});
}
