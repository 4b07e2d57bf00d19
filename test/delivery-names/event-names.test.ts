import test from 'ava';
import {eventTypes} from '../../machine/index.js';
import {eventName, mnemonic} from '../../source/delivery-names/event-names.js';

test('events go by the names of manuals and kernel logs', t => {
	const named: ReadonlyArray<readonly [type: number, vector: number, name: string]> = [
		[eventTypes.exception, 14, '#PF page fault'],
		[eventTypes.exception, 25, 'vector 25'],
		[eventTypes.interrupt, 0xEC, 'external interrupt 0xec'],
		[eventTypes.nmi, 2, 'NMI'],
		[eventTypes.softwareInterrupt, 0x80, 'INT 0x80'],
		[eventTypes.softwareException, 4, 'INTO'],
		[eventTypes.other, 1, 'SYSCALL'],
	];
	t.deepEqual(named.map(([type, vector]) => eventName(type, vector)), named.map(row => row[2]));
	t.is(mnemonic(18), '#MC');
	t.is(mnemonic(2), 'NMI');
});
