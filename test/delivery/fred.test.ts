import test from 'ava';
import fc from 'fast-check';
import {
	type CpuContext, type CpuEvent, type FredDelivery, type FredMsrs, type Paging, decodeFredFrame, deliverFred, encodeFredFrame, fredMsrProblem, pageAccess,
} from '../../machine/index.js';
import {
	canonical, context as anyContext, event as anyEvent, qword,
} from './arbitrary.js';
import {
	doubleFault, event, int1, int3, int80, interrupt, invalidOpcode, kernel, linuxMsrs, machineCheck, mapped, nmi, pageFault, syscall, user, without,
} from './state.js';

type Setting = {readonly msrs?: Partial<FredMsrs>; readonly context?: CpuContext; readonly paging?: Paging};

const deliver = (first: CpuEvent, {msrs, context = kernel, paging = mapped}: Setting = {}) => deliverFred({...linuxMsrs, ...msrs}, context, first, paging);

const delivered = (delivery: FredDelivery) => {
	if (delivery.kind === 'shutdown') {
		throw new Error('shutdown');
	}

	return {...delivery, fields: decodeFredFrame(delivery.frame)};
};

const levelRows: ReadonlyArray<readonly [about: string, first: CpuEvent, context: CpuContext, level: number]> = [
	['#DB of ring 0 takes its own level', event({vector: 1}), kernel, 1],
	['NMI of ring 0 takes its own level', nmi, kernel, 2],
	['#MC of ring 0 takes its own level', machineCheck, kernel, 2],
	['#DF takes its own level', doubleFault, kernel, 3],
	['#DF of ring 3 takes its own level too', doubleFault, user, 3],
	['#PF of ring 0 stays', pageFault, kernel, 0],
	['everything else of ring 3 starts at level 0', nmi, user, 0],
	['a level never falls: #DB on level 2', event({vector: 1}), {...kernel, csl: 2}, 2],
	['interrupts have a level of their own', interrupt, {...kernel, csl: 1}, 1],
	['INT n has level 0 whatever its vector', event({vector: 8, type: 4, instructionLength: 2}), kernel, 0],
	['SYSCALL has level 0, though its vector is that of #DB', syscall, kernel, 0],
	['INT1 takes the level of #DB', int1, kernel, 1],
	['INT3 takes the level of #BP', int3, kernel, 0],
];

for (const [about, first, context, level] of levelRows) {
	test(about, t => {
		t.is(delivered(deliver(first, {context})).context.csl, level);
	});
}

test('a kept stack: red zone first, then down to 64', t => {
	for (const [rsp, top] of [[0x30_08n, 0x2F_C0n], [0x30_00n, 0x2F_C0n], [0x30_3Fn, 0x2F_C0n], [0x30_40n, 0x30_00n]] as const) {
		const base = 0xFF_FF_C9_00_00_00_00_00n;
		const {context} = delivered(deliver(invalidOpcode, {context: {...kernel, rsp: base + rsp}}));
		t.is(context.rsp, base + top - 64n);
	}
});

test('a switched stack starts at its top, without a red zone', t => {
	const {context} = delivered(deliver(nmi));
	t.is(context.rsp, linuxMsrs.rsp[2] - 64n);
});

test('the entry point and GS depend on the ring', t => {
	const page = 0xFF_FF_FF_FF_81_00_00_00n;
	const fromUser = delivered(deliver(invalidOpcode, {context: user}));
	const fromKernel = delivered(deliver(invalidOpcode));
	t.deepEqual([fromUser.rip, fromUser.gsSwapped, fromUser.context.cs, fromUser.context.ss], [page, true, 0x10, 0x18]);
	t.deepEqual([fromKernel.rip, fromKernel.gsSwapped, fromKernel.rflags], [page + 256n, false, 2n]);
});

test('the frame of an INT n at stack level 2', t => {
	const {frame} = delivered(deliver(int80, {context: {...kernel, csl: 2, stiBlocking: true, waitForEndbranch: true}}));
	t.deepEqual(frame, [0n, 0x40_10_02n, 0x6_00_10n, 0x2_02n, kernel.rsp, 0x22_04_00_80_00_03_00_18n, 0n, 0n]);
});

test('a fault of the push is nested, and goes to its own level even from ring 3', t => {
	const paging = without(linuxMsrs.rsp[0] - 8n);
	for (const first of [invalidOpcode, interrupt, nmi, int80, int3, int1, syscall]) {
		const {fields, context, cr2} = delivered(deliver(first, {msrs: {stklvls: 0x3_10_00_00_00n}, context: user, paging}));
		t.like(fields, {
			vector: 14, nested: true, errorCode: 2n, eventData: linuxMsrs.rsp[0] - 8n, rip: 0x40_10_00n, instructionLength: 0, stackLevel: 0, nmi: false,
		});
		t.is(context.csl, 1);
		t.false(context.nmiBlocked);
		t.is(cr2, linuxMsrs.rsp[0] - 8n);
	}
});

test('a write to a read-only page is a protection violation', t => {
	const paging: Paging = address => address >> 12n === (linuxMsrs.rsp[0] - 8n) >> 12n ? pageAccess.readOnly : pageAccess.writable;
	t.is(delivered(deliver(invalidOpcode, {msrs: {stklvls: 0x10_00_00_00n}, context: user, paging})).fields.errorCode, 3n);
});

