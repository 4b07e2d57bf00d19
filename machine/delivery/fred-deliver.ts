/** FRED event delivery, exact to the last bit: stack level, stack, frame, entry point, and what becomes of a push that faults. Shadow stacks are not modelled. */
import {
	type Paging, type StackFault, isCanonical, wrap64,
} from './address.js';
import {doubleFaultEvent, faultEvent, faultOutcome} from './double-fault.js';
import {
	type CpuContext, type CpuEvent, type EventType, eventTypes, isDoubleFault, vectors,
} from './event.js';
import {type FredFrame, encodeFredFrame} from './fred-frame.js';
import {
	type FredMsrs, entryPage, ownStackLevel, redZoneBytes, ring0Selectors,
} from './fred-msr.js';
import {pushFault} from './stack-access.js';

/** One try of a delivery: the event, the level it goes to and the top of the stack it is pushed on. */
export type FredAttempt = {
	readonly vector: number;
	readonly type: EventType;
	readonly level: number;
	readonly stackTop: bigint;
	readonly nested: boolean;
};

export type FredDelivery
	= | {
		readonly kind: 'delivered';
		/** The state in which the handler starts. */
		readonly context: CpuContext;
		readonly rip: bigint;
		readonly rflags: bigint;
		readonly frame: FredFrame;
		/** GS.base and IA32_KERNEL_GS_BASE changed places. */
		readonly gsSwapped: boolean;
		/** Address of the last page fault met or delivered; undefined leaves CR2 as it was. */
		readonly cr2: bigint | undefined;
		/** Every try, the last of which succeeded. */
		readonly attempts: readonly FredAttempt[];
	}
	| {readonly kind: 'shutdown'; readonly cr2: bigint | undefined; readonly attempts: readonly FredAttempt[]};

/** Bytes from the entry page to the entry point of ring-0 events. */
const ring0EntryOffset = 256n;

/** RFLAGS in a handler: only bit 1, which is always set. */
const rflagsInHandler = 2n;

/**
Delivers `event`. A fault on the way leaves the interrupted context as it was, so that whatever is delivered next starts from the same `context`.
`paging` is asked about the canonical addresses that are written.
*/
export const deliverFred = (msrs: FredMsrs, context: CpuContext, event: CpuEvent, paging: Paging): FredDelivery => {
	const attempts: FredAttempt[] = [];
	let current = event;
	let nested = false;
	let cr2 = pageFaultAddress(event);
	for (;;) {
		const level = fredStackLevel(msrs, context, current, nested);
		const stackTop = fredStackTop(msrs, context, level);
		attempts.push({
			vector: current.vector, type: current.type, level, stackTop, nested,
		});
		const fault = deliveryFault(msrs.config, stackTop, paging);
		if (fault === undefined) {
			return enter(msrs, context, {
				event: current, nested, level, stackTop, attempts, cr2,
			});
		}

		if (fault.vector === vectors.pageFault) {
			cr2 = fault.address;
		}

		const outcome = faultOutcome(current, fault.vector);
		if (outcome === 'shutdown') {
			return {kind: 'shutdown', cr2, attempts};
		}

		nested = outcome === 'serial';
		current = nested ? faultEvent(current, fault) : doubleFaultEvent(current);
	}
};

/** The stack level that the handler of `event` runs on: events of ring 3 start at level 0, unless nested or #DF; nothing lowers the level. */
export const fredStackLevel = (msrs: FredMsrs, context: CpuContext, event: CpuEvent, nested: boolean): number => {
	if (context.cpl === 3 && !nested && !isDoubleFault(event)) {
		return 0;
	}

	return Math.max(context.csl, ownStackLevel(msrs, event.vector, event.type));
};

/** Address just above the frame: the top of the level's stack, or below the red zone of the stack in use, rounded down to 64. */
const fredStackTop = (msrs: FredMsrs, context: CpuContext, level: number): bigint =>
	context.cpl === 3 || level > context.csl
		? msrs.rsp[level]
		: wrap64(context.rsp - redZoneBytes(msrs.config)) & ~0x3Fn;

/**
A frame is 64-byte aligned and so lies in one page: its highest quadword, which is written first, decides for all.
An entry page that is not canonical (WRMSR refuses it) would raise #GP(0).
*/
const deliveryFault = (config: bigint, stackTop: bigint, paging: Paging): StackFault | undefined =>
	isCanonical(config) ? pushFault(wrap64(stackTop - 8n), paging) : {vector: vectors.generalProtection, errorCode: 0n, address: 0n};

type Entry = {
	readonly event: CpuEvent;
	readonly nested: boolean;
	readonly level: number;
	readonly stackTop: bigint;
	readonly attempts: readonly FredAttempt[];
	readonly cr2: bigint | undefined;
};

const enter = (msrs: FredMsrs, context: CpuContext, entry: Entry): FredDelivery => {
	const fromRing3 = context.cpl === 3;
	const page = entryPage(msrs.config);
	const {cs, ss} = fromRing3 ? ring0Selectors(msrs.star) : context;
	return {
		kind: 'delivered',
		context: {
			cpl: 0,
			csl: entry.level,
			rsp: wrap64(entry.stackTop - 64n),
			cs,
			ss,
			stiBlocking: false,
			waitForEndbranch: false,
			// A nested fault takes the place of an NMI: its frame cannot unblock NMIs, so they are not blocked either.
			nmiBlocked: context.nmiBlocked || entry.event.type === eventTypes.nmi,
			longMode: true,
			enclave: false,
		},
		rip: fromRing3 ? page : page + ring0EntryOffset,
		rflags: rflagsInHandler,
		frame: encodeFredFrame(context, entry.event, entry.nested),
		gsSwapped: fromRing3,
		cr2: entry.cr2,
		attempts: entry.attempts,
	};
};

const pageFaultAddress = ({type, vector, eventData}: CpuEvent): bigint | undefined =>
	type === eventTypes.exception && vector === vectors.pageFault ? eventData : undefined;
