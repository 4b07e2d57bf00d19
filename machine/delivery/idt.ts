/** Event delivery through the IDT with IST stacks in 64-bit mode, exact to the last bit. Intel SDM vol. 3, "Exception and Interrupt Handling in 64-bit Mode". */
import {type Paging, type StackFault, wrap64} from './address.js';
import {doubleFaultEvent, faultEvent, faultOutcome} from './double-fault.js';
import {
	type CpuContext, type CpuEvent, type EventType, eventTypes, hasErrorCode, vectors,
} from './event.js';
import {pushesFault} from './stack-access.js';

/** One gate a vector (256), as far as delivery looks at it; all are interrupt gates to a flat ring-0 code segment. */
export type IdtGates = {
	/** Handler addresses. */
	readonly rip: readonly bigint[];
	/** 0: keep the stack or, from ring 3, take RSP0; 1 to 7: IST stack. */
	readonly ist: Uint8Array;
	/** Outermost ring that may reach the gate by INT n, INT3 or INTO. */
	readonly dpl: Uint8Array;
};

export type Idt = {
	readonly gates: IdtGates;
	/** Selector of ring-0 code that the gates name. */
	readonly cs: number;
	/** TSS.RSP0. */
	readonly rsp0: bigint;
	/** TSS.IST1 to IST7 at indexes 1 to 7; index 0 is not used. */
	readonly ist: readonly bigint[];
};

/** SS, RSP, RFLAGS, CS, RIP and, for some exceptions, an error code: five or six quadwords, lowest address first. */
export type IdtFrame = readonly bigint[];

export type IdtAttempt = {
	readonly vector: number;
	readonly type: EventType;
	readonly ist: number;
	/** After alignment to 16. */
	readonly stackTop: bigint;
};

export type IdtDelivery
	= | {
		readonly kind: 'delivered';
		readonly context: CpuContext;
		readonly vector: number;
		readonly rip: bigint;
		readonly rflags: bigint;
		readonly frame: IdtFrame;
		readonly hasErrorCode: boolean;
		/** Address of the last page fault met or delivered; undefined leaves CR2 as it was. */
		readonly cr2: bigint | undefined;
		readonly attempts: readonly IdtAttempt[];
	}
	| {readonly kind: 'shutdown'; readonly cr2: bigint | undefined; readonly attempts: readonly IdtAttempt[]};

/** IF, TF, NT, RF and VM: cleared by an interrupt gate. */
const clearedFlags = 0x3_43_00n;

/** Delivers `event`. A fault on the way is delivered from the same interrupted context; an IST stack starts at its top every time. */
export const deliverIdt = (idt: Idt, context: CpuContext, event: CpuEvent, paging: Paging): IdtDelivery => {
	const attempts: IdtAttempt[] = [];
	let current = event;
	let cr2 = event.type === eventTypes.exception && event.vector === vectors.pageFault ? event.eventData : undefined;
	for (;;) {
		const fault = gateFault(idt, context, current) ?? stackPushFault(idt, context, current, {attempts, paging});
		if (fault === undefined) {
			return enter(idt, context, current, {attempts, cr2, nmi: event.type === eventTypes.nmi});
		}

		if (fault.vector === vectors.pageFault) {
			cr2 = fault.address;
		}

		const outcome = faultOutcome(current, fault.vector);
		if (outcome === 'shutdown') {
			return {kind: 'shutdown', cr2, attempts};
		}

		current = outcome === 'serial' ? faultEvent(current, fault) : doubleFaultEvent(current);
	}
};

/** Address just above the frame: the top of the gate's IST stack, RSP0 or the stack in use, rounded down to 16. */
const idtStackTop = (idt: Idt, context: CpuContext, vector: number): bigint => {
	const ist = idt.gates.ist[vector];
	if (ist > 0) {
		return idt.ist[ist] & ~0xFn;
	}

	return (context.cpl === 3 ? idt.rsp0 : context.rsp) & ~0xFn;
};

/** #GP for an instruction that may not use the gate; the error code names the gate (bit 1: in the IDT). */
const gateFault = (idt: Idt, context: CpuContext, {vector, type}: CpuEvent): StackFault | undefined => {
	const bySoftware = type === eventTypes.softwareInterrupt || type === eventTypes.softwareException;
	return bySoftware && context.cpl > idt.gates.dpl[vector]
		? {vector: vectors.generalProtection, errorCode: BigInt((8 * vector) + 2), address: 0n}
		: undefined;
};

const stackPushFault = (idt: Idt, context: CpuContext, event: CpuEvent, {attempts, paging}: {attempts: IdtAttempt[]; paging: Paging}): StackFault | undefined => {
	const {vector, type} = event;
	const stackTop = idtStackTop(idt, context, vector);
	attempts.push({
		vector, type, ist: idt.gates.ist[vector], stackTop,
	});
	return pushesFault(stackTop, hasErrorCode(vector, type) ? 6 : 5, paging);
};

const enter = (idt: Idt, context: CpuContext, event: CpuEvent, how: {attempts: readonly IdtAttempt[]; cr2: bigint | undefined; nmi: boolean}): IdtDelivery => {
	const {vector, type, rip, rflags, errorCode} = event;
	const withErrorCode = hasErrorCode(vector, type);
	const registers = [rip, BigInt(context.cs), rflags, context.rsp, BigInt(context.ss)];
	const frame = withErrorCode ? [errorCode, ...registers] : registers;
	return {
		kind: 'delivered',
		context: {
			cpl: 0,
			csl: 0,
			rsp: wrap64(idtStackTop(idt, context, vector) - BigInt(8 * frame.length)),
			cs: idt.cs,
			// From ring 3 SS becomes the null selector of ring 0.
			ss: context.cpl === 3 ? 0 : context.ss,
			stiBlocking: false,
			waitForEndbranch: false,
			// The next IRET unblocks, so an NMI whose delivery faulted blocks as well.
			nmiBlocked: context.nmiBlocked || how.nmi,
			longMode: true,
			enclave: false,
		},
		vector,
		rip: idt.gates.rip[vector],
		rflags: rflags & ~clearedFlags,
		frame,
		hasErrorCode: withErrorCode,
		cr2: how.cr2,
		attempts: how.attempts,
	};
};
