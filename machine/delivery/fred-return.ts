/** ERETS and ERETU with every check. Intel SDM vol. 2A, their operation sections; shadow stacks are not modelled. */
import {type Paging, isCanonical, wrap64} from './address.js';
import {type CpuContext, vectors} from './event.js';
import {type FredFrame} from './fred-frame.js';
import {type DescriptorTable, ring3SegmentFault} from './segment.js';
import {popsFault} from './stack-access.js';

/** What the two instructions depend on besides the context and the frame at RSP. */
export type FredReturnUnit = {
	/** CR4.FRED and EFER.LMA. */
	readonly enabled: boolean;
	readonly star: bigint;
	/** For an ERETU to selectors other than those of STAR. */
	readonly descriptors: DescriptorTable;
};

export type FredReturn
	= | {
		readonly kind: 'returned';
		readonly context: CpuContext;
		readonly rip: bigint;
		readonly rflags: bigint;
		/** GS.base and IA32_KERNEL_GS_BASE changed places. */
		readonly gsSwapped: boolean;
		/** A single-step #DB comes before the next instruction. */
		readonly pendingSingleStep: boolean;
	}
	/** The instruction itself faults: an ordinary event of ring 0 (or ring 3 for #UD there). */
	| {
		readonly kind: 'fault';
		readonly vector: number;
		readonly errorCode: bigint;
		readonly eventData: bigint;
	};

type Fault = Extract<FredReturn, {kind: 'fault'}>;

/** RFLAGS bits that must be 0 (bits 3, 5, 15, 17 and 63:22) or 1 (bit 1) for ERETS; ERETU also wants IOPL 0. */
const eretsRflags = 0xFF_FF_FF_FF_FF_C2_80_2An;
const eretuRflags = 0xFF_FF_FF_FF_FF_C2_B0_2An;
const singleStepFlag = 0x1_00n;
const interruptFlag = 0x2_00n;
/** Bits 18:16 of the CS and SS slots: state, not selector. */
const stateBits = 0x7_00_00n;

/** ERETS: from ring 0 to ring 0. `frame` is what lies at `context.rsp`. The stack level can only fall. */
export const erets = (unit: FredReturnUnit, context: CpuContext, frame: FredFrame, paging: Paging): FredReturn => {
	const fault = eretFault(unit, context, paging);
	if (fault !== undefined) {
		return fault;
	}

	const [, rip, csSlot, rflags, rsp, ssSlot] = frame;
	const ssLow = ssSlot & 0xFF_FF_FF_FFn;
	const valid = isCanonical(rip)
		&& (csSlot & ~stateBits) === BigInt(context.cs)
		&& (rflags & eretsRflags) === 2n
		&& (ssLow & ~stateBits) === BigInt(context.ss);
	if (!valid) {
		return generalProtection;
	}

	return {
		kind: 'returned',
		context: {
			...context,
			csl: Math.min(context.csl, Number((csSlot >> 16n) & 3n)),
			rsp,
			// Blocking is not prolonged where it was in force already
			stiBlocking: isSet(ssSlot, 16n) && (rflags & interruptFlag) !== 0n && !context.stiBlocking,
			waitForEndbranch: isSet(csSlot, 18n),
			nmiBlocked: context.nmiBlocked && !isSet(ssSlot, 18n),
		},
		rip,
		rflags,
		gsSwapped: false,
		pendingSingleStep: isSet(ssSlot, 17n) && (rflags & singleStepFlag) !== 0n,
	};
};

/** ERETU: from ring 0 at stack level 0 to ring 3. `frame` is what lies at `context.rsp`. */
export const eretu = (unit: FredReturnUnit, context: CpuContext, frame: FredFrame, paging: Paging): FredReturn => {
	const forbidden = forbiddenFault(unit, context);
	if (forbidden !== undefined) {
		return forbidden;
	}

	if (context.csl > 0) {
		return generalProtection;
	}

	const popped = poppingFault(context, paging);
	if (popped !== undefined) {
		return popped;
	}

	const [, rip, csSlot, rflags, rsp, ssSlot] = frame;
	const valid = (csSlot & 0xFF_FF_FF_FF_FF_FF_00_03n) === 3n
		&& (rflags & eretuRflags) === 2n
		&& (ssSlot & 0xFF_F8_00_03n) === 3n;
	if (!valid) {
		return generalProtection;
	}

	const cs = Number(csSlot);
	const ss = Number(ssSlot & 0xFF_FFn);
	const target = ring3Mode(unit, cs, ss);
	if ('vector' in target) {
		return {kind: 'fault', ...target, eventData: 0n};
	}

	// In compatibility mode the upper half of RIP is dropped, so only 64-bit code can have a bad one
	if (target.longMode && !isCanonical(rip)) {
		return generalProtection;
	}

	return {
		kind: 'returned',
		context: {
			cpl: 3,
			csl: 0,
			rsp: target.longMode ? rsp : rsp & 0xFF_FF_FF_FFn,
			cs,
			ss,
			stiBlocking: false,
			waitForEndbranch: false,
			nmiBlocked: context.nmiBlocked && !isSet(ssSlot, 18n),
			longMode: target.longMode,
			enclave: false,
		},
		rip: target.longMode ? rip : rip & 0xFF_FF_FF_FFn,
		rflags,
		gsSwapped: true,
		pendingSingleStep: isSet(ssSlot, 17n) && (rflags & singleStepFlag) !== 0n,
	};
};

/** Selectors of STAR are flat without a look into the tables; others are loaded and checked as by IRET. */
const ring3Mode = ({star, descriptors}: FredReturnUnit, cs: number, ss: number): {longMode: boolean} | {vector: number; errorCode: bigint} => {
	const base = Number(star >> 48n);
	if (ss === base + 8 && (cs === base + 16 || cs === base)) {
		return {longMode: cs === base + 16};
	}

	return ring3SegmentFault(cs, ss, descriptors) ?? {longMode: descriptors.get(cs & 0xFF_FC)?.kind === 'code64'};
};

const eretFault = (unit: FredReturnUnit, context: CpuContext, paging: Paging): Fault | undefined =>
	forbiddenFault(unit, context) ?? poppingFault(context, paging);

const forbiddenFault = ({enabled}: FredReturnUnit, {cpl}: CpuContext): Fault | undefined =>
	enabled && cpl === 0
		? undefined
		: {
			kind: 'fault', vector: vectors.invalidOpcode, errorCode: 0n, eventData: 0n,
		};

/** RIP, CS slot, RFLAGS, RSP and SS slot are popped; the error code below them is skipped. */
const poppingFault = ({rsp}: CpuContext, paging: Paging): Fault | undefined => {
	const fault = popsFault(wrap64(rsp + 8n), 5, paging);
	return fault && {
		kind: 'fault', vector: fault.vector, errorCode: fault.errorCode, eventData: fault.address,
	};
};

const generalProtection: Fault = {
	kind: 'fault', vector: vectors.generalProtection, errorCode: 0n, eventData: 0n,
};

const isSet = (slot: bigint, bit: bigint): boolean => ((slot >> bit) & 1n) === 1n;
