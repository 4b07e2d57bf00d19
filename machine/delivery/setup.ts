import type {DeliveryKind} from '../description.js';
import {depthUnitBytes} from '../layout.js';
import {vectors} from './event.js';
import {fredDepthAfter, fredFrame, fredLevel, fredOwnLevel, fredSwitchesStack, idtDepthAfter, idtFrame, idtIst, idtPushesErrorCode} from './levels.js';

/** Vectors of the interrupts that the model counts. Source: `arch/x86/include/asm/irq_vectors.h`; 0x23 stands for any device. */
export const interruptVectors = {device: 0x23, timer: 0xEC, callFunction: 0xFB, reschedule: 0xFD} as const;

/** How a kernel programs event delivery: what its registers and gates say, as the tables that the rules in `levels.ts` read. */
export type DeliverySetup = {
	/** IA32_FRED_STKLVLS: level of vectors 0 to 31. */
	readonly levelOfVector: Uint8Array;
	/** IA32_FRED_CONFIG[10:9] and [8:6] in bytes. */
	readonly interruptLevel: number;
	readonly redZone: number;
	/** IST index of every gate, 0: none. */
	readonly istOfVector: Uint8Array;
	/** Vector by which a fault on a missing page of the stack comes: #PF, or #DF where the frame of the #PF finds no stack to lie on. */
	readonly stackFaultVector: number;
};

/** A set-up from the vectors that differ from 0; `interrupts`: level, and IST index of all vectors from 32 on. */
const setup = (levels: Readonly<Record<number, number>>, ists: Readonly<Record<number, number>>, interrupts: {level: number; ist: number}): DeliverySetup => ({
	levelOfVector: Uint8Array.from({length: 32}, (_, vector) => levels[vector] ?? 0),
	interruptLevel: interrupts.level,
	redZone: 64,
	istOfVector: Uint8Array.from({length: 256}, (_, vector) => ists[vector] ?? (vector >= 32 ? interrupts.ist : 0)),
	stackFaultVector: vectors.pageFault,
});

/** Levels and IST slots of #DB, NMI, #DF, #MC (and #VC). Sources: `arch/x86/kernel/fred.c`, `page_64_types.h`; `fred`, sections 6 and 7. */
const mainlineLevels = {1: 1, 2: 2, 8: 3, 18: 2};
const mainlineIsts = {8: 1, 2: 2, 1: 3, 18: 4, 29: 5};

/** Mainline: page faults and interrupts stay on the stack they interrupt. */
export const mainlineSetup = setup(mainlineLevels, mainlineIsts, {level: 0, ist: 0});

/**
The 2026 proposal (v2): #PF and external interrupts on level 1, or on two IST slots of their own.
Source: v2, `fred.c` and `page_64_types.h`; `dynamic-stacks-2026`, sections 1.4 and 1.5.
*/
export const stackFaultSetup = setup({...mainlineLevels, 14: 1}, {...mainlineIsts, 14: 6}, {level: 1, ist: 7});

/** Mainline's delivery, under which every growth of a stack is a #DF, on the stack that mainline has for it. Source: the RFC of 2024; `dynamic-stacks-2024`, section 1.4. */
export const doubleFaultSetup: DeliverySetup = {...mainlineSetup, stackFaultVector: vectors.doubleFault};

/** The level (FRED) or IST slot (IDT) that an event of kernel mode on a task stack goes to; 0: it stays on the task stack. */
export const targetOf = (of: DeliverySetup, delivery: DeliveryKind, type: number, vector: number): number => {
	if (delivery === 'idt') {
		return idtIst(vector, of.istOfVector);
	}

	const level = fredLevel(0, 0, fredOwnLevel(type, vector, of.levelOfVector, of.interruptLevel), 0);
	return fredSwitchesStack(0, 0, level) === 1 ? level : 0;
};

/** Bytes of pt_regs and FRED's event data below which the handler begins. Source: `dynamic-stacks-2026`, sections 1.4 (184) and 1.5 (168). */
const fredSavedBytes = 184;
const idtSavedBytes = 168;

/**
Depth of an interrupted kernel stack once the event's whole frame lies on it, delivered there or moved there: red zone and rounding as the CPU does them, then the registers that software saves.
`depthBytes` is the depth at the event.
*/
export const interruptedDepth = (depthBytes: number, delivery: DeliveryKind, redZone: number): number =>
	delivery === 'fred'
		? fredDepthAfter(depthBytes, redZone) + fredSavedBytes - fredFrame
		: idtDepthAfter(depthBytes, idtPushesErrorCode(0, 0)) + idtSavedBytes - idtFrame;

const depthTables = new Map<DeliveryKind, Int32Array>();

/** `interruptedDepth` under mainline's set-up by depth at the event in 8-byte units, from 0 to `units` - 1. */
export const interruptedDepths = (delivery: DeliveryKind, units: number): Int32Array => {
	let table = depthTables.get(delivery);
	if (table === undefined || table.length < units) {
		table = Int32Array.from({length: units}, (_, at) => interruptedDepth(at * depthUnitBytes, delivery, mainlineSetup.redZone));
		depthTables.set(delivery, table);
	}

	return table.subarray(0, units);
};

/**
What the handler of a page fault needs below the frame when its page has to be reclaimed first.
Source: measured, frames below asm_exc_page_fault through direct reclaim into swap (st_mem__stack_trace_mem).
*/
export const reclaimHandlerBytes = 3304;

/** What the handler of an async page fault needs below the frame: as the handler of a fault on a page in memory. Assumed. */
export const asyncHandlerBytes = 912;

/** Bytes of the entry frame of an event from user mode at the top of the task stack. */
export const userEntryBytes = (delivery: DeliveryKind): number => delivery === 'fred' ? fredSavedBytes : idtSavedBytes;
