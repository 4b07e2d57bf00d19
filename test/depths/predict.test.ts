import test from 'ava';
import {compareRuns} from '../../source/depths/compare-runs.js';
import {measuredFolder, readMeasuredRuns, type MeasuredRun} from '../../source/depths/measured.js';
import {groupOf, loadDepthModel} from '../../source/depths/model.js';
import {predictPart} from '../../source/depths/predict.js';

const model = loadDepthModel();
const runs = readMeasuredRuns(measuredFolder);
const {rows, notes} = compareRuns(model, runs);

for (const {name} of runs) {
	test(`${name}: saving within one point of the measured one, p50 and p90 of every class within their band or 10 %`, t => {
		const own = rows.filter(({run}) => run === name);
		const savings = own.filter(({figure}) => figure === 'saving');
		t.true(savings.length > 0);
		for (const {measured, predicted, part} of savings) {
			t.true(Math.abs(measured - predicted) <= 1, `${part}: measured ${measured}, predicted ${predicted}`);
		}

		t.deepEqual(own.filter(({verdict}) => verdict === 'off').map(({part, class: className, figure, measured, predicted}) => `${part} ${className ?? ''} ${figure} ${measured} ${predicted}`), []);
	});
}

test('a prediction uses who was there, never how deep they were', t => {
	const run = runs.find(({name}) => name === 'ext4_612')!;
	const blind: MeasuredRun = {...run, live: run.live.map(thread => ({...thread, bytes: 8}))};
	const drawn = (each: MeasuredRun) => predictPart(model, each, 'live').map(({predicted, low, high}) => [predicted, low, high]);
	t.deepEqual(drawn(blind), drawn(run));
});

test('a band is a band: at least 85 % of the measured figures of predicted runs lie inside', t => {
	const held = rows.filter(({basis}) => basis === 'predicted');
	t.true(held.length > 100);
	t.true(held.filter(({verdict}) => verdict === 'agrees').length >= 0.85 * held.length);
	t.true(held.every(({low, high}) => low <= high));
});

test('runs that the model was made of are told by their content, not by their name', t => {
	const fork = runs.find(({name}) => name === 'fork')!;
	const renamed = {...fork, name: 'other'};
	const halfKnown = {...fork, texts: [fork.texts[0]!, 'of another run']};
	const changed = {...fork, texts: fork.texts.map(text => `${text}\n`)};
	const basis = (run: MeasuredRun) => compareRuns(model, [run]).rows[0]!.basis;
	t.deepEqual([fork, renamed, halfKnown, changed].map(run => basis(run)), ['calibrated', 'calibrated', 'calibrated', 'predicted']);
});

test('what stands in for an unknown kernel or workload is said', t => {
	t.deepEqual(notes, []);
	const run = {...runs.find(({name}) => name === 'tcp612')!, name: 'new', kernel: '6.15', workload: 'nfs-server'};
	t.deepEqual(compareRuns(model, [run]).notes, [
		'new: kernel 6.15 is not known; predicted as 6.12',
		'new: the workload "nfs-server" is not known; predicted as one with deep paths for network, stacked',
	]);
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
