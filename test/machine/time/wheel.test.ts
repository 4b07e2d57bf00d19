import test from 'ava';
import fc from 'fast-check';
import {wordsOf} from '../../../machine/time/wheel.js';
import {createWorld} from '../../../machine/world.js';
import {smallScenario} from '../../helpers/scenario.js';
import {quantumBits, quantumTicks, wheelSlots} from '../../../machine/layout.js';

/** A box with an empty wheel for some CPUs and so many threads. */
const freshWheel = (threads: number, cpus: number) => {
	const {wheel, inner: {loop}, threads: {hot}} = createWorld(smallScenario({machine: {cpus, threads}}));
	loop.clear();
	return {hot, wheel, loop};
};

/** Turns the wheel until it is empty and gives the threads in the order in which they come up. */
const unwind = (wakes: readonly number[], start: number): number[] => {
	const {hot, wheel, loop} = freshWheel(wakes.length, 1);
	const firstQuantum = (start >>> quantumBits) & 0x1_FF_FF_FF;
	for (const [thread, wake] of wakes.entries()) {
		hot[thread * 4] = (start + wake) | 0;
		loop.insert(thread, 0, firstQuantum);
	}

	const order: number[] = [];
	for (let quantum = firstQuantum; order.length < wakes.length; quantum = (quantum + 1) & 0x1_FF_FF_FF) {
		if (quantum !== firstQuantum && (quantum & (wheelSlots - 1)) === 0) {
			loop.enterBlock(quantum);
		}

		const slot = quantum & (wheelSlots - 1);
		if (loop.nextBusySlot(slot) !== slot) {
			continue;
		}

		for (let thread = wheel.near[slot]!; thread >= 0; thread = wheel.near[slot]!) {
			wheel.near[slot] = hot[thread * 4 + 1]!;
			order.push(thread);
		}

		loop.leftBy(slot, 0);
		loop.settle(slot);
	}

	return order;
};

const byWake = (wakes: readonly number[]): number[] => [...wakes.keys()].sort((a, b) => wakes[a]! - wakes[b]! || a - b);

test('threads come up in the order of their wake-ups, equal ones by number', t => {
	const wakes = fc.array(fc.oneof(
		fc.integer({min: 0, max: 4 * quantumTicks}),
		fc.integer({min: 0, max: 300 * quantumTicks}),
		fc.integer({min: 0, max: 200_000 * quantumTicks}),
	), {minLength: 1, maxLength: 60});
	// Starts lie on a block's edge, some just before the 32-bit tick counter turns over
	const start = fc.constantFrom(0, 256 * quantumTicks, -256 * quantumTicks, 65_536 * quantumTicks, 0x7F_FF_80_00);
	fc.assert(fc.property(wakes, start, (list, from) => {
		t.deepEqual(unwind(list, from), byWake(list));
	}), {numRuns: 60});
});

test('the order of insertions does not matter', t => {
	const wakes = [5, 5, 3, 900_000, 3, 40_000, 900_000];
	t.deepEqual(unwind(wakes, 0), [2, 4, 0, 1, 5, 3, 6]);
});

test('slots and CPUs with nobody in them are passed over', t => {
	fc.assert(fc.property(fc.uniqueArray(fc.record({slot: fc.nat(wheelSlots - 1), cpu: fc.nat(69)}), {maxLength: 20, selector: ({slot, cpu}) => slot * 70 + cpu}), placed => {
		const {wheel, hot, loop} = freshWheel(Math.max(1, placed.length), 70);
		for (const [thread, {slot, cpu}] of placed.entries()) {
			hot[thread * 4] = slot << quantumBits;
			loop.insert(thread, cpu, 0);
		}

		const found: Array<{slot: number; cpu: number}> = [];
		for (let slot = loop.nextBusySlot(0); slot < wheelSlots; slot = loop.nextBusySlot(slot)) {
			for (let cpu = 0; cpu < 70; cpu++) {
				if ((wheel.nearCpus[slot * wordsOf(70) + (cpu >>> 5)]! & (1 << (cpu & 31))) !== 0) {
					found.push({slot, cpu});
					loop.leftBy(slot, cpu);
				}
			}

			loop.settle(slot);
		}

		t.deepEqual(found, placed.toSorted((a, b) => a.slot - b.slot || a.cpu - b.cpu));
	}));
});
