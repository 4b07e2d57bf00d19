/** IRETQ in 64-bit mode. Intel SDM vol. 2A, IRET; shadow stacks and returns to the ring's own compatibility mode are not modelled. */
import {type Paging, isCanonical} from './address.js';
import {type CpuContext, vectors} from './event.js';
import {type DescriptorTable, ring3SegmentFault} from './segment.js';
import {popsFault} from './stack-access.js';

/** RIP, CS, RFLAGS, RSP and SS; the handler has removed the error code. */
export type IretFrame = readonly [bigint, bigint, bigint, bigint, bigint];

export type IdtReturn
	= | {readonly kind: 'returned'; readonly context: CpuContext; readonly rip: bigint; readonly rflags: bigint}
	/** NMIs are unblocked even if the instruction faults: hence a context here as well. */
		| {
			readonly kind: 'fault';
			readonly context: CpuContext;
			readonly vector: number;
			readonly errorCode: bigint;
			readonly eventData: bigint;
		};

/** Nested task: a task return, which 64-bit mode does not have. */
const nestedTaskFlag = 0x40_00n;
/** Every flag that IRETQ loads in ring 0: all defined ones but VM. */
const loadedFlags = 0x3D_7F_D5n;

/** `frame` is what lies at `context.rsp`; `rflags` are the flags in force. */
export const iret = (context: CpuContext, rflags: bigint, frame: IretFrame, {descriptors, paging}: {descriptors: DescriptorTable; paging: Paging}): IdtReturn => {
	const unblocked = {...context, nmiBlocked: false};
	const fault = (vector: number, errorCode: bigint, eventData = 0n): IdtReturn => ({
		kind: 'fault', context: unblocked, vector, errorCode, eventData,
	});
	if ((rflags & nestedTaskFlag) !== 0n) {
		return fault(vectors.generalProtection, 0n);
	}

	const popped = popsFault(context.rsp, 5, paging);
	if (popped !== undefined) {
		return fault(popped.vector, popped.errorCode, popped.address);
	}

	const [rip, csSlot, newFlags, rsp, ssSlot] = frame;
	const cs = Number(csSlot & 0xFF_FFn);
	const ss = Number(ssSlot & 0xFF_FFn);
	const ring = cs & 3;
	const toRing3 = ring === 3;
	const segmentFault = toRing3 ? ring3SegmentFault(cs, ss, descriptors) : ring0SegmentFault(context, cs, ss);
	if (segmentFault !== undefined) {
		return fault(segmentFault.vector, segmentFault.errorCode);
	}

	const longMode = !toRing3 || descriptors.get(cs & 0xFF_FC)?.kind === 'code64';
	if (longMode && !isCanonical(rip)) {
		return fault(vectors.generalProtection, 0n);
	}

	return {
		kind: 'returned',
		context: {
			...unblocked, cpl: toRing3 ? 3 : 0, rsp: longMode ? rsp : rsp & 0xFF_FF_FF_FFn, cs, ss, stiBlocking: false, longMode,
		},
		rip: longMode ? rip : rip & 0xFF_FF_FF_FFn,
		rflags: (newFlags & loadedFlags) | 2n,
	};
};

/** Ring 0 returns to its own code segment; the stack segment is its own or null. Rings 1 and 2 do not exist here. */
const ring0SegmentFault = (context: CpuContext, cs: number, ss: number) => {
	if (cs !== context.cs) {
		return {vector: vectors.generalProtection, errorCode: BigInt(cs & 0xFF_FC)};
	}

	return ss === context.ss || ss === 0 ? undefined : {vector: vectors.generalProtection, errorCode: BigInt(ss & 0xFF_FC)};
};
