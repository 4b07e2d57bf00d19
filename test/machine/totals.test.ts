import test from 'ava';
import {buildBox, type Driver} from '../bench/core/box.js';

/** Just below what 32 bits hold. */
const nearTheEnd = 2 ** 32 - 5;

/** Every count since boot: of the box, of each policy, of the log. */
const columnsOf = ({world: {counters, running, log, classBusyTicks, classBursts}}: Driver): Map<string, Float64Array> => new Map([
	...Object.entries(counters),
	...running.flatMap(({policy, books}) => Object.entries(books.counts).map(([name, column]) => [`${policy.name} ${name}`, column] as const)),
	['log', log.written],
	['busy ticks by class', classBusyTicks],
	['bursts by class', classBursts],
]);

test('no count turns round at 32 bits: from just below, all go on as from 0', t => {
	const build = (): Driver => buildBox({cpus: 4, threads: 200}, 'wheel', ['fred-pf', 'ist-pf', 'entry']);
	const [usual, preset] = [build(), build()];
	const before = new Map([...columnsOf(usual)].map(([name, column]) => [name, column.slice()]));
	for (const column of columnsOf(preset).values()) {
		for (const cpu of column.keys()) {
			column[cpu]! += nearTheEnd;
		}
	}

	for (const {engine} of [usual, preset]) {
		engine.advance(1_000_000);
	}

	let moved = 0;
	const presets = columnsOf(preset);
	for (const [name, column] of columnsOf(usual)) {
		t.deepEqual([...presets.get(name)!], [...column].map(value => value + nearTheEnd), name);
		moved += column.some((value, cpu) => value > before.get(name)![cpu]! + 5) ? 1 : 0;
	}

	t.true(moved > 20, 'enough of them crossed the border for the test to mean something');
	t.deepEqual(preset.world.threads.hot, usual.world.threads.hot, 'nothing acts on a count');
});
