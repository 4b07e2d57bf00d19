/**
The rules of which stack an event goes to and how much of it is taken, as functions of small integers: no 64-bit values, no allocation, nothing to look up but a byte table.
They are the fast form of `fred-deliver.ts` and `idt.ts`; a property test holds both forms together.

Types and vectors are those of `event.ts`. Depths are bytes below a stack top, which is 64-byte aligned.
*/

/** Bytes that FRED always pushes. */
export const fredFrame = 64;
/** Bytes that the IDT pushes without and with an error code. */
export const idtFrame = 40;
const idtFrameWithErrorCode = 48;

/** The level that the registers give an event of its own. `levelOfVector`: 32 entries of 0 to 3, see `stackLevelTable`. */
export const fredOwnLevel = (type: number, vector: number, levelOfVector: Uint8Array, interruptLevel: number): number => {
	if (type === 0) {
		return interruptLevel;
	}

	return type === 4 || type === 7 ? 0 : levelOfVector[vector];
};

/** The level that an event is delivered on. `nestedOrDouble` is 1 for #DF and for a fault met while another event was delivered, otherwise 0. */
export const fredLevel = (cpl: number, csl: number, own: number, nestedOrDouble: number): number =>
	cpl === 3 && nestedOrDouble === 0 ? 0 : Math.max(own, csl);

/** 1 if the event leaves the stack in use for the top of its level's stack, 0 if it stays below RSP. */
export const fredSwitchesStack = (cpl: number, csl: number, level: number): number => cpl === 3 || level > csl ? 1 : 0;

/** Bytes from RSP down to the new RSP when the stack is kept: red zone, rounding to 64, frame. Only the low 6 bits of `rsp` count. `redZone` is a multiple of 64. */
export const fredBytesBelowRsp = (rsp: number, redZone: number): number => redZone + (rsp & 63) + fredFrame;

/** Depth after an event that keeps the stack, from the depth before. */
export const fredDepthAfter = (depth: number, redZone: number): number => ((depth + redZone + 63) & ~63) + fredFrame;

/** 1 if the IDT pushes an error code: #DF, #TS to #PF, #AC, #CP, and #VC and #SX of AMD. */
export const idtPushesErrorCode = (type: number, vector: number): number => type === 3 && vector < 32 ? (errorCodeBits >>> vector) & 1 : 0;

/** Bits 8, 10 to 14, 17, 21, 29 and 30. */
const errorCodeBits = 0x60_22_7D_00;

/** IST index that an event takes: 0 for none (`istOfVector`: 256 entries of 0 to 7). */
export const idtIst = (vector: number, istOfVector: Uint8Array): number => istOfVector[vector];

/** 1 if the event leaves the stack in use: always with an IST, and from ring 3. An IST stack is entered at its top even when it is in use. */
export const idtSwitchesStack = (cpl: number, ist: number): number => cpl === 3 || ist > 0 ? 1 : 0;

/** Bytes of a frame. */
export const idtFrameBytes = (pushesErrorCode: number): number => pushesErrorCode === 0 ? idtFrame : idtFrameWithErrorCode;

/** Bytes from RSP down to the new RSP when the stack is kept: rounding to 16, frame. Only the low 4 bits of `rsp` count. */
export const idtBytesBelowRsp = (rsp: number, pushesErrorCode: number): number => (rsp & 15) + idtFrameBytes(pushesErrorCode);

/** Depth after an event that keeps the stack, from the depth before. */
export const idtDepthAfter = (depth: number, pushesErrorCode: number): number => ((depth + 15) & ~15) + idtFrameBytes(pushesErrorCode);

/** IA32_FRED_STKLVLS, given as its low and high 32 bits, as the table that `fredOwnLevel` reads. To be built once. */
export const stackLevelTable = (low: number, high: number): Uint8Array => Uint8Array.from({length: 32}, (_, vector) => ((vector < 16 ? low : high) >>> (2 * (vector & 15))) & 3);

/** IA32_FRED_CONFIG[10:9] and [8:6], from its low 32 bits: the level of interrupts and the red zone in bytes. */
export const configInterruptLevel = (low: number): number => (low >>> 9) & 3;
export const configRedZone = (low: number): number => low & 0x1_C0;
