import type {Arena} from './arena.js';
import {eventTypes, vectors} from './delivery/event.js';
import {interruptVectors} from './delivery/setup.js';
import {ringDepth, ringFields} from './layout.js';

const ringMask = ringDepth - 1;

/** What an event found: kernel mode on a task stack, the IRQ stack in use, or user mode. */
export type Interrupted = 'task' | 'irq-stack' | 'user';

/** The events of the stream, as a CPU delivers them. Stack faults are a policy's and stand in its log; wake-ups of an idle CPU are too many to keep. */
export const eventKinds = [
	{name: 'user-memory fault', type: eventTypes.exception, vector: vectors.pageFault, interrupted: 'task', atomic: false},
	{name: 'user-memory fault, atomic', type: eventTypes.exception, vector: vectors.pageFault, interrupted: 'task', atomic: true},
	{name: 'timer tick', type: eventTypes.interrupt, vector: interruptVectors.timer, interrupted: 'task', atomic: true},
	{name: 'timer tick', type: eventTypes.interrupt, vector: interruptVectors.timer, interrupted: 'irq-stack', atomic: true},
	{name: 'timer tick', type: eventTypes.interrupt, vector: interruptVectors.timer, interrupted: 'user', atomic: true},
	{name: 'reschedule IPI', type: eventTypes.interrupt, vector: interruptVectors.reschedule, interrupted: 'task', atomic: true},
	{name: 'device interrupt', type: eventTypes.interrupt, vector: interruptVectors.device, interrupted: 'task', atomic: true},
	{name: 'NMI', type: eventTypes.nmi, vector: vectors.nmi, interrupted: 'task', atomic: true},
	{name: 'NMI', type: eventTypes.nmi, vector: vectors.nmi, interrupted: 'user', atomic: true},
	{name: 'async page fault', type: eventTypes.exception, vector: vectors.pageFault, interrupted: 'task', atomic: false},
	{name: 'machine check', type: eventTypes.exception, vector: vectors.machineCheck, interrupted: 'task', atomic: true},
] as const satisfies ReadonlyArray<{name: string; type: number; vector: number; interrupted: Interrupted; atomic: boolean}>;

/** Place of each kind in `eventKinds`; part of the state. */
export const eventKind = {userFault: 0, atomicUserFault: 1, tickTask: 2, tickNested: 3, tickUser: 4, reschedule: 5, device: 6, nmiKernel: 7, nmiUser: 8, asyncPageFault: 9, machineCheck: 10} as const;

/** The newest events of each CPU: a ring of `ringDepth` entries of four doubles, [tick, thread id, kind, depth in bytes]. The id, because a row may live anew before anybody looks. */
export type EventRing = {
	readonly entries: Float64Array;
	/** By CPU: entries written while the ring fills, then ringDepth to 2 * ringDepth - 1, round and round. An int32 and a mask: this is next to the hot loop. */
	readonly written: Int32Array;
};

export const cutEventRing = (arena: Arena, cpus: number): EventRing => ({
	entries: arena.float64(cpus * ringDepth * ringFields),
	written: arena.int32(cpus),
});

export type EventRecord = {
	readonly tick: number;
	readonly tid: number;
	readonly kind: number;
	readonly depthBytes: number;
};

/** The newest remembered events of one CPU, `count` of them at most, of the kinds wanted; oldest first. */
export const readEvents = ({entries, written}: EventRing, cpu: number, count: number = ringDepth, wanted?: ReadonlySet<number>): EventRecord[] => {
	const end = written[cpu];
	const records: EventRecord[] = [];
	for (let sequence = Math.max(0, end - count); sequence < end; sequence++) {
		const at = (cpu * ringDepth + (sequence & ringMask)) * ringFields;
		if (wanted === undefined || wanted.has(entries[at + 2])) {
			records.push({tick: entries[at], tid: entries[at + 1], kind: entries[at + 2], depthBytes: entries[at + 3]});
		}
	}

	return records;
};
