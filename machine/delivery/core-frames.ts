import type {DeliveryKind} from '../description.js';
import type {CoreEvent} from '../details.js';
import {pageAccess} from './address.js';
import {type CpuContext, type CpuEvent, type EventType, eventTypes} from './event.js';
import {deliverFred} from './fred-deliver.js';
import type {FredFrame} from './fred-frame.js';
import type {FredMsrs} from './fred-msr.js';
import {deliverIdt, type Idt} from './idt.js';
import type {DeliverySetup} from './setup.js';

/**
The frames of events that the machine remembers, made by the exact delivery units from what the model knows of them: thread, depth, vector, type, set-up.

The model has no instructions, so RIP, RFLAGS, selectors and faulting addresses are placeholders (`placeholders`); stack addresses are laid out like Linux' but say only whose stack it is and how deep.
*/

/** What stands in for what the model does not have. */
const placeholders = {
	kernelRip: 0xFF_FF_FF_FF_81_00_00_00n,
	userRip: 0x40_10_00n,
	userRsp: 0x7F_FF_FF_FF_E0_00n,
	userAddress: 0x7F_00_00_00_10_00n,
	rflags: 0x2_46n,
	resumeFlag: 0x1_00_00n,
	kernelCs: 0x10,
	kernelSs: 0x18,
	userCs: 0x33,
	userSs: 0x2B,
} as const;

/** Entry page and levels as IA32_FRED_CONFIG and IA32_FRED_STKLVLS hold them for a set-up. */
export const fredRegisters = (of: DeliverySetup): Pick<FredMsrs, 'stklvls' | 'config'> => ({
	stklvls: [...of.levelOfVector].reduce((bits, level, vector) => bits | (BigInt(level) << BigInt(2 * vector)), 0n),
	config: 0xFF_FF_FF_FF_81_80_00_00n | BigInt(of.interruptLevel << 9) | BigInt(of.redZone),
});

/** Bytes of the per-CPU stacks of levels 1 to 3 and of IST stacks. Source: `page_64_types.h` (8 KiB since 6.x; `dynamic-stacks-2026`, section 1.4). */
export const exceptionStackBytes = 8192;

/** Address just above the task stack of a thread: one 16 KiB aligned area each, guard page below. */
export const taskStackTop = (tid: number): bigint => 0xFF_FF_C9_00_00_00_00_00n + (BigInt(tid) << 15n) + 0x40_00n;
/** Address just above the IRQ stack of a CPU. */
const irqStackTop = (cpu: number): bigint => 0xFF_FF_C8_00_00_00_00_00n + (BigInt(cpu) << 15n) + 0x40_00n;
/** Address just above stack `index` (level, or IST slot) of a CPU's exception stacks, guard pages between them. */
export const exceptionStackTop = (cpu: number, index: number): bigint => 0xFF_FF_FE_00_00_00_00_00n + (BigInt(cpu) << 20n) + (BigInt(index) << 14n) + BigInt(exceptionStackBytes);

/** One event as the CPU delivered it. */
export type DeliveredFrame = {
	/** Stack level (FRED) or IST slot (IDT, 0: none) it went to. */
	readonly target: number;
	readonly rspBefore: bigint;
	/** Where the frame begins. */
	readonly rspAfter: bigint;
	/** FRED: the eight quadwords; IDT: five or six, lowest address first. */
	readonly fred: FredFrame | undefined;
	readonly idt: readonly bigint[] | undefined;
};

const contextOf = (event: CoreEvent, cpu: number): CpuContext => {
	const fromUser = event.interrupted === 'user';
	const top = event.interrupted === 'irq-stack' ? irqStackTop(cpu) : taskStackTop(event.tid);
	return {
		cpl: fromUser ? 3 : 0,
		csl: 0,
		rsp: fromUser ? placeholders.userRsp : top - BigInt(event.depthBytes),
		cs: fromUser ? placeholders.userCs : placeholders.kernelCs,
		ss: fromUser ? placeholders.userSs : placeholders.kernelSs,
		stiBlocking: false,
		waitForEndbranch: false,
		nmiBlocked: false,
		longMode: true,
		enclave: false,
	};
};

const eventOf = (event: CoreEvent): CpuEvent => {
	const rip = event.interrupted === 'user' ? placeholders.userRip : placeholders.kernelRip;
	const isFault = event.type === eventTypes.exception;
	return {
		vector: event.vector,
		type: event.type as EventType,
		errorCode: isFault ? 2n : 0n, // A write to a page that is not present: 98.9 % of the measured ones are writes
		eventData: isFault ? placeholders.userAddress : 0n,
		instructionLength: 0,
		rip,
		restartRip: rip,
		rflags: isFault ? placeholders.rflags | placeholders.resumeFlag : placeholders.rflags,
	};
};

const everyPageMapped = (): 0 => pageAccess.writable;

/** Delivers a remembered event of CPU `cpu` again, exactly. */
export const deliveredFrame = (event: CoreEvent, cpu: number, of: DeliverySetup, delivery: DeliveryKind): DeliveredFrame => {
	const context = contextOf(event, cpu);
	const rspBefore = context.rsp;
	const result = delivery === 'fred'
		? deliverFred(msrsOf(event.tid, cpu, of), context, eventOf(event), everyPageMapped)
		: deliverIdt(idtOf(event.tid, cpu, of), context, eventOf(event), everyPageMapped);
	if (result.kind === 'shutdown') {
		throw new Error('an event on mapped stacks cannot end in shutdown');
	}

	const last = result.attempts.at(-1)!;
	return {
		target: 'level' in last ? last.level : last.ist,
		rspBefore,
		rspAfter: result.context.rsp,
		fred: 'gsSwapped' in result ? result.frame : undefined,
		idt: 'gsSwapped' in result ? undefined : result.frame,
	};
};

const msrsOf = (tid: number, cpu: number, of: DeliverySetup): FredMsrs => ({
	...fredRegisters(of),
	rsp: [taskStackTop(tid), exceptionStackTop(cpu, 1), exceptionStackTop(cpu, 2), exceptionStackTop(cpu, 3)],
	star: 0x23_00_10n << 32n,
});

const idtOf = (tid: number, cpu: number, of: DeliverySetup): Idt => ({
	gates: {
		rip: Array.from({length: 256}, () => placeholders.kernelRip),
		ist: of.istOfVector,
		dpl: new Uint8Array(256),
	},
	cs: placeholders.kernelCs,
	rsp0: taskStackTop(tid),
	ist: Array.from({length: 8}, (_, slot) => exceptionStackTop(cpu, slot)),
});
