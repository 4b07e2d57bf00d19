import {userEntryBytes, asyncHandlerBytes, reclaimHandlerBytes} from './delivery/setup.js';
import {eventKind} from './event-ring.js';
import {depthUnitBytes} from './layout.js';
import {ln2} from './random.js';
import {livesOf} from './thread-rows.js';
import {wordsOf} from './time/wheel.js';
import {longWaitTicks, sliceTicks} from './workload/placement.js';
import {deepSleepSlot} from './workload/tables.js';
import {scalar, type World} from './world.js';

/** Addresses of the columns among these values, and the numbers, by name. Columns outside the box's memory are left out: a loop that asks for one does not start. */
const collected = (buffer: ArrayBuffer, groups: ReadonlyArray<Record<string, unknown>>): Record<string, number> => {
	const found: Record<string, number> = {};
	for (const [name, value] of groups.flatMap(group => Object.entries(group))) {
		if (typeof value === 'number') {
			found[name] = value;
		} else if (ArrayBuffer.isView(value) && value.buffer === buffer) {
			found[name] = value.byteOffset;
		}
	}

	return found;
};

/** What the inner loop knows of its box, by the names of `inner-loop/box.ts`: addresses of columns, and figures. Of two things with one name the later counts. */
export const loopBox = (world: Omit<World, 'inner'>): Readonly<Record<string, number>> => {
	const {arena, scalars, threads, wheel, counters, tables, inForce, complexes, streams, events, running, cpus, marginBytes} = world;
	return collected(arena.memory.buffer, [
		counters,
		threads,
		wheel,
		complexes,
		tables,
		tables.events,
		inForce,
		world.lookups,
		world,
		{
			time: scalars.subarray(scalar.now),
			claimsPending: scalars.subarray(scalar.claimsPending),
			streamState: streams.state,
			eventEntries: events.entries,
			eventsWritten: events.written,
			policies: running.length,
			cpuWords: wordsOf(cpus),
			marginUnits: Math.ceil(marginBytes / depthUnitBytes),
			livesOf: livesOf(world),
			ln2, longWaitTicks, sliceTicks, deepSleepSlot, asyncHandlerBytes, reclaimHandlerBytes,
			fredEntryBytes: userEntryBytes('fred'),
			idtEntryBytes: userEntryBytes('idt'),
		},
		Object.fromEntries(Object.entries(eventKind).map(([name, kind]) => [`event${name[0].toUpperCase()}${name.slice(1)}`, kind])),
	]);
};
