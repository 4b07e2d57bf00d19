/** A FRED frame for people and for programs. */
import {type FredFrame, decodeFredFrame, fredFrameProblems} from '../../machine/index.js';
import {eventName, typeName} from '../delivery-names/event-names.js';
import {frameMeanings, frameOrigin, frameSlots} from '../delivery-names/frame-meanings.js';

/** Field by field, then what no CPU can have written. */
export const frameText = (frame: FredFrame): string => {
	const fields = decodeFredFrame(frame);
	const meanings = frameMeanings(fields);
	const problems = fredFrameProblems(frame);
	return [
		`${eventName(fields.type, fields.vector)}, from ${frameOrigin(fields)}${fields.nested ? ', nested: met while another event was delivered' : ''}`,
		'',
		...frame.map((value, at) => `  +${String(8 * at).padEnd(2)}  ${frameSlots[at]!.padEnd(10)}  ${value.toString(16).padStart(16, '0')}  ${meanings[at]!}`.trimEnd()),
		'',
		...problems.length === 0 ? ['No impossible bits.'] : ['Impossible', ...problems.map(({offset, problem}) => `  +${offset} ${frameSlots[offset / 8]!}: ${problem}`)],
		'',
	].join('\n');
};

/** The same for programs: 64-bit values as hexadecimal text. */
export const frameJson = (frame: FredFrame): string => {
	const fields = decodeFredFrame(frame);
	return `${JSON.stringify({
		event: eventName(fields.type, fields.vector),
		typeName: typeName(fields.type),
		ring: fields.cs & 3,
		frame,
		...fields,
		impossible: fredFrameProblems(frame).map(({offset, problem}) => ({offset, slot: frameSlots[offset / 8], problem})),
	}, (_key, value: unknown) => typeof value === 'bigint' ? hex(value) : value)}\n`;
};

const hex = (value: bigint): string => `0x${value.toString(16)}`;
