/** Which bits of a FRED frame no CPU writes. Rules: Intel SDM vol. 3, chapters "FRED" and "Interrupt and Exception Handling". */
import {eventTypes, hasErrorCode, vectors} from './event.js';
import {type FredFrame, type FredFrameFields, decodeFredFrame} from './fred-frame.js';

/** One impossible thing: the byte offset of its quadword, and what is wrong there. */
export type FrameProblem = {
	readonly offset: number;
	readonly problem: string;
};

/** Everything in `frame` that event delivery cannot have written, in the order of the frame. */
export const fredFrameProblems = (frame: FredFrame): FrameProblem[] => {
	const fields = decodeFredFrame(frame);
	return checks.flatMap(({offset, find}) => find(fields).map(problem => ({offset, problem})));
};

type Check = {
	readonly offset: number;
	readonly find: (fields: FredFrameFields) => readonly string[];
};

/** The texts whose conditions hold. */
const those = (conditions: ReadonlyArray<readonly [condition: boolean, text: string]>): string[] =>
	conditions.filter(([condition]) => condition).map(([, text]) => text);

const hex = (value: bigint | number): string => `0x${value.toString(16)}`;
const bits = (value: bigint): boolean => value !== 0n;
const ringOf = ({cs}: FredFrameFields): number => cs & 3;
const isException = ({type}: FredFrameFields): boolean => type === eventTypes.exception;

/** RFLAGS bits 3, 5, 15, 17 (VM) and 63:22 are 0 in 64-bit mode. */
const rflagsZero = 0xFF_FF_FF_FF_FF_C2_80_28n;
const interruptFlag = 0x2_00n;
/** B3 to B0, BLD, BD, BS and RTM. */
const debugData = 0x1_68_0Fn;

const errorCode = (fields: FredFrameFields): string[] => {
	const {errorCode: code, vector, type} = fields;
	const has = type === eventTypes.exception && hasErrorCode(vector, eventTypes.exception);
	return those([
		[bits(code) && !has, `this event has no error code, found ${hex(code)}`],
		[bits(code) && has && (vector === vectors.doubleFault || vector === vectors.alignmentCheck), `the error code of this event is always 0, found ${hex(code)}`],
		[has && bits(code >> 32n), `an error code has at most 32 bits, found ${hex(code)}`],
	]);
};

const rip = ({rip: address}: FredFrameFields): string[] => those([[!isCanonicalLa57(address), 'not a canonical address']]);

const csSlot = (fields: FredFrameFields): string[] => {
	const ring = ringOf(fields);
	return those([
		[bits(fields.reserved.cs), `bits 63:19 are always 0, found ${hex(fields.reserved.cs)}`],
		[ring === 1 || ring === 2, `ring ${ring} does not exist under FRED`],
		[ring === 3 && fields.waitForEndbranch, 'bit 18: only ring 0 saves that it waits for an ENDBRANCH'],
		[ring === 3 && fields.stackLevel > 0, `an event of ring 3 saves stack level 0, found ${fields.stackLevel}`],
	]);
};

const rflags = ({rflags: flags, type, stiBlocking}: FredFrameFields): string[] => {
	const enabled = bits(flags & interruptFlag);
	return those([
		[!bits(flags & 2n), 'bit 1 is always 1'],
		[bits(flags & rflagsZero), `bits 63:22, 17, 15, 5 and 3 are always 0, found ${hex(flags & rflagsZero)}`],
		[type === eventTypes.interrupt && !enabled, 'a maskable interrupt arrives only with IF = 1'],
		[stiBlocking && !enabled, 'STI blocking (SS slot, bit 16) goes with IF = 1'],
	]);
};

