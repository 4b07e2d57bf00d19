import test from 'ava';
import {
	type CpuContext, type CpuEvent, type DescriptorTable, type Idt, type IretFrame, type Paging, deliverIdt, iret,
} from '../../machine/index.js';
import {
	doubleFault, event, int3, int80, interrupt, invalidOpcode, kernel, mapped, nmi, pageFault, user, without,
} from './state.js';

const tops = [0n, 0xFF_FF_FE_00_00_01_00_00n, 0xFF_FF_FE_00_00_02_00_00n, 0xFF_FF_FE_00_00_03_00_08n];

/** `ist` by vector. */
const idt = (ist: Readonly<Record<number, number>>, dpl = 3): Idt => ({
	gates: {
		rip: Array.from({length: 256}, (_, vector) => 0x1_00_00n + BigInt(vector)),
		ist: Uint8Array.from({length: 256}, (_, vector) => ist[vector] ?? 0),
		dpl: new Uint8Array(256).fill(dpl),
	},
	cs: 0x10,
	rsp0: 0xFF_FF_C9_00_00_00_40_00n,
	ist: tops,
});

const enter = (table: Idt, context: CpuContext, first: CpuEvent, paging: Paging = mapped) => {
	const delivery = deliverIdt(table, context, first, paging);
	if (delivery.kind === 'shutdown') {
		throw new Error('shutdown');
	}

	return delivery;
};

const rows: ReadonlyArray<readonly [about: string, table: Idt, context: CpuContext, first: CpuEvent, rsp: bigint]> = [
	['ring 3: RSP0', idt({}), user, invalidOpcode, 0xFF_FF_C9_00_00_00_40_00n - 40n],
	['ring 3 with an IST', idt({6: 1}), user, invalidOpcode, tops[1]! - 40n],
	['ring 0: the same stack, aligned to 16', idt({}), {...kernel, rsp: 0xFF_FF_C9_00_00_00_30_0Fn}, invalidOpcode, 0xFF_FF_C9_00_00_00_30_00n - 40n],
	['with an error code', idt({}), kernel, pageFault, 0xFF_FF_C9_00_00_00_30_00n - 48n],
	['INT 14 has none', idt({}), kernel, event({vector: 14, type: 4, instructionLength: 2}), 0xFF_FF_C9_00_00_00_30_00n - 40n],
	['an IST top is aligned as well', idt({6: 3}), kernel, invalidOpcode, tops[3]! - 8n - 40n],
];

for (const [about, table, context, first, rsp] of rows) {
	test(about, t => {
		t.is(enter(table, context, first).context.rsp, rsp);
	});
}

test('the frame: SS, RSP, RFLAGS, CS, RIP, error code downwards', t => {
	const {frame, rflags, rip} = enter(idt({}), kernel, pageFault);
	t.deepEqual(frame, [2n, pageFault.rip, 0x10n, pageFault.rflags, kernel.rsp, 0x18n]);
	t.is(rflags, 2n);
	t.is(rip, 0x1_00_0En);
});

test('a second event on a used IST stack overwrites the first frame', t => {
	const table = idt({14: 1});
	const first = enter(table, kernel, pageFault);
	const second = enter(table, first.context, pageFault);
	t.is(second.context.rsp, first.context.rsp);
});

const overflow = {...kernel, rsp: 0xFF_FF_C9_00_00_00_20_00n};
const guarded = without(0xFF_FF_C9_00_00_00_1F_F8n);

test('a stack overflow: #DF on its IST; without one, shutdown', t => {
	t.is(enter(idt({8: 2}), overflow, pageFault, guarded).vector, 8);
	t.is(deliverIdt(idt({}), overflow, pageFault, guarded).kind, 'shutdown');
	t.is(enter(idt({14: 1}), overflow, pageFault, guarded).vector, 14);
	t.is(deliverIdt(idt({8: 2}), overflow, doubleFault, without(tops[2]! - 8n)).kind, 'shutdown');
});

test('a push that crosses into an unmapped page faults at the first quadword there', t => {
	const context = {...kernel, rsp: 0xFF_FF_C9_00_00_00_20_10n};
	const {cr2, attempts} = enter(idt({14: 1}), context, invalidOpcode, guarded);
	t.is(cr2, 0xFF_FF_C9_00_00_00_1F_F8n);
	t.deepEqual(attempts.map(({vector, ist}) => [vector, ist]), [[6, 0], [14, 1]]);
});

test('an instruction may not use a gate of a more privileged ring; an interrupt may', t => {
	const table = idt({}, 0);
	const {vector, frame} = enter(table, user, int80);
	t.is(vector, 13);
	t.deepEqual(frame.slice(0, 2), [BigInt((8 * 0x80) + 2), int80.restartRip]);
	t.is(enter(table, user, int3).vector, 13);
	t.is(enter(table, user, interrupt).vector, interrupt.vector);
	t.is(enter(table, kernel, int80).vector, 0x80);
});

const descriptors: DescriptorTable = new Map([[0x30, {kind: 'code64', dpl: 3, present: true}], [0x28, {kind: 'data', dpl: 3, present: true}]]);

const leave = (context: CpuContext, frame: readonly bigint[], rflags = 2n, paging: Paging = mapped) =>
	iret(context, rflags, frame as unknown as IretFrame, {descriptors, paging});

test('any IRET unblocks NMIs, also one from a fault in the NMI handler', t => {
	const inNmi = enter(idt({2: 2}), kernel, nmi);
	t.true(inNmi.context.nmiBlocked);
	const inFault = enter(idt({}), inNmi.context, invalidOpcode);
	const back = leave(inFault.context, inFault.frame);
	t.like(back, {kind: 'returned'});
	t.false(back.context.nmiBlocked);
	t.is(back.context.rsp, inNmi.context.rsp);
});

test('a fault met while an NMI is delivered leaves NMIs blocked', t => {
	t.true(enter(idt({14: 1}), overflow, nmi, guarded).context.nmiBlocked);
});

test('delivery and IRET restore the context', t => {
	for (const before of [kernel, user]) {
		const {context, frame} = enter(idt({}), before, invalidOpcode);
		const back = leave(context, frame);
		t.like(back, {kind: 'returned', rip: invalidOpcode.rip, rflags: invalidOpcode.rflags});
		t.deepEqual(back.context, before);
	}
});

const userFrame = [0x40_10_00n, 0x33n, 0x2_02n, 0x7F_FF_FF_FF_E0_00n, 0x2Bn];

const faults: ReadonlyArray<readonly [about: string, frame: readonly bigint[], rflags: bigint, vector: number, errorCode: bigint]> = [
	['NT', userFrame, 0x40_02n, 13, 0n],
	['RIP not canonical', userFrame.with(0, 0x80_00_00_00_00_00n), 2n, 13, 0n],
	['an unknown CS', userFrame.with(1, 0x43n), 2n, 13, 0x40n],
	['another CS of ring 0', userFrame.with(1, 0x20n), 2n, 13, 0x20n],
	['SS of ring 0', userFrame.with(4, 0x28n), 2n, 13, 0x28n],
];

for (const [about, frame, rflags, vector, errorCode] of faults) {
	test(`IRET faults and yet unblocks NMIs: ${about}`, t => {
		const outcome = leave({...kernel, nmiBlocked: true}, frame, rflags);
		t.like(outcome, {kind: 'fault', vector, errorCode});
		t.false(outcome.context.nmiBlocked);
	});
}

test('IRET of a frame that is not mapped', t => {
	t.like(leave(kernel, userFrame, 2n, without(kernel.rsp)), {kind: 'fault', vector: 14, eventData: kernel.rsp});
});
