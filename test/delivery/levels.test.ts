import test from 'ava';
import fc from 'fast-check';
import {
	type CpuEvent, type Idt, deliverFred, deliverIdt, hasErrorCode, pageAccess,
} from '../../machine/index.js';
import {
	configInterruptLevel, configRedZone, fredBytesBelowRsp, fredDepthAfter, fredLevel, fredOwnLevel, fredSwitchesStack,
	idtBytesBelowRsp, idtDepthAfter, idtFrameBytes, idtIst, idtPushesErrorCode, idtSwitchesStack, stackLevelTable,
} from '../../machine/delivery/levels.js';
import {
	canonical, context, event, msrs, paging, qword,
} from './arbitrary.js';

const runs = 20_000;
const low32 = (value: bigint): number => Number(value & 0xFF_FF_FF_FFn);
const mapped = () => pageAccess.writable;
/** The low 12 bits are all that the small form may see of an address. */
const low12 = (value: bigint): number => Number(value & 0xF_FFn);

test('small-integer FRED rules agree with exact delivery, attempt by attempt', t => {
	let nested = 0;
	fc.assert(fc.property(msrs, context, event, paging, (registers, before, first, pages) => {
		const delivery = deliverFred(registers, before, first, pages);
		const table = stackLevelTable(low32(registers.stklvls), low32(registers.stklvls >> 32n));
		const config = low32(registers.config);
		for (const attempt of delivery.attempts) {
			const double = attempt.type === 3 && attempt.vector === 8;
			const own = fredOwnLevel(attempt.type, attempt.vector, table, configInterruptLevel(config));
			const level = fredLevel(before.cpl, before.csl, own, attempt.nested || double ? 1 : 0);
			nested += attempt.nested ? 1 : 0;
			t.is(level, attempt.level);
			if (fredSwitchesStack(before.cpl, before.csl, level) === 1) {
				t.is(attempt.stackTop, registers.rsp[level]!);
			} else {
				const below = fredBytesBelowRsp(low12(before.rsp), configRedZone(config));
				t.is(BigInt.asUintN(64, attempt.stackTop - 64n), BigInt.asUintN(64, before.rsp - BigInt(below)));
			}
		}

		const {level} = delivery.attempts.at(-1)!;
		t.is(delivery.kind === 'delivered' ? delivery.context.csl : level, level);
	}), {numRuns: runs});
	t.true(nested > 100, `only ${nested} nested faults were met`);
});

test('depth below a stack top grows by the bytes below RSP', t => {
	fc.assert(fc.property(fc.integer({min: 0, max: 16_384}), fc.nat(7), fc.nat(1), (depth, redZoneUnits, errorCode) => {
		const rsp = 65_536 - depth;
		const redZone = 64 * redZoneUnits;
		t.is(fredDepthAfter(depth, redZone), depth + fredBytesBelowRsp(rsp, redZone));
		t.is(idtDepthAfter(depth, errorCode), depth + idtBytesBelowRsp(rsp, errorCode));
	}), {numRuns: runs});
});

const idt = fc.record({
	ist: fc.uint8Array({minLength: 256, maxLength: 256, max: 7}),
	rsp0: canonical,
	tops: fc.array(canonical, {minLength: 8, maxLength: 8}),
}).map(({ist, rsp0, tops}): Idt => ({
	gates: {rip: Array.from({length: 256}, (_, vector) => BigInt(vector)), ist, dpl: new Uint8Array(256).fill(3)}, cs: 0x10, rsp0, ist: tops,
}));

test('small-integer IDT rules agree with exact delivery', t => {
	fc.assert(fc.property(idt, context, event, (tables, before, first) => {
		const delivery = deliverIdt(tables, {...before, rsp: before.rsp & 0x7F_FF_FF_FF_FF_FFn}, first, mapped);
		const [attempt] = delivery.attempts;
		const ist = idtIst(first.vector, tables.gates.ist);
		const pushes = idtPushesErrorCode(first.type, first.vector);
		t.is(ist, attempt!.ist);
		t.is(pushes === 1, hasErrorCode(first.vector, first.type));
		if (delivery.kind === 'shutdown' || delivery.attempts.length > 1) {
			return;
		}

		t.is(delivery.frame.length * 8, idtFrameBytes(pushes));
		const switches = idtSwitchesStack(before.cpl, ist) === 1;
		const top = ist > 0 ? tables.ist[ist]! : tables.rsp0;
		const start = switches ? top : before.rsp & 0x7F_FF_FF_FF_FF_FFn;
		t.is(delivery.context.rsp, BigInt.asUintN(64, start - BigInt(idtBytesBelowRsp(low12(start), pushes))));
	}), {numRuns: runs});
});

test('the level table holds every pair of bits', t => {
	fc.assert(fc.property(qword, stklvls => {
		const table = stackLevelTable(low32(stklvls), low32(stklvls >> 32n));
		let value = 0n;
		for (const [vector, level] of table.entries()) {
			value |= BigInt(level) << BigInt(2 * vector);
		}

		t.is(value, stklvls);
	}));
});

const exception = (vector: number): CpuEvent => ({
	vector, type: 3, errorCode: 0n, eventData: 0n, instructionLength: 0, rip: 0n, restartRip: 0n, rflags: 2n,
});

test('a stack level never falls on delivery from ring 0', t => {
	fc.assert(fc.property(msrs, context, fc.nat(31), paging, (registers, before, vector, pages) => {
		const delivery = deliverFred(registers, before, exception(vector), pages);
		t.true(delivery.attempts.every(({level}) => level >= before.csl));
	}), {numRuns: runs});
});
