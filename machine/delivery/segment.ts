/** Selectors and descriptors that a return to ring 3 loads. Intel SDM vol. 2A, IRET and ERETU, operation sections. */
import {vectors} from './event.js';

/** A GDT or LDT entry, as far as a return checks it. */
export type SegmentDescriptor = {
	readonly kind: 'code64' | 'code32' | 'data' | 'read-only data' | 'system';
	readonly dpl: 0 | 1 | 2 | 3;
	readonly present: boolean;
	/** Code only: may be entered from a less privileged ring. */
	readonly conforming?: boolean;
};

/** Descriptors by selector with the requested privilege level (bits 1:0) cleared. */
export type DescriptorTable = ReadonlyMap<number, SegmentDescriptor>;

export type SegmentFault = {readonly vector: number; readonly errorCode: bigint};

/** Why CS and SS cannot be loaded for a return to ring 3; undefined when they can. `cs` has RPL 3. */
export const ring3SegmentFault = (cs: number, ss: number, table: DescriptorTable): SegmentFault | undefined =>
	codeFault(cs, table) ?? stackFault(ss, table);

const codeFault = (cs: number, table: DescriptorTable): SegmentFault | undefined => {
	const descriptor = table.get(withoutRpl(cs));
	if (descriptor === undefined) {
		return protection(cs);
	}

	const isCode = descriptor.kind === 'code64' || descriptor.kind === 'code32';
	const ringFits = descriptor.conforming === true || descriptor.dpl === 3;
	if (!isCode || !ringFits) {
		return protection(cs);
	}

	return descriptor.present ? undefined : {vector: vectors.segmentNotPresent, errorCode: BigInt(withoutRpl(cs))};
};

const stackFault = (ss: number, table: DescriptorTable): SegmentFault | undefined => {
	const descriptor = table.get(withoutRpl(ss));
	if (descriptor?.kind !== 'data' || descriptor.dpl !== 3 || (ss & 3) !== 3) {
		return protection(ss);
	}

	return descriptor.present ? undefined : {vector: vectors.stackFault, errorCode: BigInt(withoutRpl(ss))};
};

/** A null selector (0 to 3) is outside every table and so gives error code 0. */
const protection = (selector: number): SegmentFault => ({vector: vectors.generalProtection, errorCode: BigInt(withoutRpl(selector))});

const withoutRpl = (selector: number): number => selector & 0xFF_FC;
