import fc from 'fast-check';
import test from 'ava';
import {depthAt, Draws, largestOffsetBytes, offsetFrameBytes, offsetOf} from '../../source/depths/draws.js';
import {fitDepths} from '../../source/depths/fit.js';
import {growthAt} from '../../source/files/kernel-growth.js';
import {loadDepthModel} from '../../source/depths/model.js';
import {kernelsAround} from '../../source/depths/group-depths.js';
import {asMeasured, drawMarks, sourcesOf} from '../../source/depths/thread-depths.js';
import type {MeasuredThread} from '../../source/depths/marks-file.js';

const model = loadDepthModel();
const {short, kernel} = model.classes.lineages;

const names = ['cat', 'ls', 'sh', 'modprobe', 'fio', 'nginx', 'kworker/0:1', 'kworker/u8:2', 'kworker/R-mld', 'ksoftirqd/3', 'cpuhp/1', 'rcu_preempt', 'jbd2/vda-8', 'no-such-thread'];
const thread = fc.record({comm: fc.constantFrom(...names), kind: fc.constantFrom('user', 'kernel', 'irq-stack'), pid: fc.constant(1), bytes: fc.constant(8)}) as fc.Arbitrary<MeasuredThread>;
const run = fc.record({kernel: fc.constantFrom('6.1', '6.6', '6.12', '7.0'), workload: fc.constantFrom('idle', 'swapping', 'stacked-files', 'anything'), randomStackOffset: fc.boolean()});

test('marks are multiples of 8 within a stack, the same for the same draw, and deeper when all is taken to be deeper', t => {
	fc.assert(fc.property(run, fc.array(thread, {minLength: 1, maxLength: 20}), fc.nat(1000), fc.constantFrom('live', 'ended' as const), (facts, threads, number, when) => {
		const replica = {replica: number, run: 0};
		const sources = sourcesOf(model, facts, threads, when);
		const marks = drawMarks(model, sources, replica);
		const deeper = drawMarks(model, sources, replica, {...asMeasured, deeper: {addBytes: 512, factor: 1}});
		const scaled = drawMarks(model, sources, replica, {...asMeasured, deeper: {addBytes: 0, factor: 1.25}});
		t.deepEqual(drawMarks(model, sources, replica), marks);
		t.true(marks.every(mark => mark % 8 === 0 && mark >= 8 && mark <= 16_384));
		t.true(deeper.every((mark, index) => mark === Math.min(16_384, marks[index]! + 512) || marks[index] === 8));
		t.true(scaled.every((mark, index) => mark >= marks[index]!));
	}), {numRuns: 60});
});

test('an offset lies between the frame alone and the frame with the largest offset; kernel threads have none', t => {
	const draws = new Draws();
	const offsets = Array.from({length: 2000}, (_, index) => {
		draws.start(index, 1);
		return offsetOf(draws, short);
	});
	t.true(Math.min(...offsets) >= offsetFrameBytes);
	t.is(Math.max(...offsets), offsetFrameBytes + largestOffsetBytes);
	t.is(offsetOf(draws, kernel), 0);
});

test('a fit finds the path below the random offsets again', t => {
	const draws = new Draws();
	const marks = Array.from({length: 800}, (_, index) => {
		draws.start(index, 5);
		return 2552 + offsetOf(draws, short);
	});
	const {bytes, samples} = fitDepths(marks, short);
	t.is(samples, 800);
	t.true(bytes.slice(1, -1).every(value => Math.abs(value - 2552) <= 40), bytes.join(' '));
});

test('fitted depths without offset are the observed ones', t => {
	const {bytes} = fitDepths(Array.from({length: 100}, (_, index) => 1000 + index * 10), kernel);
	t.true(Math.abs(depthAt(bytes, 0.5) - 1500) <= 20);
	t.true(Math.abs(depthAt(bytes, 0.9) - 1900) <= 20);
});

test('growth is straight from nothing through its knots and level beyond them', t => {
	const knots = [{bytes: 1000, grows: 100}, {bytes: 2000, grows: 300}];
	t.deepEqual([0, 500, 1000, 1500, 2000, 9000].map(depth => growthAt(knots, depth)), [0, 50, 100, 200, 300, 300]);
	t.is(growthAt([], 500), 0);
});

const kernels: ReadonlyArray<readonly [asked: string, from: string, to: string, share: number]> = [
	['6.1', '6.1', '6.1', 0],
	['6.12', '6.12', '6.12', 0],
	['6.6', '6.1', '6.12', 5 / 11],
	['5.10', '6.1', '6.1', 0],
	['7.1', '6.12', '6.12', 0],
	['next', '6.1', '6.12', 2],
];

for (const [asked, from, to, share] of kernels) {
	test(`kernel ${asked} is taken from ${from} and ${to}`, t => {
		t.deepEqual(kernelsAround(model, asked), {from, to, share});
	});
}

test('threads of a kernel between two known ones are as deep as between them', t => {
	const threads: MeasuredThread[] = [{comm: 'kthreadd', kind: 'kernel', pid: 2, bytes: 8}];
	const [old, between, recent] = ['6.1', '6.6', '6.12'].map(kernel => sourcesOf(model, {kernel, workload: 'idle', randomStackOffset: true}, threads, 'live')[0]!.bytes[3]!);
	t.true(old! < between! && between! < recent!);
});
