import test from 'ava';
import fc from 'fast-check';
import {eventTypes} from '../../../machine/delivery/event.js';
import {interruptedDepth, mainlineSetup, stackFaultSetup, targetOf, userEntryBytes} from '../../../machine/delivery/setup.js';

const {interrupt, nmi, exception} = eventTypes;

const rows = [
	{setup: mainlineSetup, type: exception, vector: 14, fred: 0, idt: 0},
	{setup: mainlineSetup, type: exception, vector: 1, fred: 1, idt: 3},
	{setup: mainlineSetup, type: nmi, vector: 2, fred: 2, idt: 2},
	{setup: mainlineSetup, type: exception, vector: 18, fred: 2, idt: 4},
	{setup: mainlineSetup, type: exception, vector: 8, fred: 3, idt: 1},
	{setup: mainlineSetup, type: interrupt, vector: 0xEC, fred: 0, idt: 0},
	{setup: stackFaultSetup, type: exception, vector: 14, fred: 1, idt: 6},
	{setup: stackFaultSetup, type: exception, vector: 1, fred: 1, idt: 3},
	{setup: stackFaultSetup, type: nmi, vector: 2, fred: 2, idt: 2},
	{setup: stackFaultSetup, type: exception, vector: 8, fred: 3, idt: 1},
	{setup: stackFaultSetup, type: interrupt, vector: 0xEC, fred: 1, idt: 7},
	{setup: stackFaultSetup, type: interrupt, vector: 0x23, fred: 1, idt: 7},
];

for (const {setup, type, vector, fred, idt} of rows) {
	test(`${setup === mainlineSetup ? 'mainline' : 'v2'}: type ${type} vector ${vector} goes to level ${fred} or IST ${idt}`, t => {
		t.is(targetOf(setup, 'fred', type, vector), fred);
		t.is(targetOf(setup, 'idt', type, vector), idt);
	});
}

test('an event on an interrupted stack takes 184 bytes below the red zone with FRED, 168 with the IDT, plus rounding', t => {
	t.is(interruptedDepth(1024, 'fred', 64), 1024 + 64 + 184);
	t.is(interruptedDepth(1032, 'fred', 64), 1088 + 64 + 184);
	t.is(interruptedDepth(1024, 'idt', 0), 1024 + 168);
	t.is(interruptedDepth(1032, 'idt', 0), 1040 + 168);
	fc.assert(fc.property(fc.integer({min: 0, max: 16_384}), depth => {
		const fred = interruptedDepth(depth, 'fred', 64) - depth;
		const idt = interruptedDepth(depth, 'idt', 0) - depth;
		return fred >= 248 && fred < 248 + 64 && idt >= 168 && idt < 168 + 16;
	}));
	t.is(userEntryBytes('fred'), 184);
	t.is(userEntryBytes('idt'), 168);
});
