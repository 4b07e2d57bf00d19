/** What the quadwords of a FRED frame mean, in words. */
import {
	type FredFrameFields, eventTypes, hasErrorCode, vectors,
} from '../../machine/index.js';
import {typeName} from './event-names.js';

/** The quadwords by name, from +0 upwards. */
export const frameSlots = ['error code', 'RIP', 'CS slot', 'RFLAGS', 'RSP', 'SS slot', 'event data', 'zero'] as const;

/** What each quadword says, from +0 upwards; empty where the value itself says it all. */
export const frameMeanings = (fields: FredFrameFields): readonly string[] =>
	[errorCodeMeaning(fields), '', csMeaning(fields), rflagsMeaning(fields.rflags), '', ssMeaning(fields), eventDataMeaning(fields), ''];

/** Where the event came from. */
export const frameOrigin = ({cs, stackLevel}: Pick<FredFrameFields, 'cs' | 'stackLevel'>): string => (cs & 3) === 0 ? `ring 0 at stack level ${stackLevel}` : `ring ${cs & 3}`;

const hex = (value: bigint | number): string => `0x${value.toString(16)}`;

const csMeaning = ({cs, stackLevel, waitForEndbranch}: FredFrameFields): string => [
	`CS ${hex(cs)}`,
	`stack level ${stackLevel}`,
	...waitForEndbranch ? ['waits for ENDBRANCH'] : [],
].join(', ');

const ssMeaning = (fields: FredFrameFields): string => [
	`SS ${hex(fields.ss)}`,
	`vector ${fields.vector}`,
	`type ${fields.type} (${typeName(fields.type)})`,
	...flagNames([
		[fields.stiBlocking, 'STI blocking'],
		[fields.softwareInitiated, 'software-initiated'],
		[fields.nmi, 'unblocks NMIs on return'],
		[fields.enclave, 'enclave'],
		[fields.longMode, '64-bit mode'],
		[fields.nested, 'nested'],
		[fields.instructionLength > 0, `instruction of ${fields.instructionLength} ${fields.instructionLength === 1 ? 'byte' : 'bytes'}`],
	]),
].join(', ');

const flagNames = (flags: ReadonlyArray<readonly [isSet: boolean, name: string]>): string[] => flags.filter(([isSet]) => isSet).map(([, name]) => name);

const bitNames = (value: bigint, names: ReadonlyArray<readonly [bit: bigint, name: string]>): string[] =>
	flagNames(names.map(([bit, name]) => [((value >> bit) & 1n) === 1n, name]));

const rflagsBits = [
	[0n, 'CF'],
	[2n, 'PF'],
	[4n, 'AF'],
	[6n, 'ZF'],
	[7n, 'SF'],
	[8n, 'TF'],
	[9n, 'IF'],
	[10n, 'DF'],
	[11n, 'OF'],
	[14n, 'NT'],
	[16n, 'RF'],
	[17n, 'VM'],
	[18n, 'AC'],
	[19n, 'VIF'],
	[20n, 'VIP'],
	[21n, 'ID'],
] as const;

/** The flags that are set. */
export const rflagsMeaning = (rflags: bigint): string => {
	const ioPrivilege = (rflags >> 12n) & 3n;
	return [...bitNames(rflags, rflagsBits), ...ioPrivilege > 0n ? [`IOPL ${ioPrivilege}`] : []].join(' ');
};

const pageFaultBits = [[3n, 'reserved bit set'], [4n, 'instruction fetch'], [5n, 'protection key'], [6n, 'shadow stack'], [15n, 'SGX']] as const;
const debugBits = [[0n, 'B0'], [1n, 'B1'], [2n, 'B2'], [3n, 'B3'], [11n, 'bus lock'], [13n, 'debug register access'], [14n, 'single step'], [16n, 'RTM']] as const;

/** What the error code says; empty for events without one. */
export const errorCodeMeaning = ({type, vector, errorCode}: Pick<FredFrameFields, 'type' | 'vector' | 'errorCode'>): string => {
	if (type !== eventTypes.exception || !hasErrorCode(vector, type)) {
		return '';
	}

	if (vector === vectors.pageFault) {
		const access = (errorCode & 2n) === 0n ? 'read' : 'write';
		const ring = (errorCode & 4n) === 0n ? 'supervisor' : 'user';
		return [(errorCode & 1n) === 0n ? `${access} of a page that is not present` : `${access} that the page forbids`, ring, ...bitNames(errorCode, pageFaultBits)].join(', ');
	}

	return errorCode === 0n || vector < 10 || vector > 13 ? '' : selectorMeaning(errorCode);
};

const selectorMeaning = (errorCode: bigint): string => {
	const table = (errorCode & 2n) === 0n ? ((errorCode & 4n) === 0n ? 'GDT' : 'LDT') : 'IDT';
	const index = (errorCode >> 3n) & 0x1F_FFn;
	return [
		...(errorCode & ~1n) === 0n ? [] : [table === 'IDT' ? `IDT gate ${index}` : `${table} selector ${hex(errorCode & 0xFF_F8n)}`],
		...(errorCode & 1n) === 0n ? [] : ['met while another event was delivered (EXT)'],
	].join(', ');
};

const eventDataMeaning = ({type, vector, eventData}: FredFrameFields): string => {
	if (type === eventTypes.nmi) {
		return eventData === 0n ? '' : 'sources of the NMI';
	}

	if (type !== eventTypes.exception) {
		return '';
	}

	switch (vector) {
		case vectors.pageFault: {
			return 'faulting address';
		}

		case vectors.debug: {
			return bitNames(eventData, debugBits).join(', ');
		}

		case vectors.deviceNotAvailable: {
			return eventData === 0n ? '' : 'IA32_XFD_ERR';
		}

		default: {
			return '';
		}
	}
};
