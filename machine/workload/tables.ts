import type {CallPath, Scenario, ThreadClass} from '../description.js';
import {expOne, naturalLog, spreadWeights} from '../random.js';
import {microsecondsToTicks, millisecondsToTicks, tickNs} from '../time/ticks.js';
import {depthUnitBytes, offsetChoices, pageBytes, pageCountBits, slotCount} from '../layout.js';
import {isBound} from './population.js';

/** The most policies that run side by side: a page count of each goes into one word. */
export const policiesMax = 32 / pageCountBits;

/** Classes and paths that fit into the fields of a thread's record. */
export const classesMax = 64;
const pathsMax = 1024;

/** Stands among the rare paths for a switch away from the thread in the middle of its own deepest path. */
export const deepSleepSlot = 0xFF_FF;

/** Functions in whose frames memory is being reclaimed. Source: `mm/vmscan.c`. */
const reclaimFunctions = new Set(['try_to_free_pages', 'do_try_to_free_pages', '__perform_reclaim', 'shrink_node', 'shrink_lruvec', 'try_to_free_mem_cgroup_pages', 'balance_pgdat']);

/** Pages beyond the first that a machine's calibration may ask of one stack come from these extra paths: one a page count and variant. */
const grownVariants = 8;

/** The workload as flat arrays, indexed by class and slot, for the hot loop. */
export type WorkloadTables = {
	readonly classes: readonly ThreadClass[];
	/** The workload's paths, then one a (pages, variant) for stacks that the calibration wants grown. */
	readonly paths: readonly CallPath[];
	/** Depth of each path in 8-byte units. */
	readonly pathDepth: Int32Array;
	/** `firstGrownPath + (pages - 2) * grownVariants + variant`. */
	readonly firstGrownPath: number;
	readonly grownVariants: number;
	/** Depth in units by [class * slotCount + slot]. */
	readonly commonDepth: Int32Array;
	/** Path index by [class * slotCount + slot]. */
	readonly deepPath: Uint16Array;
	/** Deepest common path of each class, units. */
	readonly commonDepthMax: Int32Array;
	/** Of 65536 visits of a class, those that take the thread's own deepest path. */
	readonly deepIn65536: Int32Array;
	/** Mask over the random bits that choose the offset; 0: no offset. */
	readonly offsetMask: Int32Array;
	/** floor(exponential * this) + 1 is a geometric number of visits. */
	readonly visitScale: Float64Array;
	/** Ticks a visit, and of sleep, per unit of the Q20 exponential. */
	readonly visitTickScale: Float64Array;
	readonly sleepTickScale: Float64Array;
	/** Mean visits of a life, 0: for ever; and the gap before the next fork, ticks per Q20 unit. */
	readonly lifeVisits: Float64Array;
	readonly respawnTickScale: Float64Array;
	/** Of 65536 bursts, those after which the thread moves to another CPU; per-CPU kernel threads never do. */
	readonly migrateIn65536: Int32Array;
	/** Rare paths and deep sleeps: events per visit in Q20, and what each of 1024 slots stands for, by class: a path, or `deepSleepSlot`. */
	readonly rarePerVisit: Float64Array;
	readonly rarePath: Uint16Array;
	/** 1: a thread of the class is bound to its CPU. */
	readonly isBound: Uint8Array;
	/** 1: a thread of the class sleeps in a wait that can be restarted. */
	readonly restartableSleep: Uint8Array;
	/** 1: the path goes through direct reclaim. */
	readonly isReclaim: Uint8Array;
	/** Whether system calls (and so the per-visit event rates) apply. */
	readonly isUser: Uint8Array;
	/** Depth asleep, units, without offset. */
	readonly sleepDepth: Int32Array;
	readonly events: EventTables;
};

/** The event mix as slot tables; depths in units, rates per visit (or busy tick) against a Q20 exponential. */
export type EventTables = {
	readonly userFaultPerVisit: number;
	readonly atomicIn65536: number;
	readonly userFaultDepth: Uint16Array;
	readonly handlerDepth: Int32Array;
	readonly interruptPerVisit: number;
	readonly interruptDepth: Uint16Array;
	readonly fromUserDepth: Uint16Array;
	readonly nestedPerTaskHit: number;
	readonly rescheduleIn65536: number;
	readonly tickPeriod: number;
	readonly tickKernelIn65536: number;
	readonly tickUserIn65536: number;
	readonly nmiFromUserDepth: Uint16Array;
	readonly switchWindowIn65536: number;
	readonly lockedIn65536: number;
	readonly irqsOffIn65536: number;
};

const in65536 = (share: number): number => Math.round(share * 65_536);

/** A histogram of 256-byte bins as 1024 slots of depths in units: inside a bin all depths are equally likely. */
const binDepths = (bins: readonly number[]): Uint16Array => {
	const fine = bins.flatMap(weight => Array.from({length: 32}, () => weight));
	return fine.some(weight => weight > 0) ? spreadWeights(fine) : new Uint16Array(slotCount);
};

const grownPaths = (pagesMax: number): CallPath[] => {
	const paths: CallPath[] = [];
	for (let pages = 2; pages <= pagesMax; pages++) {
		for (let variant = 0; variant < grownVariants; variant++) {
			const depthBytes = (pages - 1) * pageBytes + 8 + 112 * variant; // 4104 to 4888: the daemons that grew on idle 6.12 held 4104 to 4992
			paths.push({name: `page ${pages} (calibrated)`, frames: [{fn: '(chain not traced)', bytes: depthBytes}], depthBytes});
		}
	}

	return paths;
};

