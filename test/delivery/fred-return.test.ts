import test from 'ava';
import fc from 'fast-check';
import {
	type CpuContext, type DescriptorTable, type FredFrame, type FredReturn, deliverFred, erets, eretu,
} from '../../machine/index.js';
import {
	invalidOpcode, kernel, linuxMsrs, mapped, nmi, pageFault, user, without,
} from './state.js';
import {context as anyContext, event as anyEvent, msrs as anyMsrs} from './arbitrary.js';

const unit = {enabled: true, star: linuxMsrs.star, descriptors: new Map()};
const handler = {...kernel, rsp: 0xFF_FF_C9_00_00_00_2F_40n};
const toKernel: FredFrame = [0n, 0x40_10_00n, 0x10n, 0x1_02_02n, 0xFF_FF_C9_00_00_00_30_00n, 0x2_03_00_06_00_00_00_18n, 0n, 0n];
const toUser: FredFrame = [0n, 0x40_10_00n, 0x33n, 0x1_02_02n, 0x7F_FF_FF_FF_E0_00n, 0x2_03_00_06_00_00_00_2Bn, 0n, 0n];

const changed = (frame: FredFrame, slot: number, change: (value: bigint) => bigint): FredFrame =>
	frame.map((value, at) => at === slot ? change(value) : value) as unknown as FredFrame;

const summary = (outcome: FredReturn): string => outcome.kind === 'fault'
	? `fault ${outcome.vector}(${outcome.errorCode})`
	: `ring ${outcome.context.cpl} level ${outcome.context.csl}`;

const flag = (bit: bigint) => (value: bigint) => value ^ (1n << bit);

const eretsRows: ReadonlyArray<readonly [about: string, frame: FredFrame, outcome: string]> = [
	['as delivered', toKernel, 'ring 0 level 0'],
	['RIP not canonical', changed(toKernel, 1, () => 0x80_00_00_00_00_00n), 'fault 13(0)'],
	['another CS', changed(toKernel, 2, () => 0x08n), 'fault 13(0)'],
	['CS slot bit 19', changed(toKernel, 2, flag(19n)), 'fault 13(0)'],
	['CS slot bit 63', changed(toKernel, 2, flag(63n)), 'fault 13(0)'],
	['CS slot bit 18: wait for ENDBRANCH', changed(toKernel, 2, flag(18n)), 'ring 0 level 0'],
	['stack level raised in the frame: ignored', changed(toKernel, 2, value => value | 0x3_00_00n), 'ring 0 level 0'],
	['RFLAGS bit 1 clear', changed(toKernel, 3, flag(1n)), 'fault 13(0)'],
	...[3n, 5n, 15n, 17n, 22n, 63n].map(bit => [`RFLAGS bit ${bit}`, changed(toKernel, 3, flag(bit)), 'fault 13(0)'] as const),
	['RFLAGS IOPL 3', changed(toKernel, 3, value => value | 0x30_00n), 'ring 0 level 0'],
	['another SS', changed(toKernel, 5, value => value ^ 0x8n), 'fault 13(0)'],
	['SS slot bit 31', changed(toKernel, 5, flag(31n)), 'fault 13(0)'],
	['SS slot bits 63:32', changed(toKernel, 5, value => value ^ 0xFF_FF_FF_FF_00_00_00_00n), 'ring 0 level 0'],
	['event data and the last quadword', changed(changed(toKernel, 6, () => 1n), 7, () => 1n), 'ring 0 level 0'],
];

for (const [about, frame, outcome] of eretsRows) {
	test(`ERETS: ${about}`, t => {
		t.is(summary(erets(unit, handler, frame, mapped)), outcome);
	});
}

const eretuRows: ReadonlyArray<readonly [about: string, frame: FredFrame, outcome: string]> = [
	['as delivered', toUser, 'ring 3 level 0'],
	['compatibility mode', changed(toUser, 2, () => 0x23n), 'ring 3 level 0'],
	['RIP not canonical', changed(toUser, 1, () => 0x80_00_00_00_00_00n), 'fault 13(0)'],
	['stack level in the CS slot', changed(toUser, 2, flag(16n)), 'fault 13(0)'],
	['CS of ring 0', changed(toUser, 2, () => 0x10n), 'fault 13(0)'],
	['RFLAGS IOPL 3', changed(toUser, 3, value => value | 0x30_00n), 'fault 13(0)'],
	['RFLAGS VM', changed(toUser, 3, flag(17n)), 'fault 13(0)'],
	['RFLAGS NT and AC', changed(toUser, 3, value => value | 0x4_40_00n), 'ring 3 level 0'],
	['SS of ring 0', changed(toUser, 5, value => value & ~3n), 'fault 13(0)'],
	['SS slot bit 19', changed(toUser, 5, flag(19n)), 'fault 13(0)'],
	['SS slot bits 63:32', changed(toUser, 5, value => value ^ 0xFF_FF_FF_FF_00_00_00_00n), 'ring 3 level 0'],
	['a CS outside the table', changed(toUser, 2, () => 0x43n), 'fault 13(64)'],
	['a null CS', changed(toUser, 2, () => 0x3n), 'fault 13(0)'],
];

