/**
Events that a CPU delivers, in the form both delivery machines (FRED and the IDT) take.
Numbers of types and vectors: Intel SDM vol. 3, chapters "Interrupt and Exception Handling" and "FRED".
*/

/** Event types as FRED writes them into bits 51:48 of the SS slot. Type 1 is reserved. */
export const eventTypes = {
	interrupt: 0,
	nmi: 2,
	exception: 3,
	/** INT n, opcode CD. */
	softwareInterrupt: 4,
	/** INT1, opcode F1. */
	privilegedSoftwareException: 5,
	/** INT3 and INTO. */
	softwareException: 6,
	/** Vector 1 is SYSCALL, vector 2 SYSENTER, vector 0 an injected monitor trap flag. */
	other: 7,
} as const;

export type EventType = (typeof eventTypes)[keyof typeof eventTypes];

/** One event, with what the CPU would save for it. Addresses, flags and codes are unsigned 64-bit values. */
export type CpuEvent = {
	/** 0 to 255. */
	readonly vector: number;
	readonly type: EventType;
	/** 0 for an event without one. */
	readonly errorCode: bigint;
	/** FRED only: the faulting address of #PF, DR6 in positive polarity of #DB, IA32_XFD_ERR of #NM, the sources of an NMI; otherwise 0. */
	readonly eventData: bigint;
	/** Bytes of INT n, INT1, INT3, INTO, SYSCALL or SYSENTER (1 to 15); otherwise 0. */
	readonly instructionLength: number;
	/** RIP that is saved when this event is delivered: the instruction of a fault, the next one of everything else. */
	readonly rip: bigint;
	/** RIP that is saved instead when the delivery itself faults: the instruction that was interrupted. */
	readonly restartRip: bigint;
	/** RFLAGS that is saved: RF is set for faults. */
	readonly rflags: bigint;
};

/** The interrupted context, as far as delivery and return look at it. */
export type CpuContext = {
	readonly cpl: 0 | 3;
	/** Current stack level, 0 to 3; 0 in ring 3 and without FRED. */
	readonly csl: number;
	readonly rsp: bigint;
	readonly cs: number;
	readonly ss: number;
	/** STI was the previous instruction: maskable interrupts wait for one more. */
	readonly stiBlocking: boolean;
	/** Supervisor indirect-branch tracking waits for an ENDBRANCH; that of ring 3 stays in IA32_U_CET and is not saved. */
	readonly waitForEndbranch: boolean;
	readonly nmiBlocked: boolean;
	/** 64-bit mode; false in a compatibility-mode code segment of ring 3. */
	readonly longMode: boolean;
	/** The CPU was inside an SGX enclave. */
	readonly enclave: boolean;
};

export const vectors = {
	divideError: 0,
	debug: 1,
	nmi: 2,
	breakpoint: 3,
	overflow: 4,
	invalidOpcode: 6,
	deviceNotAvailable: 7,
	doubleFault: 8,
	segmentNotPresent: 11,
	stackFault: 12,
	generalProtection: 13,
	pageFault: 14,
	alignmentCheck: 17,
	machineCheck: 18,
} as const;

export const isDoubleFault = (event: CpuEvent): boolean => event.type === eventTypes.exception && event.vector === vectors.doubleFault;

/** Whether an exception has an error code (the IDT pushes one only then): #DF, #TS to #PF, #AC, #CP, and #VC and #SX of AMD. */
export const hasErrorCode = (vector: number, type: EventType): boolean =>
	type === eventTypes.exception && ((errorCodeVectors >>> vector) & 1) === 1 && vector < 32;

const errorCodeVectors = [8, 10, 11, 12, 13, 14, 17, 21, 29, 30].reduce((bits, vector) => bits | (1 << vector), 0);
