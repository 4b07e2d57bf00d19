/** The 64-byte frame of FRED, eight quadwords from the new RSP upwards. Intel SDM vol. 3, chapter "FRED"; Linux `struct fred_cs` and `fred_ss`. */
import {type CpuContext, type CpuEvent, eventTypes} from './event.js';

/** Eight quadwords, lowest address first. */
export type FredFrame = readonly [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

/** A frame taken apart. Bits outside every field stand in `reserved`, in place, for the CS slot, the SS slot and the last quadword. */
export type FredFrameFields = {
	readonly errorCode: bigint;
	readonly rip: bigint;
	readonly cs: number;
	/** Current stack level before the event. */
	readonly stackLevel: number;
	readonly waitForEndbranch: boolean;
	readonly rflags: bigint;
	readonly rsp: bigint;
	readonly ss: number;
	readonly stiBlocking: boolean;
	/** SYSCALL, SYSENTER or INT n: a return with RFLAGS.TF = 1 traps at once. */
	readonly softwareInitiated: boolean;
	readonly nmi: boolean;
	readonly vector: number;
	/** 0 to 15; see `eventTypes`. */
	readonly type: number;
	readonly enclave: boolean;
	readonly longMode: boolean;
	readonly nested: boolean;
	readonly instructionLength: number;
	readonly eventData: bigint;
	readonly reserved: {readonly cs: bigint; readonly ss: bigint; readonly last: bigint};
};

/** What the CPU pushes for `event`; `nested`: it was met while another event was delivered. */
export const encodeFredFrame = (context: CpuContext, event: CpuEvent, nested: boolean): FredFrame => {
	const csSlot = context.cs | (context.csl << 16) | (context.cpl === 0 && context.waitForEndbranch ? 1 << 18 : 0);
	// An injected monitor trap flag is of type 7 too (vector 0), but no software asked for it
	const softwareInitiated = event.type === eventTypes.softwareInterrupt || (event.type === eventTypes.other && event.vector > 0);
	const ssLow = context.ss
		| (context.stiBlocking ? 1 << 16 : 0)
		| (softwareInitiated ? 1 << 17 : 0)
		| (event.type === eventTypes.nmi ? 1 << 18 : 0);
	const ssHigh = event.vector
		| (event.type << 16)
		| (context.enclave ? 1 << 24 : 0)
		| (context.longMode ? 1 << 25 : 0)
		| (nested ? 1 << 26 : 0)
		| (event.instructionLength << 28);
	return [
		event.errorCode,
		event.rip,
		BigInt(csSlot),
		event.rflags,
		context.rsp,
		(BigInt(ssHigh >>> 0) << 32n) | BigInt(ssLow),
		event.eventData,
		0n,
	];
};

/** Every bit of the frame lands in exactly one field. */
export const decodeFredFrame = (frame: FredFrame): FredFrameFields => {
	const [errorCode, rip, csSlot, rflags, rsp, ssSlot, eventData, last] = frame;
	const bit = (slot: bigint, at: bigint) => ((slot >> at) & 1n) === 1n;
	return {
		errorCode,
		rip,
		cs: Number(csSlot & 0xFF_FFn),
		stackLevel: Number((csSlot >> 16n) & 3n),
		waitForEndbranch: bit(csSlot, 18n),
		rflags,
		rsp,
		ss: Number(ssSlot & 0xFF_FFn),
		stiBlocking: bit(ssSlot, 16n),
		softwareInitiated: bit(ssSlot, 17n),
		nmi: bit(ssSlot, 18n),
		vector: Number((ssSlot >> 32n) & 0xFFn),
		type: Number((ssSlot >> 48n) & 0xFn),
		enclave: bit(ssSlot, 56n),
		longMode: bit(ssSlot, 57n),
		nested: bit(ssSlot, 58n),
		instructionLength: Number(ssSlot >> 60n),
		eventData,
		reserved: {
			cs: csSlot & ~0x7_FF_FFn,
			ss: ssSlot & ~definedSsBits,
			last,
		},
	};
};

/** Selector, bits 18:16, vector, type, bits 58:56, length. */
const definedSsBits = 0xF7_0F_00_FF_00_07_FF_FFn;
