import {eventKind, readEvents, ringDepth} from './event-ring.js';
import {logDepth, readLog} from './log.js';
import {logEntryOf} from './log-entry.js';
import type {LogEntry} from './reading.js';
import {tickNs} from './time/ticks.js';
import type {World} from './world.js';

/** A non-maskable interrupt. */
export type NmiEvent = {
	readonly timeNs: number;
	readonly cpu: number;
	readonly tid: number;
	/** It came in kernel mode. */
	readonly inKernel: boolean;
};

/** What has happened between two looks. */
export type Happenings = {
	/** Entries of the log, of the policies asked for; oldest first. */
	readonly log: readonly LogEntry[];
	/** Entries that the log had forgotten already: each CPU remembers the newest few. */
	readonly logMissed: number;
	/** Those the CPUs still remember, by CPU, each oldest first. */
	readonly nmis: readonly NmiEvent[];
};

/** How far somebody has looked: where each CPU's two rings stood. The machine itself remembers nothing of who looks. */
export type HappeningCursor = {
	readonly log: Float64Array;
	readonly events: Int32Array;
	/** Tick of the newest event then: another one in its place tells that the ring has gone all the way round. */
	readonly newestTick: Float64Array;
};

const nmiKinds: ReadonlySet<number> = new Set([eventKind.nmiKernel, eventKind.nmiUser]);

/** A cursor at the present: what has happened before is not told. */
export const cursorAt = (world: World): HappeningCursor => ({
	log: world.log.written.slice(),
	events: world.events.written.slice(),
	newestTick: Float64Array.from({length: world.cpus}, (_, cpu) => newestTick(world, cpu, world.events.written[cpu])),
});

/** What has happened since the cursor, which moves on to the present. */
export const happeningsSince = (world: World, cursor: HappeningCursor): Happenings => {
	let logMissed = 0;
	const log = readLog(world.log, world.cpus, cursor.log)
		.filter(({policy}) => world.asked.includes(policy))
		.map(record => logEntryOf(world, record));
	const nmis: NmiEvent[] = [];
	for (let cpu = 0; cpu < world.cpus; cpu++) {
		logMissed += Math.max(0, world.log.written[cpu] - cursor.log[cpu] - logDepth);
		const fresh = freshEvents(world, cpu, cursor);
		for (const {tick, tid, kind} of fresh === 0 ? [] : readEvents(world.events, cpu, fresh, nmiKinds)) {
			nmis.push({timeNs: tick * tickNs, cpu, tid, inKernel: kind === eventKind.nmiKernel});
		}

		cursor.log[cpu] = world.log.written[cpu];
		cursor.events[cpu] = world.events.written[cpu];
		cursor.newestTick[cpu] = newestTick(world, cpu, world.events.written[cpu]);
	}

	return {log, logMissed, nmis};
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