for (const [about, frame, outcome] of eretuRows) {
	test(`ERETU: ${about}`, t => {
		t.is(summary(eretu(unit, handler, frame, mapped)), outcome);
	});
}

const descriptors: DescriptorTable = new Map([
	[0x40, {kind: 'code32', dpl: 3, present: true}],
	[0x48, {kind: 'code64', dpl: 3, present: false}],
	[0x50, {kind: 'data', dpl: 3, present: true}],
	[0x58, {kind: 'read-only data', dpl: 3, present: true}],
	[0x60, {kind: 'data', dpl: 3, present: false}],
	[0x68, {kind: 'code64', dpl: 0, present: true}],
	[0x70, {kind: 'code64', dpl: 0, present: true, conforming: true}],
]);

const segmentRows: ReadonlyArray<readonly [about: string, cs: bigint, ss: bigint, outcome: string]> = [
	['code and data', 0x43n, 0x53n, 'ring 3 level 0'],
	['conforming code', 0x73n, 0x53n, 'ring 3 level 0'],
	['code of ring 0', 0x6Bn, 0x53n, 'fault 13(104)'],
	['code that is not present', 0x4Bn, 0x53n, 'fault 11(72)'],
	['data as code', 0x53n, 0x53n, 'fault 13(80)'],
	['a stack that is read-only', 0x43n, 0x5Bn, 'fault 13(88)'],
	['a stack that is not present', 0x43n, 0x63n, 'fault 12(96)'],
];

for (const [about, cs, ss, outcome] of segmentRows) {
	test(`ERETU with selectors of its own: ${about}`, t => {
		const frame = changed(changed(toUser, 2, () => cs), 5, () => ss);
		t.is(summary(eretu({...unit, descriptors}, handler, frame, mapped)), outcome);
	});
}

test('a return to compatibility mode cuts RIP and RSP to 32 bits', t => {
	const frame = changed(changed(toUser, 2, () => 0x23n), 4, () => 0x1_23_45_67_89n);
	const outcome = eretu(unit, handler, frame, mapped);
	t.like(outcome, {kind: 'returned', rip: 0x40_10_00n, gsSwapped: true});
	t.like(outcome, {context: {longMode: false, rsp: 0x23_45_67_89n}});
});

const refusals: ReadonlyArray<readonly [about: string, run: () => FredReturn, outcome: string]> = [
	['ERETU above stack level 0', () => eretu(unit, {...handler, csl: 1}, toUser, mapped), 'fault 13(0)'],
	['ERETS in ring 3', () => erets(unit, user, toKernel, mapped), 'fault 6(0)'],
	['ERETU in ring 3', () => eretu(unit, user, toUser, mapped), 'fault 6(0)'],
	['ERETS without FRED', () => erets({...unit, enabled: false}, handler, toKernel, mapped), 'fault 6(0)'],
	['a frame that is not mapped', () => erets(unit, handler, toKernel, without(handler.rsp)), 'fault 14(0)'],
	['a frame whose end is not mapped', () => eretu(unit, {...handler, rsp: 0xFF_FF_C9_00_00_00_2F_D4n}, toUser, without(0xFF_FF_C9_00_00_00_30_00n)), 'fault 14(0)'],
	['RSP not canonical', () => erets(unit, {...handler, rsp: 0x80_00_00_00_00_00n}, toKernel, mapped), 'fault 12(0)'],
];

for (const [about, run, outcome] of refusals) {
	test(about, t => {
		t.is(summary(run()), outcome);
	});
}

