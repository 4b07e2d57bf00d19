import test from 'ava';
import {compareMeasured} from '../../source/depths/compare.js';
import {measuredFolder, readMeasuredRuns, type MeasuredRun} from '../../source/depths/measured.js';
import {groupOf, loadDepthModel} from '../../source/depths/model.js';
import {predictPart} from '../../source/depths/predict.js';
import {tellsWithin} from '../../source/depths/sample-quantile.js';

const model = loadDepthModel();
const {runs} = readMeasuredRuns(measuredFolder);
const {rows, notes} = compareMeasured(model, runs);

for (const {name} of runs) {
	test(`${name}: saving within one point of the measured one, p50 and p90 of every class within their band or 10 %`, t => {
		const own = rows.filter(({run}) => run === name);
		const savings = own.filter(({figure}) => figure === 'saving');
		t.true(savings.length > 0);
		for (const {measured, predicted, part} of savings) {
			t.true(Math.abs(measured - predicted) <= 1, `${part}: measured ${measured}, predicted ${predicted}`);
		}

		const strays = own.filter(({verdict}) => verdict === 'off' || verdict === 'unsure');
		t.deepEqual(strays.map(({part, class: className, figure, measured, predicted}) => `${part} ${className ?? ''} ${figure} ${measured} ${predicted}`), []);
	});
}

test('a prediction uses who was there, never how deep they were', t => {
	const run = runs.find(({name}) => name === 'ext4_612')!;
	const blind: MeasuredRun = {...run, live: run.live.map(thread => ({...thread, bytes: 8}))};
	const drawn = (each: MeasuredRun) => predictPart(model, [each], 'live').map(({predicted, low, high}) => [predicted, low, high]);
	t.deepEqual(drawn(blind), drawn(run));
});

test('a band is a band: at least 85 % of the measured figures of predicted runs lie inside', t => {
	const held = rows.filter(({basis}) => basis === 'predicted');
	t.true(held.length > 100);
	t.true(held.filter(({verdict}) => verdict === 'agrees').length >= 0.85 * held.length);
	t.true(held.every(({low, high}) => low <= high));
});

test('stacks that the model was made of are told by their content, not by their name, order or number', t => {
	const fork = runs.find(({name}) => name === 'fork')!;
	const other = runs.find(({name}) => name === 'ext4_612')!;
	const told = (run: MeasuredRun) => {
		const {rows: own, notes: said} = compareMeasured(model, [run]);
		return [own[0]!.basis, ...said.filter(note => note.includes('stacks'))];
	};

	t.deepEqual(told({...fork, name: 'other'}), ['calibrated']);
	t.deepEqual(told({...fork, live: fork.live.toReversed().slice(50), ended: fork.ended!.filter((_, index) => index % 2 === 0)}), ['calibrated']);
	t.deepEqual(told({...fork, live: fork.live.map(thread => ({...thread, pid: thread.pid + 1000})), ended: undefined}), ['predicted']);
	t.deepEqual(told({...fork, kernel: '6.12', workload: 'files-xfs'}), [
		'calibrated',
		'fork: called calibrated, since its stacks are those of fork; but that was kernel 6.1, fork-storm, random offset on, '
		+ 'and this one is predicted as what its scenarios.yaml says: kernel 6.12, files-xfs, random offset on',
	]);
	t.deepEqual(
		told({...other, live: [...other.live, ...fork.live], ended: fork.ended!.slice(0, 10)}),
		['predicted', 'ext4_612: 52 % of its stacks stand in fork too, which the model was made of; called predicted'],
	);
	t.deepEqual(told(other), ['predicted']);
});

test('what stands in for an unknown kernel or workload is said', t => {
	t.deepEqual(notes, []);
	const run = {...runs.find(({name}) => name === 'tcp612')!, name: 'new', kernel: '6.15', workload: 'nfs-server'};
	t.deepEqual(compareMeasured(model, [run]).notes, [
		'new: kernel 6.15 is not known; predicted as 6.12',
		'new: the workload "nfs-server" is not known; predicted as one with deep paths for network, stacked',
	]);
});

test('of p50 and p90 that enough threads tell to within 10 %, nearly all are predicted to within 10 %', t => {
	const told = rows.filter(({sample, measured}) => sample !== undefined && tellsWithin(sample, measured, 0.1));
	const missed = told.filter(({measured, predicted}) => Math.abs(measured - predicted) > 0.1 * measured);
	t.true(told.length > 60);
	t.deepEqual(missed.map(({run, part, class: name, figure}) => [run, part, name, figure].join(' ')), []);
});

test('random halves of a run: at most about 5 in 100 have any figure called off', t => {
	let state = 7;
	const isTaken = (): boolean => {
		state = Math.imul(state ^ state >>> 15, 0x2C_1B_3C_6D) + 0x9E_37_79_B9 | 0;
		return (state ^ state >>> 13) % 2 === 0;
	};

	const halves = Array.from({length: 4}, () => runs.map(run => ({...run, live: run.live.filter(() => isTaken()), ended: run.ended?.filter(() => isTaken())}))).flat();
	const wrong = halves.filter(half => compareMeasured(model, [half]).rows.some(({verdict}) => verdict === 'off'));
	t.true(wrong.length <= 0.08 * halves.length, wrong.map(({name}) => name).join(' '));
});

test('a run whose stacks are all a quarter deeper is called off', t => {
	const run = runs.find(({name}) => name === 'ext4_612')!;
	const deeper = (each: MeasuredRun['live']) => each.map(thread => ({...thread, bytes: Math.round(thread.bytes * 1.25 / 8) * 8}));
	t.true(compareMeasured(model, [{...run, live: deeper(run.live), ended: deeper(run.ended!)}]).rows.filter(({verdict}) => verdict === 'off').length > 5);
});

test('every thread that was ever measured has a group, and every group a fitted depth', t => {
	for (const run of runs) {
		for (const when of ['live', 'ended'] as const) {
			for (const thread of run[when] ?? []) {
				t.not(model.marks.groups[groupOf(model.classes, thread, when).name], undefined, thread.comm);
			}
		}
	}

	t.deepEqual([...new Set(model.classes.groups.map(({name}) => name))].filter(name => model.marks.groups[name] === undefined), []);
});
