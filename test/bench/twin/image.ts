import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import {logTable} from '../../../machine/random.js';
import {microsecondsToTicks} from '../../../machine/time/ticks.js';
import {patienceTicks, sliceTicks} from '../../../machine/workload/placement.js';
import type {World} from '../../../machine/world.js';
import type {Driver} from '../core/box.js';

type View = Int32Array | Float64Array | Uint8Array;

/** Offsets into the state of the columns that the twin works on, in the order of its `V_...`. */
const viewsOf = ({scalars, threads, wheel, clock, nextTick, lastThread, ahead, pictured, classBusyTicks, classBursts, deepest, streams, budget, log, events, counters, running}: World): View[] => {
	const [fixed, asked] = [running[0]!.books, running[1]!.books];
	return [
		scalars,
		threads.hot,
		threads.mapped,
		threads.faults,
		wheel.near,
		wheel.nearCpus,
		clock,
		nextTick,
		lastThread,
		ahead,
		pictured,
		classBusyTicks,
		classBursts,
		deepest,
		streams.state,
		budget,
		log.entries,
		log.written,
		events.entries,
		events.written,
		...([
			'bursts',
			'visits',
			'busyTicks',
			'contextSwitches',
			'idleInterrupts',
			'markPages',
			'userVisits',
			'restartableWaits',
			'userFaults',
			'atomicUserFaults',
			'rescheduleTask',
			'deviceTask',
			'deviceNested',
			'ticksTask',
			'ticksNested',
			'ticksUser',
			'nmisUser',
			'nmisKernel',
			'rareVisits',
			'deepSleeps',
			'switchWindowHits',
			'stacks',
			'migrations',
		] as const).map(name => counters[name]),
		fixed.counts.stackPages,
		...(['stackPages', 'faults', 'pagesGrown', 'laterGrowths', 'refilledPages', 'pagesAllocated'] as const).map(name => asked.counts[name]),
		asked.pool,
		asked.poolLowest,
		asked.pagesPerStack,
		asked.growthBy,
		asked.stays,
	];
};

/** Whole numbers and rates of the box, in the order of the twin's first two lists. */
const figuresOf = ({cpus, rows, scenario, tables, running}: World, nmiPerTick: number): {ints: number[]; doubles: number[]} => {
	const {events} = tables;
	const {policy} = running[1]!;
	return {
		ints: [
			cpus,
			rows,
			scenario.seed,
			events.tickPeriod,
			events.atomicIn65536,
			events.rescheduleIn65536,
			events.tickKernelIn65536,
			events.tickUserIn65536,
			events.switchWindowIn65536,
			events.lockedIn65536,
			events.irqsOffIn65536,
			tables.deepIn65536[0]!,
			tables.migrateIn65536[0]!,
			tables.offsetMask[0]!,
			tables.commonDepthMax[0]!,
			patienceTicks,
			Math.round(microsecondsToTicks(1000)),
			sliceTicks,
			tables.restartableSleep[0]!,
			policy.sizePages,
			policy.atForkPages,
			policy.poolPages,
		],
		doubles: [
			tables.sleepTickScale[0]!,
			tables.visitScale[0]!,
			tables.visitTickScale[0]!,
			events.userFaultPerVisit,
			events.interruptPerVisit,
			tables.rarePerVisit[0]!,
			events.nestedPerTaskHit,
			nmiPerTick,
		],
	};
};

const bytesOf = ({buffer, byteOffset, byteLength}: View): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);

/** Writes what the twins start from: figures, tables and the state of a booted box, each part after its length in bytes as a double. */
export const writeImage = (name: string, {world, box}: Driver): void => {
	const {tables, complexes} = world;
	const {events} = tables;
	const {ints, doubles} = figuresOf(world, box.events.nmiPerTick());
	const lists = [
		logTable,
		tables.pathDepth,
		tables.commonDepth,
		events.userFaultDepth,
		events.handlerDepth,
		events.interruptDepth,
		events.fromUserDepth,
		events.nmiFromUserDepth,
		tables.rarePath,
		complexes.members,
		complexes.first,
		complexes.size,
	];
	const parts = [
		bytesOf(Int32Array.from(ints)),
		bytesOf(Float64Array.from(doubles)),
		bytesOf(Int32Array.from(viewsOf(world), view => world.arena.placeOf(view))),
		...lists.map(list => bytesOf(Int32Array.from(list))),
		new Uint8Array(world.arena.save()),
	];
	fs.writeFileSync(name, Buffer.concat(parts.flatMap(part => [bytesOf(Float64Array.of(part.length)), part])));
};
