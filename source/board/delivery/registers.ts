import {configStackLevel, deliverySetupOf, entryPage, fredMsrNumbers, fredRegisters, interruptStackLevel, redZoneBytes, type PolicyReading} from '../../../machine/index.js';
import {mnemonic} from '../../delivery-names/event-names.js';
import {levelFindings} from '../../delivery-names/level-traps.js';
import {deliveryStacks, stackTop} from './stacks.js';

/** A register of event delivery and what it says. */
export type Register = {
	readonly name: string;
	/** MSR number, or offset in the TSS. */
	readonly number: string;
	readonly value: bigint;
	readonly meaning: string;
};

/** Registers, then what to beware of. */
export type Registers = {
	readonly title: string;
	readonly registers: readonly Register[];
	/** Ways to lose an event, a stack or the machine. */
	readonly traps: readonly string[];
	readonly notes: readonly string[];
};

/** Whose registers: RSP0 is the top of a thread's stack. */
export type Owner = {
	readonly cpu: number;
	readonly tid: number;
	readonly comm: string;
};

/** What event delivery through the IDT loses. Source: Intel SDM vol. 3, "Interrupt stack table" and "Handling multiple NMIs". */
const idtLosses = [
	'IST stacks begin at the top each time: a nested event on the same one overwrites the outer frame.',
	'The faulting address is in CR2 and not in the frame: a fault inside the handler replaces it.',
	'Any IRET unblocks NMIs, also one that ends a fault inside an NMI handler.',
] as const;

const hexNumber = (value: number) => `0x${value.toString(16)}`;

function stackRegisters(policy: PolicyReading, {cpu, tid, comm}: Owner, numberOf: (index: number) => string): readonly Register[] {
	return deliveryStacks(policy).map(({index, register, name}) => ({
		name: register,
		number: numberOf(index),
		value: stackTop(index, cpu, tid),
		meaning: index === 0 ? `task stack of ${comm}, TID ${tid}` : `${name}, 8 KiB`,
	}));
}

function fred(policy: PolicyReading, owner: Owner): Registers {
	const {stklvls, config} = fredRegisters(deliverySetupOf(policy.name));
	const {rsp0} = fredMsrNumbers;
	const levels = [...deliverySetupOf(policy.name).levelOfVector.entries()].filter(([, level]) => level > 0).map(([vector, level]) => `${mnemonic(vector)} ${level}`);
	const page = (entryPage(config) & 0xFF_FF_FF_FFn).toString(16);
	const stacks = stackRegisters(policy, owner, index => hexNumber(rsp0 + index));
	const [top0, top1, top2, top3] = stacks.map(({value}) => value);
	return {
		title: 'IA32_FRED registers',
		registers: [
			{
				name: 'CONFIG', number: hexNumber(fredMsrNumbers.config), value: config,
				meaning: `interrupts level ${interruptStackLevel(config)}, red zone ${redZoneBytes(config)} B, CSL ${configStackLevel(config)}, entry page …${page}`,
			},
			{name: 'STKLVLS', number: hexNumber(fredMsrNumbers.stklvls), value: stklvls, meaning: `${levels.join(', ')}, others 0`},
			...stacks,
		],
		...levelFindings({stklvls, config, rsp: [top0!, top1!, top2!, top3!], star: 0n}),
	};
}

/** Offsets in the 64-bit TSS. Source: Intel SDM vol. 3, "Task management in 64-bit mode". */
const tssOffset = (index: number) => `+${index === 0 ? 4 : 28 + (8 * index)}`;

function idt(policy: PolicyReading, owner: Owner): Registers {
	return {title: 'stack pointers in the TSS', registers: stackRegisters(policy, owner, tssOffset), traps: [], notes: idtLosses};
}

/** What the registers of a CPU hold under a policy. */
export const registersOf = (policy: PolicyReading, owner: Owner): Registers => (policy.delivery === 'fred' ? fred : idt)(policy, owner);
