import type {FredFrameFields} from '../../../machine/index.js';
import {eventName, typeName} from '../../delivery-names/event-names.js';

/** A field of a slot that holds several. */
export type FrameBits = {
	readonly slot: 'CS' | 'SS';
	/** Highest and lowest bit, or the only one. */
	readonly bits: string;
	readonly name: string;
	readonly value: string;
	/** Neither 0 nor no. */
	readonly set: boolean;
};

const hex = (value: number) => `0x${value.toString(16)}`;
const flag = (slot: FrameBits['slot'], bit: number, name: string, set: boolean): FrameBits => ({slot, bits: String(bit), name, value: set ? '1' : '0', set});

/** The fields of CS slot and SS slot of a FRED frame, the highest bits first. Intel SDM vol. 3, chapter "FRED". */
export function frameBits(fields: FredFrameFields): readonly FrameBits[] {
	const {cs, ss, stackLevel, vector, type, instructionLength} = fields;
	return [
		flag('CS', 18, 'waits for an ENDBRANCH', fields.waitForEndbranch),
		{slot: 'CS', bits: '17:16', name: 'stack level before', value: String(stackLevel), set: stackLevel > 0},
		{slot: 'CS', bits: '15:0', name: 'selector', value: hex(cs), set: true},
		{slot: 'SS', bits: '63:60', name: 'instruction length', value: String(instructionLength), set: instructionLength > 0},
		flag('SS', 58, 'nested: met in a delivery', fields.nested),
		flag('SS', 57, '64-bit mode', fields.longMode),
		flag('SS', 56, 'inside an enclave', fields.enclave),
		{slot: 'SS', bits: '51:48', name: 'type', value: `${type}, ${typeName(type)}`, set: true},
		{slot: 'SS', bits: '39:32', name: 'vector', value: `${vector}, ${eventName(type, vector)}`, set: true},
		flag('SS', 18, 'return unblocks NMIs', fields.nmi),
		flag('SS', 17, 'initiated by software', fields.softwareInitiated),
		flag('SS', 16, 'STI was blocking', fields.stiBlocking),
		{slot: 'SS', bits: '15:0', name: 'selector', value: hex(ss), set: true},
	];
}
