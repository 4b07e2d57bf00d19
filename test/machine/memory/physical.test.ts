import test from 'ava';
import fc from 'fast-check';
import {Memory, memoryStates, stretchTicks, watermarksOf} from '../../../machine/memory/physical.js';

const marks = [
	{memoryMiB: 512, minKiB: 2896, why: 'the square root of 16 x 524288 KiB'},
	{memoryMiB: 4096, minKiB: 8192, why: 'the square root of 16 x 4194304 KiB'},
	{memoryMiB: 16 * 1024 * 1024, minKiB: 262_144, why: 'never more than 256 MiB'},
	{memoryMiB: 0.5, minKiB: 128, why: 'never less than 128 KiB'},
] as const;

for (const {memoryMiB, minKiB, why} of marks) {
	test(`${memoryMiB} MiB have a min watermark of ${minKiB} KiB: ${why}`, t => {
		const {min, low, high, atomic} = watermarksOf(memoryMiB);
		t.is(min, Math.floor(minKiB / 4));
		t.is(atomic, Math.floor(min * 3 / 8));
		t.true(low - min >= Math.floor(min / 4));
		t.is(high - low, low - min);
	});
}

const memoryAt = (failShare: number, seed = 1): Memory => {
	const memory = new Memory(seed, 4096);
	memory.failShare = failShare;
	return memory;
};

test('without pressure nothing fails and nobody waits', t => {
	const memory = memoryAt(0);
	for (let stretch = 0; stretch < 1000; stretch++) {
		memory.moment = stretch * stretchTicks;
		t.is(memory.state(), 'calm');
		t.true(memory.atomic(0, 0));
		t.is(memory.sleeping(0, 0), 0);
		t.is(memory.untilAtomic(), 0);
	}
});

test('atomic requests fail in the share of time that is asked for, for the whole box at once', t => {
	const memory = memoryAt(0.2);
	const stretches = 20_000;
	let failed = 0;
	for (let stretch = 0; stretch < stretches; stretch++) {
		memory.moment = stretch * stretchTicks + 5;
		const first = memory.atomic(0, 0);
		t.is(memory.atomic(7, 3), first, 'every CPU meets the same memory');
		failed += first ? 0 : 1;
	}

	// Four standard deviations of a binomial share
	t.true(Math.abs(failed / stretches - 0.2) < 4 * Math.sqrt(0.2 * 0.8 / stretches), `${failed} of ${stretches}`);
});

test('free pages lie between the watermarks that the state names', t => {
	fc.assert(fc.property(fc.double({min: 0, max: 1, noNaN: true}), fc.nat({max: 1e9}), fc.nat(), (share, stretch, seed) => {
		const memory = memoryAt(share, seed);
		memory.moment = stretch * stretchTicks;
		const {min, low, high, atomic} = memory.watermarks;
		const free = memory.freePages();
		const [least, most] = {calm: [high, 2 * high], low: [min, low], min: [atomic, min], empty: [0, atomic]}[memory.state()];
		t.true(memoryStates.includes(memory.state()));
		t.true(free >= least! && free <= most!, `${memory.state()}: ${free}`);
	}));
});

test('a wait for an atomic page ends with the stretch in which it can be had', t => {
	const memory = memoryAt(0.5);
	let waited = 0;
	for (let stretch = 0; stretch < 500; stretch++) {
		memory.moment = stretch * stretchTicks + 17;
		const ticks = memory.untilAtomic();
		t.is(ticks === 0, memory.atomic(0, 0));
		memory.moment += ticks;
		t.true(memory.atomic(0, 0));
		memory.moment -= 1;
		t.is(memory.atomic(0, 0), ticks === 0, 'not a tick earlier');
		waited += ticks > 0 ? 1 : 0;
	}

	t.true(waited > 100);
});

test('who starves a refill stops atomic requests only, and no wait for them ends before the patience does', t => {
	const memory = memoryAt(0);
	memory.starved = true;
	t.false(memory.atomic(0, 0));
	t.is(memory.sleeping(0, 0), 0);
	t.true(memory.untilAtomic() > 30e9 / 64);
});

test('below the min watermark who may sleep waits, 77 us on average', t => {
	const memory = memoryAt(1);
	let ticks = 0;
	const draws = 20_000;
	for (let nth = 0; nth < draws; nth++) {
		memory.moment = nth * stretchTicks;
		ticks += memory.sleeping(nth % 8, nth % 3);
	}

	t.true(Math.abs(ticks / draws * 64 / 77_000 - 1) < 4 / Math.sqrt(draws) + 0.001, `${ticks / draws * 64} ns`);
});

test('charges fail in the share that is asked for', t => {
	const memory = memoryAt(0);
	t.true(memory.charge(0, 0));
	memory.chargeFailShare = 0.1;
	let failed = 0;
	for (let nth = 0; nth < 20_000; nth++) {
		memory.moment = nth * 3;
		failed += memory.charge(1, 0) ? 0 : 1;
	}

	t.true(Math.abs(failed / 20_000 - 0.1) < 0.01, String(failed));
});
