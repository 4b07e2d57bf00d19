import {deliverySetupOf, type DeliverySetup, exceptionStackTop, taskStackTop, type PolicyReading} from '../../../machine/index.js';
import {mnemonic} from '../../delivery-names/event-names.js';

/** One of the stacks that events are delivered to. */
export type DeliveryStack = {
	/** Stack level of FRED, or IST slot; 0: the task stack. */
	readonly index: number;
	/** What holds its top: `RSP1`, `IST6`. */
	readonly register: string;
	/** As Linux names it. */
	readonly name: string;
	/** What goes there; from ring 0 at level 0 unless it says otherwise. */
	readonly guests: readonly string[];
};

/** Source: `arch/x86/kernel/fred.c`, `cpu_init_fred_rsps`: the old IST stacks serve the levels. */
const levelNames = ['task stack', '#DB stack', 'NMI stack', '#DF stack'] as const;

/** Source: `arch/x86/include/asm/page_64_types.h`, and PF and UDI of the 2026 proposal (v2). */
const slotNames = ['task stack', 'DF stack', 'NMI stack', 'DB stack', 'MCE stack', 'VC stack', 'PF stack', 'UDI stack'] as const;

/** Vectors of 0 to 31 that a table sends to a stack. */
function exceptionsOn(table: Uint8Array, index: number): string[] {
	return [...table.subarray(0, 32).entries()].filter(([, to]) => to === index).map(([vector]) => mnemonic(vector));
}

function levels({levelOfVector, interruptLevel}: DeliverySetup): readonly DeliveryStack[] {
	return levelNames.map((name, index) => ({
		index,
		register: `RSP${index}`,
		name,
		guests: index === 0
			? [...(interruptLevel === 0 ? ['interrupts'] : []), 'other exceptions', 'ring 3']
			: [...exceptionsOn(levelOfVector, index), ...(interruptLevel === index ? ['interrupts'] : [])],
	}));
}

function slots({istOfVector}: DeliverySetup): readonly DeliveryStack[] {
	const interrupts = istOfVector[32];
	return slotNames
		.map((name, index) => ({
			index,
			register: index === 0 ? 'RSP0' : `IST${index}`,
			name,
			guests: index === 0
				? [...(interrupts === 0 ? ['interrupts'] : []), 'other exceptions']
				: [...exceptionsOn(istOfVector, index), ...(interrupts === index ? ['interrupts'] : [])],
		}))
		.filter(({guests}) => guests.length > 0);
}

/** Stacks by policy and delivery, which never change: several panes ask for them with each picture. */
const known = new Map<string, readonly DeliveryStack[]>();

/** The stacks of a policy's event delivery, from the task stack up. */
export function deliveryStacks({name, delivery}: PolicyReading): readonly DeliveryStack[] {
	const key = `${delivery} ${name}`;
	const stacks = known.get(key) ?? (delivery === 'fred' ? levels : slots)(deliverySetupOf(name));
	known.set(key, stacks);
	return stacks;
}

/** Address just above a stack of a CPU; 0: the task stack of the thread `tid`. */
export const stackTop = (index: number, cpu: number, tid: number): bigint => index === 0 ? taskStackTop(tid) : exceptionStackTop(cpu, index);
