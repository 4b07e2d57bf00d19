import {type CoreEvent, decodeFredFrame, deliveredFrame, deliverySetupOf, eventTypes, type PolicyReading, targetOf} from '../../../machine/index.js';
import {mnemonic} from '../../delivery-names/event-names.js';
import {errorCodeMeaning, frameMeanings, frameSlots, rflagsMeaning} from '../../delivery-names/frame-meanings.js';
import {frameBits, type FrameBits} from './frame-bits.js';

/** The level or IST slot that a remembered event went to; 0: it stayed on (or went to the top of) the task stack. */
export function targetOfEvent({type, vector, interrupted}: CoreEvent, {name, delivery}: PolicyReading): number {
	// FRED takes everything from ring 3 to level 0; an IST gate switches from ring 3 too
	return delivery === 'fred' && interrupted === 'user' ? 0 : targetOf(deliverySetupOf(name), delivery, type, vector);
}

/** What became of an event under a policy, in a few words. */
export function outcomeOf(event: CoreEvent, policy: PolicyReading): string {
	const target = targetOfEvent(event, policy);
	const {type, interrupted, atomic} = event;
	if (target === 0) {
		return interrupted === 'user' ? 'top of the task stack' : 'delivered in place';
	}

	if (policy.delivery === 'idt') {
		// Linux leaves an IST stack at once when it came from ring 3, so that nothing can overwrite the frame
		return type === eventTypes.nmi && interrupted !== 'user' ? `finished on IST ${target}` : `copied to ${interrupted === 'irq-stack' ? 'IRQ' : 'task'} stack`;
	}

	const stays = type === eventTypes.nmi || (type === eventTypes.exception && atomic);
	return stays ? `finished on level ${target}` : (interrupted === 'irq-stack' ? 'moved to the IRQ stack' : 'moved to level 0');
}

/** One quadword of a frame. */
export type FrameRow = {
	/** Bytes from the new stack pointer. */
	readonly offset: number;
	readonly slot: string;
	readonly value: bigint;
	readonly meaning: string;
	/** The value stands in for something that the model does not have. */
	readonly placeholder: boolean;
};

export type EventFrame = {
	readonly rspBefore: bigint;
	readonly rspAfter: bigint;
	readonly rows: readonly FrameRow[];
	/** Fields of the slots that hold several; none without FRED. */
	readonly bits: readonly FrameBits[];
};

const idtSlots = ['error code', 'RIP', 'CS', 'RFLAGS', 'RSP', 'SS'] as const;
/** Quadwords whose every bit is known: the interrupted stack pointer of ring 0, and how the event came. */
const knownSlots = new Set<string>(['CS slot', 'SS slot', 'zero']);

/** An event with its vector as the kernel writes it: `#PF user-memory fault`, `0xec timer tick`, `NMI`. */
export function titleOf({type, vector, name}: CoreEvent): string {
	if (type === eventTypes.nmi) {
		return name;
	}

	return `${type === eventTypes.exception ? mnemonic(vector) : `0x${vector.toString(16)}`} ${name}`;
}

/** The frame of a remembered event, delivered again and taken apart. */
export function frameOf(event: CoreEvent, cpu: number, {name, delivery}: PolicyReading): EventFrame {
	const {fred, idt, rspBefore, rspAfter} = deliveredFrame(event, cpu, deliverySetupOf(name), delivery);
	const inKernel = event.interrupted !== 'user';
	const row = (at: number, slot: string, value: bigint, meaning: string): FrameRow => ({
		offset: 8 * at, slot, value, meaning: slot === 'RSP' ? stackMeaning(event) : meaning,
		placeholder: slot === 'RSP' ? !inKernel : !knownSlots.has(slot) && value !== 0n,
	});
	if (fred) {
		const fields = decodeFredFrame(fred);
		const meanings = frameMeanings(fields);
		return {rspBefore, rspAfter, rows: fred.map((value, at) => row(at, frameSlots[at]!, value, meanings[at]!)), bits: frameBits(fields)};
	}

	const slots = idtSlots.slice(-idt!.length);
	return {rspBefore, rspAfter, rows: idt!.map((value, at) => row(at, slots[at]!, value, idtMeaning(slots[at]!, value, event))), bits: []};
}

function stackMeaning({interrupted, depthBytes, comm}: CoreEvent): string {
	if (interrupted === 'user') {
		return 'user stack';
	}

	return interrupted === 'irq-stack' ? 'IRQ stack' : `${depthBytes} B deep in the task stack of ${comm}`;
}

function idtMeaning(slot: (typeof idtSlots)[number], value: bigint, {type, vector}: CoreEvent): string {
	if (slot === 'error code') {
		return errorCodeMeaning({type, vector, errorCode: value});
	}

	return {CS: `ring ${value & 3n}`, RFLAGS: rflagsMeaning(value), RIP: '', RSP: '', SS: ''}[slot];
}