const ssSlot = (fields: FredFrameFields): string[] => {
	const {type, nmi, softwareInitiated, longMode, enclave, nested, stiBlocking} = fields;
	const ring = ringOf(fields);
	const isSoftware = type === eventTypes.softwareInterrupt || (type === eventTypes.other && fields.vector > 0);
	return [
		...those([
			[bits(fields.reserved.ss), `bits 31:19, 47:40, 55:52 and 59 are always 0, found ${hex(fields.reserved.ss)}`],
			[(fields.ss & 3) !== ring && ring !== 1 && ring !== 2, `SS has privilege level ${fields.ss & 3}, CS ${ring}`],
			[stiBlocking && type === eventTypes.interrupt, 'bit 16: STI blocking holds maskable interrupts off'],
			[softwareInitiated !== isSoftware, `bit 17 is ${isSoftware ? 1 : 0} for this event: it marks SYSCALL, SYSENTER and INT n`],
			[nmi !== (type === eventTypes.nmi), `bit 18 is ${type === eventTypes.nmi ? 1 : 0} for this event: it marks an NMI`],
		]),
		...vectorProblems(fields),
		...those([
			[enclave && ring !== 3, 'bit 56: enclaves run in ring 3'],
			[!longMode && ring === 0, 'bit 57: ring 0 is always in 64-bit mode under FRED'],
			[nested && !isException(fields), 'bit 58: only an exception can be nested'],
			[nested && isException(fields) && fields.vector === vectors.doubleFault, 'bit 58: #DF is never marked as nested'],
		]),
		...lengthProblems(fields),
	];
};

/** Exceptions that no CPU raises by these numbers: 2 to 4 have types of their own, the others are reserved. */
const notExceptions = new Set([2, 3, 4, 9, 15, 22, 23, 24, 25, 26, 27, 31]);

const vectorProblems = ({vector, type}: FredFrameFields): string[] => those([
	[type === 1 || type > eventTypes.other, `bits 51:48: there is no event type ${type}`],
	[type === eventTypes.nmi && vector !== vectors.nmi, `an NMI has vector 2, found ${vector}`],
	[type === eventTypes.exception && (vector > 31 || notExceptions.has(vector)), `no exception has vector ${vector}`],
	[type === eventTypes.privilegedSoftwareException && vector !== vectors.debug, `INT1 has vector 1, found ${vector}`],
	[type === eventTypes.softwareException && vector !== vectors.breakpoint && vector !== vectors.overflow, `INT3 and INTO have vectors 3 and 4, found ${vector}`],
	[type === eventTypes.other && vector > 2, `type 7 has vectors 0 to 2 (MTF, SYSCALL, SYSENTER), found ${vector}`],
]);

/** Shortest encodings; prefixes make an instruction longer, up to 15 bytes. */
const lengthProblems = ({vector, type, instructionLength: length}: FredFrameFields): string[] => {
	const oneByte = type === eventTypes.privilegedSoftwareException || type === eventTypes.softwareException;
	const twoBytes = type === eventTypes.softwareInterrupt || (type === eventTypes.other && vector > 0);
	const least = oneByte ? 1 : (twoBytes ? 2 : 0);
	return those([
		[least === 0 && length > 0, `bits 63:60: this event has no instruction length, found ${length}`],
		[length < least, `bits 63:60: the instruction has at least ${least} byte${least === 1 ? '' : 's'}, found ${length}`],
	]);
};

const eventData = (fields: FredFrameFields): string[] => {
	const {eventData: data, vector, type} = fields;
	if (type === eventTypes.nmi) {
		return [];
	}

	switch (isException(fields) ? vector : -1) {
		case vectors.pageFault: {
			return those([[!isCanonicalLa57(data), 'the address of a page fault is canonical']]);
		}

		case vectors.debug: {
			return those([[bits(data & ~debugData), `#DB reports bits 16, 14, 13, 11 and 3:0, found ${hex(data & ~debugData)}`]]);
		}

		case vectors.deviceNotAvailable: {
			return [];
		}

		default: {
			return those([[bits(data), `this event has no event data, found ${hex(data)}`]]);
		}
	}
};

const last = ({reserved}: FredFrameFields): string[] => those([[bits(reserved.last), 'always 0']]);

const checks: readonly Check[] = [errorCode, rip, csSlot, rflags, () => [], ssSlot, eventData, last].map((find, at) => ({offset: 8 * at, find}));

/** Bits 63:56 are equal, as 5-level paging wants it: a frame does not say how many levels its machine had. */
const isCanonicalLa57 = (address: bigint): boolean => BigInt.asUintN(64, BigInt.asIntN(57, address)) === address;
