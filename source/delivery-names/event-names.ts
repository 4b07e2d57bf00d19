/** Names of vectors and event types, as the manuals and kernel logs write them. */
import {eventTypes} from '../../machine/index.js';

const exceptionNames: Readonly<Record<number, string>> = {
	0: '#DE divide error',
	1: '#DB debug',
	2: 'NMI',
	3: '#BP breakpoint',
	4: '#OF overflow',
	5: '#BR bound range',
	6: '#UD invalid opcode',
	7: '#NM device not available',
	8: '#DF double fault',
	10: '#TS invalid TSS',
	11: '#NP segment not present',
	12: '#SS stack fault',
	13: '#GP general protection',
	14: '#PF page fault',
	16: '#MF x87 error',
	17: '#AC alignment check',
	18: '#MC machine check',
	19: '#XM SIMD error',
	20: '#VE virtualization exception',
	21: '#CP control protection',
	28: '#HV hypervisor injection',
	29: '#VC VMM communication',
	30: '#SX security exception',
};

const typeNames: Readonly<Record<number, string>> = {
	[eventTypes.interrupt]: 'external interrupt',
	[eventTypes.nmi]: 'NMI',
	[eventTypes.exception]: 'hardware exception',
	[eventTypes.softwareInterrupt]: 'INT n',
	[eventTypes.privilegedSoftwareException]: 'INT1',
	[eventTypes.softwareException]: 'INT3 or INTO',
	[eventTypes.other]: 'system call or MTF',
};

const otherNames = ['MTF', 'SYSCALL', 'SYSENTER'];

/** Vectors of exceptions that have a name, in order. */
export const exceptionVectors: readonly number[] = Object.keys(exceptionNames).map(Number);

export const exceptionName = (vector: number): string => exceptionNames[vector] ?? `vector ${vector}`;

/** The exception in one word: `#PF`, `NMI`. */
export const mnemonic = (vector: number): string => exceptionName(vector).split(' ')[0]!;

export const typeName = (type: number): string => typeNames[type] ?? `reserved type ${type}`;

/** What happened, by its name: `#PF page fault`, `INT 0x80`, `SYSCALL`. */
export const eventName = (type: number, vector: number): string => {
	switch (type) {
		case eventTypes.interrupt: {
			return `external interrupt 0x${vector.toString(16)}`;
		}

		case eventTypes.nmi: {
			return 'NMI';
		}

		case eventTypes.exception: {
			return exceptionName(vector);
		}

		case eventTypes.softwareInterrupt: {
			return `INT 0x${vector.toString(16)}`;
		}

		case eventTypes.privilegedSoftwareException: {
			return 'INT1';
		}

		case eventTypes.softwareException: {
			return vector === 4 ? 'INTO' : 'INT3';
		}

		case eventTypes.other: {
			return otherNames[vector] ?? `system event ${vector}`;
		}

		default: {
			return `vector ${vector} of reserved type ${type}`;
		}
	}
};