/** The geometric law with mean `mean` (1 or more) as the factor of a Q20 exponential. */
const geometricScale = (mean: number): number => mean <= 1 ? 0 : 1 / (naturalLog(1 + 1 / (mean - 1)) * expOne);

export const compileWorkload = ({workload, machine}: Scenario): WorkloadTables => {
	const {classes, events} = workload;
	const threadPages = machine.threadSizeKiB / 4;
	const paths = [...workload.paths, ...grownPaths(threadPages)];
	if (classes.length > classesMax || paths.length > pathsMax) {
		throw new RangeError(`at most ${classesMax} thread classes and ${pathsMax} call paths, got ${classes.length} and ${paths.length}`);
	}

	const pathDepth = Int32Array.from(paths, path => path.depthBytes / depthUnitBytes);
	const count = classes.length;
	const commonDepth = new Int32Array(count * slotCount);
	const deepPath = new Uint16Array(count * slotCount);
	const rarePath = new Uint16Array(count * slotCount);
	const rarePerVisit = new Float64Array(count);
	const commonDepthMax = new Int32Array(count);
	for (const [index, {common, deep, rare, kind, visitsPerBurst}] of classes.entries()) {
		const first = index * slotCount;
		const commonSlots = spreadWeights(common.map(({weight}) => weight));
		const deepSlots = spreadWeights(deep.map(({weight}) => weight));
		for (let slot = 0; slot < slotCount; slot++) {
			commonDepth[first + slot] = pathDepth[common[commonSlots[slot]].path];
			deepPath[first + slot] = deep[deepSlots[slot]].path;
			commonDepthMax[index] = Math.max(commonDepthMax[index], commonDepth[first + slot]);
		}

		const happenings = [
			...rare.map(({path, perMillionVisits}) => ({path, perMillion: perMillionVisits})),
			{path: deepSleepSlot, perMillion: kind === 'user' ? events.switches.deepPerMillion / visitsPerBurst : 0},
		];
		const perMillion = happenings.reduce((sum, one) => sum + one.perMillion, 0);
		rarePerVisit[index] = perMillion / 1e6 * expOne;
		if (perMillion > 0) {
			const rareSlots = spreadWeights(happenings.map(one => one.perMillion));
			rarePath.set(rareSlots.map(choice => happenings[choice].path), first);
		}
	}

	const column = (value: (of: ThreadClass) => number): Float64Array => Float64Array.from(classes, item => value(item));
	const {userFaults, interrupts, nmis} = events;
	const handlerSlots = spreadWeights(userFaults.handler.map(({weight}) => weight));
	return {
		classes,
		paths,
		pathDepth,
		firstGrownPath: workload.paths.length,
		grownVariants,
		commonDepth,
		deepPath,
		commonDepthMax,
		deepIn65536: Int32Array.from(classes, item => in65536(item.deepShare)),
		offsetMask: Int32Array.from(classes, item => item.kind === 'user' && workload.randomStackOffset ? offsetChoices - 1 : 0),
		visitScale: column(item => geometricScale(item.visitsPerBurst)),
		visitTickScale: column(item => microsecondsToTicks(item.burstUs) / item.visitsPerBurst / expOne),
		sleepTickScale: column(item => millisecondsToTicks(item.sleepMs) / expOne),
		lifeVisits: column(item => item.lifeVisits),
		respawnTickScale: column(item => millisecondsToTicks(item.respawnMs) / expOne),
		migrateIn65536: Int32Array.from(classes, item => isBound(item) ? 0 : in65536(item.migrateShare)),
		rarePerVisit,
		rarePath,
		isBound: Uint8Array.from(classes, item => isBound(item) ? 1 : 0),
		restartableSleep: Uint8Array.from(classes, item => item.restartableSleep ? 1 : 0),
		isReclaim: Uint8Array.from(paths, path => path.frames.some(({fn}) => reclaimFunctions.has(fn)) ? 1 : 0),
		isUser: Uint8Array.from(classes, item => item.kind === 'user' ? 1 : 0),
		sleepDepth: Int32Array.from(classes, item => pathDepth[item.sleepPath]),
		events: {
			userFaultPerVisit: userFaults.per1kVisits / 1000 * expOne,
			atomicIn65536: in65536(userFaults.atomicShare),
			userFaultDepth: binDepths(userFaults.depthBins),
			handlerDepth: Int32Array.from(handlerSlots, choice => Math.ceil(userFaults.handler[choice].bytes / depthUnitBytes)),
			interruptPerVisit: interrupts.eventPer1kVisits / 1000 * expOne,
			interruptDepth: binDepths(interrupts.depthBins),
			fromUserDepth: binDepths(interrupts.fromUserDepthBins),
			nestedPerTaskHit: interrupts.nestedPerTaskHit,
			rescheduleIn65536: in65536(interrupts.rescheduleShare),
			tickPeriod: Math.round(1e9 / machine.tickHz / tickNs),
			tickKernelIn65536: in65536(interrupts.tickKernelShare),
			tickUserIn65536: in65536(interrupts.tickUserShare),
			nmiFromUserDepth: binDepths(nmis.fromUserDepthBins),
			switchWindowIn65536: in65536(interrupts.switchWindowShare),
			lockedIn65536: in65536(events.contexts.lockedShare),
			irqsOffIn65536: in65536(events.contexts.irqsOffShare),
		},
	};
};
