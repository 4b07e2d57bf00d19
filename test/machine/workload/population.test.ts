import test from 'ava';
import fc from 'fast-check';
import {classCounts, homeCpu, isBound, layRows, spreadGrownPages} from '../../../machine/workload/population.js';
import {kernelClass, toolClass, workerClass} from '../../helpers/scenario.js';

const boxClass = {...kernelClass, name: 'rcu', count: {box: 6}};
const heavier = {...workerClass, name: 'heavier', count: {share: 3}};
const classes = [kernelClass, boxClass, workerClass, heavier];

test('per-CPU classes come first, then per-box ones, then shares of the rest', t => {
	t.deepEqual(classCounts(classes, 4, 30), [8, 6, 4, 12]);
	t.deepEqual(classCounts(classes, 4, 10), [8, 2, 0, 0]);
	t.deepEqual(classCounts(classes, 4, 1), [1, 0, 0, 0]);
	t.deepEqual(classCounts([kernelClass], 2, 9), [9]);
});

test('every thread has a class, whatever the size of the box', t => {
	fc.assert(fc.property(fc.integer({min: 1, max: 512}), fc.integer({min: 1, max: 1_000_000}), (cpus, threads) => {
		const counts = classCounts(classes, cpus, threads);
		return counts.every(count => count >= 0) && counts.reduce((sum, count) => sum + count, 0) === threads;
	}));
	t.pass();
});

test('grown pages go to classes that take them, in even rounds, never beyond a stack', t => {
	const rows = layRows([8, 6, 10, 0]);
	fc.assert(fc.property(fc.integer({min: 0, max: 60}), fc.integer({min: 0, max: 1000}), (pages, seed) => {
		const extra = spreadGrownPages([kernelClass, boxClass, workerClass, toolClass], rows, pages, 3, seed);
		const values = [...extra.values()];
		t.is(values.reduce((sum, value) => sum + value, 0), Math.min(pages, 30));
		t.true([...extra.keys()].every(row => row >= 14 && row < 24));
		t.true(values.length === 0 || Math.max(...values) - (values.length < 10 ? 0 : Math.min(...values)) <= 1);
	}));
});

test('threads of per-CPU classes sit on their CPU, others anywhere', t => {
	t.deepEqual([0, 1, 2, 3, 4].map(i => homeCpu(kernelClass, i, i, 4, 1)), [0, 1, 2, 3, 0]);
	const homes = new Set(Array.from({length: 200}, (_, i) => homeCpu(workerClass, i, i, 4, 1)));
	t.deepEqual([...homes].sort((a, b) => a - b), [0, 1, 2, 3]);
});

test('what makes no whole round of the CPUs is spread over the box, one class beside the next', t => {
	const half = {...kernelClass, comm: 'nfsd', count: {perCpu: 0.5}};
	const homes = (first: number) => [0, 1, 2, 3].map(i => homeCpu(half, i, first + i, 8, 1));
	t.deepEqual(homes(16), [0, 2, 4, 6]);
	t.deepEqual(homes(20), [1, 3, 5, 7]);
	const more = {...half, count: {perCpu: 1.25}};
	t.deepEqual(Array.from({length: 10}, (_, i) => homeCpu(more, i, 16 + i, 8, 1)), [0, 1, 2, 3, 4, 5, 6, 7, 0, 4]);
});

test('every CPU has as many threads of a class as the next, or one more', t => {
	fc.assert(fc.property(fc.integer({min: 1, max: 96}), fc.integer({min: 1, max: 40}), fc.nat({max: 10_000}), fc.boolean(), (cpus, tenths, first, bound) => {
		const item = {...kernelClass, comm: bound ? 'kworker/%c:0' : 'nfsd', count: {perCpu: tenths / 10}};
		const threads = Array.from({length: cpus}, () => 0);
		for (let i = 0; i < Math.round(cpus * tenths / 10); i++) {
			threads[homeCpu(item, i, first + i, cpus, 1)]!++;
		}

		return Math.max(...threads) - Math.min(...threads) <= 1;
	}));
	t.pass();
});

test('kernel threads are bound to a CPU by their name', t => {
	t.true(isBound(kernelClass));
	t.false(isBound({...kernelClass, comm: 'nfsd'}));
	t.false(isBound({...workerClass, comm: 'nginx/%c', count: {perCpu: 1}}));
	t.false(isBound({...kernelClass, count: {box: 4}}));
});