test('ERETS lowers the stack level to that of the frame', t => {
	for (const [csl, saved, level] of [[3, 1, 1], [2, 0, 0], [1, 3, 1], [2, 2, 2]] as const) {
		const frame = changed(toKernel, 2, value => value | (BigInt(saved) << 16n));
		t.is(summary(erets(unit, {...handler, csl}, frame, mapped)), `ring 0 level ${level}`);
	}
});

test('bits 17 and 16 of the SS slot count only with TF and IF', t => {
	const state = (bit: bigint, rflags: bigint) => {
		const outcome = erets(unit, handler, changed(changed(toKernel, 5, flag(bit)), 3, () => rflags), mapped);
		return outcome.kind === 'returned' && [outcome.pendingSingleStep, outcome.context.stiBlocking];
	};

	t.deepEqual(state(17n, 0x3_02n), [true, false]);
	t.deepEqual(state(17n, 0x2_02n), [false, false]);
	t.deepEqual(state(16n, 0x2_02n), [false, true]);
	t.deepEqual(state(16n, 0x2n), [false, false]);
});

const enter = (context: CpuContext, event: typeof nmi) => {
	const delivery = deliverFred(linuxMsrs, context, event, mapped);
	if (delivery.kind === 'shutdown') {
		throw new Error('shutdown');
	}

	return delivery;
};

const leave = (context: CpuContext, frame: FredFrame): CpuContext => {
	const outcome = erets(unit, context, frame, mapped);
	if (outcome.kind === 'fault') {
		throw new Error('fault');
	}

	return outcome.context;
};

test('only the return from the NMI itself unblocks NMIs, not one from a fault in its handler', t => {
	const inNmi = enter(kernel, nmi);
	t.true(inNmi.context.nmiBlocked);
	const inFault = enter(inNmi.context, pageFault);
	t.is(inFault.context.csl, 2);
	const back = leave(inFault.context, inFault.frame);
	t.true(back.nmiBlocked);
	t.deepEqual(leave(back, inNmi.frame), kernel);
});

test('delivery and return restore the context, from every level', t => {
	for (const csl of [0, 1, 2, 3]) {
		const before = {...kernel, csl, waitForEndbranch: true};
		const {context, frame} = enter(before, invalidOpcode);
		t.deepEqual(leave(context, frame), before);
	}
});

test('every delivered frame leads back to where it came from', t => {
	fc.assert(fc.property(anyMsrs, anyContext, anyEvent, (registers, interrupted, event) => {
		const before = {...interrupted, longMode: true, enclave: false, stiBlocking: false, nmiBlocked: false};
		const delivery = deliverFred(registers, before, event, mapped);
		// A random RSP or stack top may not be canonical; with #DF there as well nothing is delivered.
		fc.pre(delivery.kind === 'delivered');
		const {context, frame} = delivery;
		const valid = changed(frame, 3, rflags => rflags & ~0xC2_B0_28n);
		const outcome = before.cpl === 3
			? eretu(unit, {...context, csl: 0}, valid, mapped)
			: erets(unit, context, valid, mapped);
		t.like(outcome, {kind: 'returned', rip: frame[1], rflags: valid[3], gsSwapped: delivery.gsSwapped});
		t.deepEqual('context' in outcome && outcome.context, {...before, waitForEndbranch: before.cpl === 0 && before.waitForEndbranch});
	}), {numRuns: 10_000});
});

test('a RIP that is not canonical matters to 64-bit code only: compatibility mode drops its upper half', t => {
	const compatibility = changed(changed(toUser, 2, () => 0x23n), 1, () => 0x80_00_12_34_56_78n);
	const outcome = eretu(unit, handler, compatibility, mapped);
	t.is(summary(outcome), 'ring 3 level 0');
	t.is(outcome.kind === 'returned' ? outcome.rip : undefined, 0x12_34_56_78n);
	t.is(summary(eretu(unit, handler, changed(toUser, 1, () => 0x80_00_12_34_56_78n), mapped)), 'fault 13(0)');
	// The selector is looked at first
	t.is(summary(eretu(unit, handler, changed(changed(toUser, 2, () => 0x43n), 1, () => 0x80_00_12_34_56_78n), mapped)), 'fault 13(64)');
});

test('ERETS does not prolong STI blocking that was in force', t => {
	const blocking = changed(toKernel, 5, flag(16n));
	const after = (stiBlocking: boolean) => {
		const outcome = erets(unit, {...handler, stiBlocking}, blocking, mapped);
		return outcome.kind === 'returned' && outcome.context.stiBlocking;
	};

	t.true(after(false));
	t.false(after(true));
});
