import {Buffer} from 'node:buffer';
import test from 'ava';
import {Checkpoints} from '../../source/player/checkpoints.js';
import {StateStore} from '../../source/player/state-store.js';

const mib = 1024 * 1024;

/** A state as large as told in which `seed` leaves a trace. */
const stateOf = (bytes: number, seed: number): ArrayBuffer => {
	const words = new Int32Array(bytes / 4);
	for (let index = seed % 3; index < words.length; index += 3) {
		words[index] = Math.imul(index + 1, seed + 1);
	}

	return words.buffer;
};

for (const [what, bytes] of [['packed', 64 * 1024], ['as it is', 9 * mib]] as const) {
	test(`a state that is kept ${what} comes out as it went in, after others were kept and released`, t => {
		const store = new StateStore(bytes);
		const into = (seed: number) => (spare?: ArrayBuffer): ArrayBuffer => {
			const state = stateOf(bytes, seed);
			if (!spare) {
				return state;
			}

			new Uint8Array(spare).set(new Uint8Array(state));
			return spare;
		};

		const first = store.keep(into(1));
		store.release(store.keep(into(2)));
		const third = store.keep(into(3));
		t.true(Buffer.from(first.open()).equals(Buffer.from(stateOf(bytes, 1))));
		t.true(Buffer.from(third.open()).equals(Buffer.from(stateOf(bytes, 3))));
		t.is(first.bytes < bytes, what === 'packed');
	});
}

/** Takes a checkpoint every second of a run of an hour. */
const hour = (stateBytes: number, budgetBytes: number): Checkpoints => {
	const checkpoints = new Checkpoints({budgetBytes, stateBytes});
	for (let second = 0; second <= 3600; second++) {
		const figures = {timeNs: second * 1e9, bursts: second * 5_000_000, userFaults: 0, freeKiB: 0, policies: []};
		if (checkpoints.isWorthwhile(figures)) {
			checkpoints.take(figures, 0, () => stateOf(stateBytes, second));
		}
	}

	return checkpoints;
};

for (const [stateBytes, budgetBytes, fewest, most] of [[4096, 64 * mib, 60, 64], [4096, 20_000, 4, 20], [4096, 1, 4, 4]] as const) {
	test(`states of ${stateBytes} bytes in ${budgetBytes}: ${fewest} to ${most} are kept, boot and the newest among them, closer together near now`, t => {
		const {all} = hour(stateBytes, budgetBytes);
		t.true(all.length >= fewest && all.length <= most, `${all.length} are kept`);
		t.is(all[0]!.timeNs, 0);
		t.is(all.at(-1)!.timeNs, 3600e9);
		const gaps = all.slice(1).map(({timeNs}, index) => timeNs - all[index]!.timeNs);
		t.true(gaps[0]! > gaps.at(-1)!);
		t.true(all.length === 4 || all.reduce((sum, {state}) => sum + state.bytes, 0) <= budgetBytes);
	});
}
