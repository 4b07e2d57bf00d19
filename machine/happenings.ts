import {eventKind, readEvents} from './event-ring.js';
import {logDepth, readLog} from './log.js';
import {logEntryOf} from './log-entry.js';
import type {LogEntry} from './reading/reading.js';
import {tickNs} from './time/ticks.js';
import type {World} from './world.js';
import {ringDepth} from './layout.js';

/** A non-maskable interrupt. */
export type NmiEvent = {
	readonly timeNs: number;
	readonly cpu: number;
	readonly tid: number;
	/** It came in kernel mode. */
	readonly inKernel: boolean;
};

/** A page fault of kernel mode on user memory. */
export type UserFaultEvent = {
	readonly timeNs: number;
	readonly cpu: number;
	readonly tid: number;
	/** It came where the kernel could not have slept. */
	readonly isAtomic: boolean;
};

/** What has happened between two looks. */
export type Happenings = {
	/** Entries of the log, of the policies asked for; oldest first. */
	readonly log: readonly LogEntry[];
	/** Entries that the log had forgotten already: each CPU remembers the newest few. */
	readonly logMissed: number;
	/** Those the CPUs still remember, CPU by CPU, each oldest first. */
	readonly nmis: readonly NmiEvent[];
	/** Likewise, of as many CPUs as it takes for `mostUserFaults`; the next look begins where this one stopped. */
	readonly userFaults: readonly UserFaultEvent[];
};

/** How far somebody has looked: where each CPU's two rings stood. The machine itself remembers nothing of who looks. */
export type HappeningCursor = {
	readonly log: Float64Array;
	readonly events: Int32Array;
	/** Tick of the newest event then: another one in its place tells that the ring has gone all the way round. */
	readonly newestTick: Float64Array;
	/** One number: the CPU whose faults are told first. */
	readonly turn: Int32Array;
};

/** User-memory faults that one look tells of, give or take a CPU's ring: a box that forks has a million a second. */
export const mostUserFaults = 64;

const nmiKinds: ReadonlySet<number> = new Set([eventKind.nmiKernel, eventKind.nmiUser]);
const toldKinds: ReadonlySet<number> = new Set([...nmiKinds, eventKind.userFault, eventKind.atomicUserFault, eventKind.asyncPageFault]);

/** A cursor at the present: what has happened before is not told. */
export const cursorAt = (world: World): HappeningCursor => ({
	log: world.log.written.slice(),
	events: world.events.written.slice(),
	newestTick: Float64Array.from({length: world.cpus}, (_, cpu) => newestTick(world, cpu, world.events.written[cpu])),
	turn: new Int32Array(1),
});

/** What has happened since the cursor, which moves on to the present. */
export const happeningsSince = (world: World, cursor: HappeningCursor): Happenings => {
	let logMissed = 0;
	const log = readLog(world.log, world.cpus, cursor.log)
		.filter(({policy}) => world.asked.includes(policy))
		.map(record => logEntryOf(world, record));
	const nmis: NmiEvent[] = [];
	const userFaults: UserFaultEvent[] = [];
	const first = cursor.turn[0];
	for (let turn = 0; turn < world.cpus; turn++) {
		const cpu = (first + turn) % world.cpus;
		const isTold = userFaults.length < mostUserFaults;
		cursor.turn[0] = isTold ? (cpu + 1) % world.cpus : cursor.turn[0];
		logMissed += Math.max(0, world.log.written[cpu] - cursor.log[cpu] - logDepth);
		const fresh = freshEvents(world, cpu, cursor);
		for (const {tick, tid, kind} of fresh === 0 ? [] : readEvents(world.events, cpu, fresh, isTold ? toldKinds : nmiKinds)) {
			const event = {timeNs: tick * tickNs, cpu, tid};
			if (kind === eventKind.nmiKernel || kind === eventKind.nmiUser) {
				nmis.push({...event, inKernel: kind === eventKind.nmiKernel});
			} else {
				userFaults.push({...event, isAtomic: kind === eventKind.atomicUserFault});
			}
		}

		cursor.log[cpu] = world.log.written[cpu];
		cursor.events[cpu] = world.events.written[cpu];
		cursor.newestTick[cpu] = newestTick(world, cpu, world.events.written[cpu]);
	}

	return {log, logMissed, nmis, userFaults};
};

/** How many of the remembered events came after the cursor. */
const freshEvents = (world: World, cpu: number, {events, newestTick: newest}: HappeningCursor): number => {
	const before = events[cpu];
	const now = world.events.written[cpu];
	if (before === 0) {
		return now;
	}

	return newestTick(world, cpu, before) === newest[cpu] ? (now - before + 2 * ringDepth) % ringDepth : ringDepth;
};

/** Tick of the newest event when `written` entries stood in the ring; -1 before the first. */
const newestTick = ({events}: World, cpu: number, written: number): number =>
	written === 0 ? -1 : events.entries[(cpu * ringDepth + (written - 1) % ringDepth) * 4];
