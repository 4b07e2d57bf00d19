import test from 'ava';
import {combine, UnknownCostStepError} from '../../../machine/delivery/cycles.js';
import type {CostTable} from '../../../machine/index.js';

const costs: CostTable = {
	a: {low: 10, likely: 20, high: 50, status: 'assumed', source: 'test'},
	b: {low: 100, likely: 140, high: 180, status: 'measured', source: 'test'},
};

test('different steps combine in quadrature', t => {
	const range = combine([{what: 'both', count: 1, steps: {a: 1, b: 1}}], costs);
	t.deepEqual(range, {low: 160 - Math.hypot(10, 40), likely: 160, high: 160 + Math.hypot(30, 40)});
});

test('uses of one step are one unknown: they add up straight', t => {
	const range = combine([{what: 'one', count: 2, steps: {a: 1}}, {what: 'other', count: 1, steps: {a: 3}}], costs);
	t.deepEqual(range, {low: 50, likely: 100, high: 250});
});

test('a saving turns the range round', t => {
	t.deepEqual(combine([{what: 'saved', count: 2, steps: {a: -1}}], costs), {low: -100, likely: -40, high: -20});
	t.deepEqual(combine([{what: 'up', count: 1, steps: {a: 1}}, {what: 'down', count: 1, steps: {a: -1}}], costs), {low: 0, likely: 0, high: 0});
});

test('a step without a cost is named', t => {
	t.is(t.throws(() => combine([{what: 'x', count: 1, steps: {nothing: 1}}], costs), {instanceOf: UnknownCostStepError})?.step, 'nothing');
});
