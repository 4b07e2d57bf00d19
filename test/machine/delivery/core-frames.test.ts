import test from 'ava';
import fc from 'fast-check';
import {deliveredFrame, exceptionStackTop, fredRegisters, taskStackTop} from '../../../machine/delivery/core-frames.js';
import {decodeFredFrame} from '../../../machine/delivery/fred-frame.js';
import {mainlineSetup, stackFaultSetup, targetOf} from '../../../machine/delivery/setup.js';
import {eventKinds} from '../../../machine/event-ring.js';
import type {CoreEvent} from '../../../machine/index.js';

const event = (kind: number, depthBytes: number): CoreEvent => ({...eventKinds[kind]!, timeNs: 0, depthBytes, tid: 7, comm: 'x'});

test('the registers hold what Linux and v2 write', t => {
	// #DB 1, NMI 2, #MC 2, #DF 3; v2 adds #PF 1
	t.is(fredRegisters(mainlineSetup).stklvls, (1n << 2n) | (2n << 4n) | (3n << 16n) | (2n << 36n));
	t.is(fredRegisters(stackFaultSetup).stklvls, fredRegisters(mainlineSetup).stklvls | (1n << 28n));
	t.is(fredRegisters(mainlineSetup).config & 0xF_FFn, 0x40n);
	t.is(fredRegisters(stackFaultSetup).config & 0xF_FFn, 0x2_40n);
});

test('a page fault of v2 goes to the top of level 1, one of mainline below the interrupted stack', t => {
	const v2 = deliveredFrame(event(0, 1500), 3, stackFaultSetup, 'fred');
	t.is(v2.target, 1);
	t.is(v2.rspAfter, exceptionStackTop(3, 1) - 64n);
	t.is(decodeFredFrame(v2.fred!).rsp, taskStackTop(7) - 1500n);
	const mainline = deliveredFrame(event(0, 1500), 3, mainlineSetup, 'fred');
	t.is(mainline.target, 0);
	t.is(mainline.rspAfter, ((taskStackTop(7) - 1500n - 64n) & ~63n) - 64n);
});

test('frames agree with the rules of the hot loop, for every kind of event, set-up and delivery', t => {
	const kinds = fc.integer({min: 0, max: eventKinds.length - 1});
	fc.assert(fc.property(kinds, fc.integer({min: 0, max: 2040}), fc.constantFrom(mainlineSetup, stackFaultSetup), fc.constantFrom('fred' as const, 'idt' as const), (kind, units, setup, delivery) => {
		const one = event(kind, eventKinds[kind]!.interrupted === 'task' ? units * 8 : 0);
		const delivered = deliveredFrame(one, 1, setup, delivery);
		const expected = delivery === 'fred' && one.interrupted === 'user' ? 0 : targetOf(setup, delivery, one.type, one.vector);
		t.is(delivered.target, expected);
		if (delivered.fred) {
			const fields = decodeFredFrame(delivered.fred);
			t.is(fields.vector, one.vector);
			t.is(fields.type, one.type);
			t.is(fields.rsp, delivered.rspBefore);
			t.is(fields.stackLevel, 0);
		} else {
			t.true(delivered.idt!.length === 5 || delivered.idt!.length === 6);
		}
	}));
});