test('EXT in the error code of a nested #SS says whether an instruction asked for the first event', t => {
	const context = {...kernel, rsp: 0x80_00_00_00_10_00n};
	const rows: ReadonlyArray<readonly [CpuEvent, bigint]> = [[invalidOpcode, 1n], [interrupt, 1n], [int1, 1n], [int3, 0n], [int80, 0n], [syscall, 0n]];
	for (const [first, errorCode] of rows) {
		const {fields} = delivered(deliver(first, {msrs: {stklvls: 0x3_00_00_00n}, context}));
		t.like(fields, {vector: 12, nested: true, errorCode});
	}
});

const overflow = {context: {...kernel, rsp: 0xFF_FF_C9_00_00_00_20_00n}, paging: without(0xFF_FF_C9_00_00_00_1F_F8n)};

test('a stack overflow with #PF at level 0 becomes #DF, which describes the original context', t => {
	const {fields, attempts} = delivered(deliver(pageFault, overflow));
	t.deepEqual(attempts.map(({vector, level}) => [vector, level]), [[14, 0], [8, 3]]);
	t.like(fields, {
		vector: 8, nested: false, errorCode: 0n, eventData: 0n, rip: pageFault.restartRip, rsp: overflow.context.rsp,
	});
});

test('with #PF above the level in use, the handler simply runs there', t => {
	const {attempts} = delivered(deliver(pageFault, {...overflow, msrs: {stklvls: 0x10_03_00_00n}}));
	t.deepEqual(attempts.map(({vector, level, nested}) => [vector, level, nested]), [[14, 1, false]]);
});

test('without a fresh stack for #PF or #DF the CPU shuts down', t => {
	const delivery = deliver(pageFault, {...overflow, msrs: {stklvls: 0n}});
	t.is(delivery.kind, 'shutdown');
	t.deepEqual(delivery.attempts.map(({vector}) => vector), [14, 8]);
});

test('a fault while #DF is delivered is a shutdown', t => {
	t.is(deliver(doubleFault, {paging: without(linuxMsrs.rsp[3] - 8n)}).kind, 'shutdown');
});

test('every field of a frame comes back from its bits', t => {
	fc.assert(fc.property(anyContext, anyEvent, fc.boolean(), (context, first, nested) => {
		const fields = decodeFredFrame(encodeFredFrame(context, first, nested));
		t.like(fields, {
			errorCode: first.errorCode, rip: first.rip, cs: context.cs, stackLevel: context.csl, waitForEndbranch: context.cpl === 0 && context.waitForEndbranch,
			rflags: first.rflags, rsp: context.rsp, ss: context.ss, stiBlocking: context.stiBlocking, nmi: first.type === 2,
			vector: first.vector, type: first.type, enclave: context.enclave, longMode: context.longMode, nested,
			instructionLength: first.instructionLength, eventData: first.eventData, reserved: {cs: 0n, ss: 0n, last: 0n},
		});
		t.is(fields.softwareInitiated, first.type === 4 || (first.type === 7 && first.vector > 0));
	}), {numRuns: 2000});
});

const msrRows: ReadonlyArray<readonly [number: number, value: bigint, problem: string | undefined]> = [
	[0x1_CC, 0x45_00_40n, undefined],
	[0x1_CC, 0xFF_FF_80_00_00_00_00_00n, undefined],
	[0x1_CF, 0x45_00_20n, 'not 64-byte aligned'],
	[0x1_CE, 0x80_00_00_00_00_00n, 'not a canonical address'],
	[0x1_D0, 0xFF_FF_FF_FF_FF_FF_FF_FFn, undefined],
	[0x1_D1, 0x45_00_08n, undefined],
	[0x1_D3, 0x45_00_04n, 'not 8-byte aligned'],
	[0x6_A4, 0x45_00_04n, undefined],
	[0x6_A4, 0x45_00_02n, 'not 4-byte aligned'],
	[0x1_D1, 0x45_00_04n, 'not 8-byte aligned'],
	[0x1_D4, 0x10_37_CBn, undefined],
	[0x1_D4, 0x10_30_04n, 'reserved bits set (0x4)'],
	[0x1_D4, 0x10_38_30n, 'reserved bits set (0x830)'],
	[0x1_D4, 0x80_00_00_00_00_00n, 'not a canonical address'],
];

for (const [number, value, problem] of msrRows) {
	test(`WRMSR 0x${number.toString(16)} = 0x${value.toString(16)}: ${problem ?? 'accepted'}`, t => {
		t.is(fredMsrProblem(number, value), problem);
	});
}

test('a configuration that is not canonical faults on every delivery, down to shutdown', t => {
	const delivery = deliver(invalidOpcode, {msrs: {config: 0x80_00_00_00_00_00n}});
	t.is(delivery.kind, 'shutdown');
	t.deepEqual(delivery.attempts.map(({vector}) => vector), [6, 13, 8]);
});

test('addresses wrap at 2^64 and fault at the edges of the canonical halves', t => {
	const top = delivered(deliver(invalidOpcode, {msrs: {config: 0n}, context: {...kernel, rsp: 0n}}));
	t.is(top.context.rsp, 0xFF_FF_FF_FF_FF_FF_FF_C0n);
	const {attempts} = deliver(invalidOpcode, {msrs: {config: 0n, stklvls: 0x1_00_00_00n}, context: {...kernel, rsp: 0xFF_FF_80_00_00_00_00_00n}});
	t.deepEqual(attempts.map(({vector}) => vector), [6, 12]);
});

test('RSP is saved as it was, whatever it held', t => {
	fc.assert(fc.property(qword, canonical, (rsp, rip) => {
		const {fields} = delivered(deliver({...nmi, rip}, {context: {...kernel, rsp}}));
		t.is(fields.rsp, rsp);
		t.is(fields.rip, rip);
	}), {numRuns: 1000});
});
