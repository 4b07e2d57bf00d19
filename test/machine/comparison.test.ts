import fc from 'fast-check';
import test from 'ava';
import {comparedFigures, comparePolicies, failureKinds, figureGroups, judge, type Judgement, Machine, type PolicyReading} from '../../machine/index.js';
import {smallScenario} from '../helpers/scenario.js';

const machine = new Machine(smallScenario({policies: ['fixed', 'fred-pf', 'ist-pf:pool=3', 'fixed:size=8']}));
machine.advance(400_000_000);
const {policies} = machine.read();
const [fixed, fred] = policies as readonly [PolicyReading, PolicyReading];

const figure = (id: string) => comparedFigures.find(one => one.id === id)!;

/** A policy of which only what decides is told. */
const policyWith = (name: string, [net, cost, failures, lost, waitNs]: readonly number[]): PolicyReading => ({
	...fred, name, netKiB: fred.fixedKiB - net!, costPercent: {low: 0, likely: cost!, high: 100}, failures: failures!, eventsLost: lost!, waitNs: waitNs!,
});

/** Few values, so that ties are common. */
const anyPolicies = fc.array(fc.tuple(fc.integer({min: -2, max: 2}), fc.nat(2), fc.nat(1), fc.nat(1), fc.nat(2)), {minLength: 1, maxLength: 8})
	.map(rows => rows.map((row, at) => policyWith(`policy-${at}`, row)));

const rows: ReadonlyArray<readonly [id: string, wanted: number]> = [
	['savedGrossPercent', fred.savedPercent.gross],
	['savedNetPercent', fred.savedPercent.net],
	['savedGrossKiB', fred.fixedKiB - fred.stackKiB],
	['savedNetKiB', fred.fixedKiB - fred.stackKiB - fred.poolKiB - fred.exceptionStackKiB],
	['stackPages', fred.perCpu.stackPages.reduce((sum, pages) => sum + pages, 0)],
	['faults', fred.perCpu.faults.reduce((sum, count) => sum + count, 0)],
	['interruptsMoved', fred.interruptsMoved],
	['levelSwitches', fred.levelSwitchesBy.reduce((sum, {count}) => sum + count, 0)],
	['costPercent', fred.costPercent.likely],
	['failures', Object.values(fred.failuresBy).reduce((sum, count) => sum + count, 0)],
	['poolLowest', Math.min(...fred.perCpu.poolLowest)],
	['headroomBytes', fred.headroomBytes],
	['laterGrowths', fred.laterGrowths],
];

for (const [id, wanted] of rows) {
	test(`a policy's ${id} is that of its reading`, t => {
		t.true(Number.isFinite(wanted));
		t.is(comparePolicies(policies).policies[1]!.values[id], wanted);
	});
}

test('every figure has an id of its own, stands with its group, and is a number or none', t => {
	const ids = comparedFigures.map(({id}) => id);
	t.deepEqual([...new Set(ids)], ids);
	t.deepEqual(failureKinds.filter(kind => !ids.includes(kind)), []);
	const inOrder = Object.keys(figureGroups).flatMap(group => comparedFigures.filter(one => one.group === group));
	t.deepEqual(inOrder.map(({id}) => id), ids);
	for (const policy of policies) {
		for (const {id, value} of comparedFigures) {
			t.true(Number.isFinite(value(policy) ?? 0), id);
		}

		for (const {id, value, range} of comparedFigures.filter(one => one.range !== undefined)) {
			const {low, likely, high} = range!(policy);
			t.true(low <= likely && likely <= high, id);
			t.is(value(policy), likely);
		}
	}
});

test('what a policy has nothing of has neither value nor delta', t => {
	const {policies: [first, second]} = comparePolicies(policies);
	for (const id of ['poolLowest', 'reserveLowest', 'meanWaitNs']) {
		t.false(id in first!.values, id);
		t.false(id in second!.deltas!, id);
	}

	t.true('poolLowest' in second!.values);
	t.true('reserveLowest' in comparePolicies([{...fred, reserve: {size: 4, now: 4, lowest: 1, taken: 3}}]).policies[0]!.values);
	t.is(comparePolicies([{...fred, waits: 4, waitNs: 10}]).policies[0]!.values.meanWaitNs, 2.5);
});

const judgements: ReadonlyArray<readonly [id: string, delta: number, wanted: Judgement]> = [
	['savedNetKiB', 4, 'better'],
	['savedNetKiB', -4, 'worse'],
	['costPercent', 0.1, 'worse'],
	['costPercent', -0.1, 'better'],
	['costPercent', 0, 'same'],
	['pagesGrown', 1, 'neither'],
	['pagesGrown', -1, 'neither'],
	['pagesGrown', 0, 'same'],
];

for (const [id, delta, wanted] of judgements) {
	test(`${delta} ${id} is ${wanted}`, t => {
		t.is(judge(figure(id), delta), wanted);
	});
}

test('deltas are against the first policy, and turn round with it', t => {
	const {policies: [first, second]} = comparePolicies([fixed, fred]);
	t.is(first!.deltas, undefined);
	t.true(second!.deltas!.savedNetKiB! > 0);
	t.is(second!.deltas!.faults, fred.faults - fixed.faults);
	const turned = comparePolicies([fred, fixed]).policies[1]!.deltas!;
	t.deepEqual(Object.keys(turned), Object.keys(second!.deltas!));
	for (const [id, delta] of Object.entries(second!.deltas!)) {
		t.is(turned[id], 0 - delta, id);
	}

	t.deepEqual(new Set(Object.values(comparePolicies([fred, fred]).policies[1]!.deltas!)), new Set([0]));
});

test('a policy is on the Pareto front when no other is as good in all and better in one', t => {
	const worth = ({netKiB, costPercent, failures, eventsLost, waitNs}: PolicyReading) => [-netKiB, -costPercent.likely, -failures - eventsLost, -waitNs];
	fc.assert(fc.property(anyPolicies, some => {
		const compared = comparePolicies(some).policies;
		for (const [at, {pareto, dominatedBy}] of compared.entries()) {
			const mine = worth(some[at]!);
			const over = some.filter(other => {
				const theirs = worth(other);
				return theirs.every((value, axis) => value >= mine[axis]!) && theirs.some((value, axis) => value > mine[axis]!);
			});
			t.deepEqual(dominatedBy, over.map(({name}) => name));
			t.is(pareto, over.length === 0);
		}

		t.true(compared.some(({pareto}) => pareto));
	}));
});

test('the order of the policies does not decide who is dominated', t => {
	fc.assert(fc.property(anyPolicies, some => {
		const front = (list: readonly PolicyReading[]) => comparePolicies(list).policies.filter(({pareto}) => pareto).map(({name}) => name).toSorted();
		t.deepEqual(front(some.toReversed()), front(some));
	}));
});
