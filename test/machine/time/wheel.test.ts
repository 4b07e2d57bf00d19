import test from 'ava';
import fc from 'fast-check';
import {carve} from '../../../machine/arena.js';
import {quantumBits, quantumTicks} from '../../../machine/time/ticks.js';
import {TimingWheel, wheelSlots} from '../../../machine/time/wheel.js';

/** Turns the wheel until it is empty and gives the threads in the order in which they come up. */
const unwind = (wakes: readonly number[], start: number): number[] => {
	const {views} = carve(arena => {
		const hot = arena.int32(wakes.length * 4);
		return {hot, wheel: new TimingWheel(arena, 1, hot)};
	});
	const {hot, wheel} = views;
	wheel.clear();
	const firstQuantum = (start >>> quantumBits) & 0x1_FF_FF_FF;
	for (const [thread, wake] of wakes.entries()) {
		hot[thread * 4] = (start + wake) | 0;
		wheel.insert(thread, 0, firstQuantum);
	}

	const order: number[] = [];
	for (let quantum = firstQuantum; order.length < wakes.length; quantum = (quantum + 1) & 0x1_FF_FF_FF) {
		if (quantum !== firstQuantum && (quantum & (wheelSlots - 1)) === 0) {
			wheel.enterBlock(quantum, () => 0);
		}

		const slot = quantum & (wheelSlots - 1);
		for (let thread = wheel.near[slot]!; thread >= 0; thread = wheel.near[slot]!) {
			wheel.near[slot] = hot[thread * 4 + 1]!;
			wheel.nearCount[slot]!--;
			order.push(thread);
		}
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
