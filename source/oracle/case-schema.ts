/** The file format of recorded event deliveries: what a CPU (or an emulator) really did, case by case. */
import {z} from 'zod';

const hex64 = z.string()
	.regex(/^0x[\da-f]{1,16}$/iu)
	.describe('a hexadecimal number of at most 64 bits, such as "0x1030c0"')
	.transform(BigInt);
const frame = z.tuple([hex64, hex64, hex64, hex64, hex64, hex64, hex64, hex64]).describe('a list of eight hexadecimal numbers of at most 64 bits');
const selector = z.string()
	.regex(/^0x[\da-f]{1,4}$/iu)
	.describe('a selector of 16 bits, such as "0x10"')
	.transform(Number);
const pages = z.string()
	.regex(/^0x[\da-f]{1,16}-0x[\da-f]{1,16}$/iu)
	.describe('a range of addresses, such as "0x600000-0x7fffff"')
	.transform(text => {
		const [first, last] = text.split('-');
		return {first: BigInt(first!), last: BigInt(last!)};
	});
const integer = (lowest: number, highest: number) => z.int().min(lowest).max(highest);
const level = integer(0, 3);
const vector = integer(0, 255);
const type = z.literal([0, 2, 3, 4, 5, 6, 7]);
const cpl = z.literal([0, 3]);
const caseId = z.int();
/** A key that may be missing or null: not recorded. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform(value => value ?? undefined);
const note = z.string().nullish().transform(text => text ?? '');

const unmapped = {
	unmappedPages: z.array(hex64).nullish().transform(list => list ?? []),
	alwaysUnmapped: maybe(pages),
};

const fredConfig = z.object({

	IA32_FRED_CONFIG: hex64,
	IA32_FRED_STKLVLS: hex64,
	IA32_FRED_RSP: z.tuple([hex64, hex64, hex64, hex64]),

	...unmapped,
});

const idtConfig = z.object({
	tssRsp0: hex64,
	/** Index 0 is not a stack. */
	ist: z.array(maybe(hex64)).max(8),
	vectorIst: z.record(z.string().regex(/^(?:\d\d?|1\d\d|2[0-4]\d|25[0-5])$/u, {message: 'must be a vector from 0 to 255'}), integer(0, 7)),
	interruptIst: integer(0, 7),
	...unmapped,
});

const context = z.object({
	cpl,
	csl: maybe(level),
	rsp: hex64,
	cs: selector,
	ss: selector,
});

const event = z.object({
	name: z.string().default(''),
	vector,
	type,
	errorCode: hex64,
	eventData: hex64,
	instructionLength: integer(0, 15),
	savedRip: hex64,
	savedRflags: hex64,
	restartRip: hex64,
	stiBlocking: z.boolean(),
}).refine(({type: eventType, vector: number}) => number < 32 || eventType === 0 || eventType === 4, {message: 'has a vector above 31, which only interrupts and INT n can have', path: []});

const stackTop = z.union([z.number(), hex64]);

const fredOutcome = z.object({
	cslAfter: level,
	rspAfter: hex64,
	entryOffset: z.literal([0, 256]),
	frame,
});

const decoded = z.object({
	errorCode: hex64,
	rip: hex64,
	cs: selector,
	stackLevel: level,
	wfe: integer(0, 1),
	rflags: hex64,
	rsp: hex64,
	ss: selector,
	sti: integer(0, 1),
	swEvent: integer(0, 1),
	nmi: integer(0, 1),
	vector,
	type: integer(0, 15),
	enclave: integer(0, 1),
	l: integer(0, 1),
	nested: integer(0, 1),
	instructionLength: integer(0, 15),
	eventData: hex64,
	reserved: hex64,
});

const delivery = z.object({
	caseId,
	note,
	config: fredConfig,
	context,
	event,
	bochs: maybe(z.object({frame, decoded: maybe(decoded)})),
	expected: fredOutcome.extend({
		deliveryChain: z.array(z.object({
			vector, type, level, stackTop, nested: z.boolean(),
		})),
	}),
});

/** Null: not recorded. */
const followingEvent = {
	vector,
	type,
	errorCode: maybe(hex64),
	cslAfter: maybe(level),
	rspAfter: maybe(hex64),
	savedStackLevel: maybe(level),
};

const returnCase = z.object({
	caseId,
	note,
	instruction: z.enum(['ERETS', 'ERETU']),
	cslBefore: level,
	rspAtReturn: hex64,
	frame,
	result: z.discriminatedUnion('kind', [
		z.object({
			kind: z.literal('resumed'), cpl: maybe(cpl), csl: maybe(level), rsp: maybe(hex64),
		}),
		z.object({kind: z.literal('fault of the return instruction'), ...followingEvent}),
		z.object({kind: z.literal('returned, then another event arrived at once'), ...followingEvent}),
	]),
});

const idtOutcome = z.object({
	vector,
	rspAfter: hex64,
	frame: z.array(hex64).min(5).max(6),
	hasErrorCode: z.boolean(),
});

const idtDelivery = z.object({
	caseId,
	note,
	config: idtConfig,
	context,
	event,
	bochs: maybe(idtOutcome),
	/** Given where the published rule differs from what was recorded. */
	expected: maybe(idtOutcome),
	deliveryChain: maybe(z.array(z.object({
		vector, type, ist: integer(0, 7), stackTop,
	}))),
}).refine(({bochs, expected}) => (expected ?? bochs) !== undefined, {message: 'has neither "bochs" nor "expected"', path: []});

const msrWrite = z.object({
	caseId,
	note,
	msr: z.string().regex(/^0x[\da-f]{1,8}$/iu).describe('a register number, such as "0x1cc"').transform(Number),
	value: hex64,
	result: z.enum(['ok', '#GP(0)']),
	/** Given where the published rule differs from what was recorded. */
	expected: maybe(z.enum(['ok', '#GP(0)'])),
});

const shutdown = z.discriminatedUnion('mode', [
	z.object({
		caseId, note, mode: z.literal('FRED'), config: fredConfig, context, event,
	}),
	z.object({
		caseId, note, mode: z.literal('IDT'), config: idtConfig, context, event,
	}),
]);

/** A whole file. Keys that are not named here are for people and are passed over. */
export const oracleSchema = z.object({
	meta: z.object({producer: z.string().optional()}).default({}),
	deliveries: z.array(delivery).default([]),
	returns: z.array(returnCase).default([]),
	idtDeliveries: z.array(idtDelivery).default([]),
	msrWrites: z.array(msrWrite).default([]),
	shutdowns: z.array(shutdown).default([]),
});

export type OracleFile = z.output<typeof oracleSchema>;
export type DeliveryCase = OracleFile['deliveries'][number];
export type ReturnCase = OracleFile['returns'][number];
export type IdtDeliveryCase = OracleFile['idtDeliveries'][number];
export type MsrWriteCase = OracleFile['msrWrites'][number];
export type ShutdownCase = OracleFile['shutdowns'][number];
export type FredCaseConfig = DeliveryCase['config'];
export type IdtCaseConfig = IdtDeliveryCase['config'];
