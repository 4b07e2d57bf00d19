import type {DeliveryKind} from '../description.js';
import * as setupModule from '../delivery/setup.js';
import * as eventRingModule from '../event-ring.js';
import type {Stacks} from '../memory/stacks.js';
import type {GrowthContext} from '../policies/context.js';
import * as randomModule from '../random.js';
import * as threadRowsModule from '../thread-rows.js';
import * as threadsModule from '../threads.js';
import * as worldModule from '../world.js';
import type {RunningPolicy, World} from '../world.js';
import * as ticksModule from '../time/ticks.js';
import * as tablesModule from './tables.js';

// In this module's own scope, as in `burst.js`
const {interruptedDepth, mainlineSetup, userEntryBytes} = setupModule;
const {eventKind, writeEvent} = eventRingModule;
const {exponential, hash32, hashKey, slotCount} = randomModule;
const {threadId} = threadRowsModule;
const {classMask, markMask, pathShift} = threadsModule;
const {budgets, faultStream, interruptStream, nmiStream, rareStream, scalar, streamPurposes} = worldModule;
const {tickNs} = ticksModule;
const {deepSleepSlot, depthUnitBytes, offsetUnitsMax, offsetUnitStep, pageBytes, pageUnits} = tablesModule;

const slotMask = slotCount - 1;
const expScale = 1 << 20;

/** What the guest's handler of an async page fault needs below the frame: as the handler of a fault on a page in memory. Assumed. */
const asyncHandlerBytes = 912;

/**
What the handler of a page fault needs below the frame when its page has to be reclaimed first.
Source: measured, frames below asm_exc_page_fault through direct reclaim into swap (st_mem__stack_trace_mem).
*/
const reclaimHandlerBytes = 3304;
/**
Of 65,536 faults while memory is below its min watermark, those that enter direct reclaim: one in 16, the others find a page on the CPU's list.
Calibrated with the swap workload, where 0.2 % of all faults reclaiming gives as many tools over 4096 bytes as were measured.
*/
const reclaimIn65536 = 4096;

/** The deeper of the two deliveries. */
const deepestBrought = (depthBytes: number): number => Math.max(interruptedDepth(depthBytes, 'fred', mainlineSetup.redZone), interruptedDepth(depthBytes, 'idt', 0));

/**
What befalls a thread while it is in the kernel: page faults on user memory, interrupts, NMIs, rare deep paths.
Each kind is a Poisson process over what the CPU does (visits, or busy time); its draws come from the CPU's own stream for that purpose.
*/
export type KernelEvents = {
	/** Draws the first waiting times. */
	start(): void;
	/** `visits` kernel visits of user thread `thread` meet page faults on user memory. */
	userFaults(thread: number, cpu: number): void;
	/** Device interrupts and IPIs that hit kernel visits of `thread`. */
	interrupts(thread: number, cpu: number): void;
	/** A timer tick finds `thread` on CPU `cpu`. */
	tick(thread: number, cpu: number): void;
	/** NMIs in the busy time of `thread`: from user mode they use the task stack, from kernel mode their own. */
	nmis(thread: number, cpu: number): void;
	/** Visits of `thread` that take one of the rare paths of class `item`. */
	rarePaths(thread: number, cpu: number, item: number): void;
	/** How fast busy ticks use up the NMI budget: Q20 per tick. */
	nmiPerTick(): number;
	/** Where a thread's own deepest call is when it crosses into another page; drawn from the call itself. */
	contextOfCall(thread: number, moment: number): GrowthContext;
	/** A call that somebody asked for: thread `thread` goes that deep. */
	deepCall(thread: number, cpu: number, depthBytes: number, jump: boolean): void;
	/** A machine check in kernel mode: on a stack of its own under every policy. */
	machineCheck(cpu: number): void;
};

export const createKernelEvents = (world: World, stacks: Stacks): KernelEvents => {
	const {budget, counters, cpus, deepest, inForce, lastThread, memory, nextTick, running, scalars, scenario, streams, tables, threads: {hot}} = world;
	const {events} = tables;
	const draw = (cpu: number, purpose: number): number => streams.bits(cpu * streamPurposes + purpose);

	const delivery = (): DeliveryKind => scalars[scalar.delivery] === 1 ? 'fred' : 'idt';

	const hasUserMode = (thread: number): boolean => tables.isUser[hot[thread * 4 + 2] & classMask] === 1;

	const remember = (thread: number, cpu: number, kind: number, depthBytes: number): void => {
		writeEvent(world.events, cpu, stacks.moment, threadId(world, thread), kind, depthBytes);
	};

	/** Depth of the task stack once the frame of an event at `depthBytes` lies on it. */
	const brought = ({policy}: RunningPolicy, depthBytes: number): number => interruptedDepth(depthBytes, policy.needs ?? delivery(), policy.setup.redZone);

	/** Raises the high-water mark, which is the baseline's: it must not depend on which policies run beside it. */
	const mark = (thread: number, cpu: number, depthBytes: number): void => {
		const units = Math.min(markMask, Math.ceil(depthBytes / depthUnitBytes));
		if (units > deepest[cpu]) {
			deepest[cpu] = units;
		}

		const at = thread * 4 + 3;
		if (units > (hot[at] & markMask)) {
			hot[at] = (hot[at] & ~markMask) | units;
		}
	};

	/** The histograms are of a whole box: no arrival finds a thread deeper than its own paths go. */
	const within = (thread: number, depthUnits: number): number => {
		const item = hot[thread * 4 + 2] & classMask;
		const own = tables.pathDepth[hot[thread * 4 + 3] >>> pathShift];
		return Math.min(depthUnits, Math.max(own, tables.commonDepthMax[item]) + (inForce.offsetMask[item] === 0 ? 0 : offsetUnitsMax));
	};

	const asyncPerSecond = (): number => scenario.workload.events.memory.asyncFaultsPerBusyCpuSecond;

	/** Of what the NMI budget brings: async page faults. */
	const shareOfAsyncs = (): number => {
		const asyncs = asyncPerSecond();
		return asyncs === 0 ? 0 : asyncs / (asyncs + scalars[scalar.nmiPerSecond]);
	};

	/** Whether a fault that may sleep has to reclaim memory itself. */
	const mustReclaim = (bits: number): boolean => {
		if (memory.failShare === 0) {
			return false;
		}

		const state = memory.state(stacks.moment);
		return (state === 'min' || state === 'empty') && (hash32(bits) >>> 16) < reclaimIn65536;
	};

	const contextOfPath = (path: number, bits: number): GrowthContext => {
		const share = hash32(bits) >>> 16;
		if (share < events.irqsOffIn65536) {
			return 'irqs-off';
		}

		if (share < events.irqsOffIn65536 + events.lockedIn65536) {
			return 'locked';
		}

		return tables.isReclaim[path] === 1 ? 'reclaim' : 'task';
	};

	const fromUser = (thread: number, cpu: number, depthUnits: number, context: GrowthContext): void => {
		const depth = userEntryBytes(delivery()) + depthUnits * depthUnitBytes;
		if (!stacks.fits(thread, depth)) {
			stacks.reach(thread, cpu, depth, context);
		}

		mark(thread, cpu, depth);
	};

	const interruptTask = (thread: number, cpu: number, kind: number, drawnUnits: number, more: number): void => {
		const leaving = (more & 0xFF_FF) < events.switchWindowIn65536;
		if (leaving) {
			counters.switchWindowHits[cpu]++;
		}

		const depthBytes = within(thread, drawnUnits) * depthUnitBytes;
		remember(thread, cpu, kind, depthBytes);
		if (!stacks.fits(thread, deepestBrought(depthBytes))) {
			for (const one of running) {
				stacks.reachUnder(one, thread, cpu, brought(one, depthBytes), leaving ? 'switch' : 'interrupt', {callBytes: depthBytes});
			}
		}

		mark(thread, cpu, brought(running[0], depthBytes));
	};

	/** The hypervisor says that a page of the guest is not there: vector 14 in kernel mode, like a fault on user memory. */
	const asyncPageFault = (thread: number, cpu: number, bits: number): void => {
		counters.asyncPageFaults[cpu]++;
		const depthBytes = within(thread, events.interruptDepth[bits & slotMask]) * depthUnitBytes;
		remember(thread, cpu, eventKind.asyncPageFault, depthBytes);
		if (!stacks.fits(thread, deepestBrought(depthBytes) + asyncHandlerBytes)) {
			for (const one of running) {
				stacks.reachUnder(one, thread, cpu, brought(one, depthBytes) + asyncHandlerBytes, 'task');
			}
		}

		mark(thread, cpu, brought(running[0], depthBytes) + asyncHandlerBytes);
	};

	return {
		start() {
			for (let cpu = 0; cpu < cpus; cpu++) {
				for (let purpose = 0; purpose < budgets; purpose++) {
					budget[cpu * budgets + purpose] = exponential(draw(cpu, purpose));
				}

				// Ticks of the CPUs are spread over the period, as with skew_tick
				nextTick[cpu] = Math.floor(events.tickPeriod * (cpu + 1) / cpus);
			}
		},

		userFaults(thread, cpu) {
			const at = cpu * budgets + faultStream;
			while (budget[at] < 0) {
				const bits = draw(cpu, faultStream);
				const more = draw(cpu, faultStream);
				const atomic = (bits >>> 16) < events.atomicIn65536;
				counters.userFaults[cpu]++;
				if (atomic) {
					counters.atomicUserFaults[cpu]++;
				}

				const depthBytes = events.userFaultDepth[bits & slotMask] * depthUnitBytes;
				remember(thread, cpu, atomic ? eventKind.atomicUserFault : eventKind.userFault, depthBytes);
				const reclaims = !atomic && mustReclaim(more);
				const handlerBytes = reclaims ? reclaimHandlerBytes : events.handlerDepth[more & slotMask] * depthUnitBytes;
				if (!stacks.fits(thread, deepestBrought(depthBytes) + handlerBytes)) {
					for (const one of running) {
						const apart = atomic && one.policy.finishesAtomicFaultsApart;
						stacks.reachUnder(one, thread, cpu, apart ? depthBytes : brought(one, depthBytes) + handlerBytes, atomic ? 'locked' : (reclaims ? 'reclaim' : 'task'));
					}
				}

				mark(thread, cpu, brought(running[0], depthBytes) + handlerBytes);
				budget[at] += exponential(draw(cpu, faultStream));
			}
		},

		interrupts(thread, cpu) {
			const at = cpu * budgets + interruptStream;
			while (budget[at] < 0) {
				const bits = draw(cpu, interruptStream);
				const more = draw(cpu, interruptStream);
				const isReschedule = (bits >>> 16) < events.rescheduleIn65536;
				if (isReschedule) {
					counters.rescheduleTask[cpu]++;
				} else {
					counters.deviceTask[cpu]++;
				}

				// So many find the IRQ stack in use for each one that finds a task stack; a whole part and a chance
				const nested = Math.floor(events.nestedPerTaskHit);
				const chance = (events.nestedPerTaskHit - nested) * 65_536;
				counters.deviceNested[cpu] += nested + ((more >>> 16) < chance ? 1 : 0);
				interruptTask(thread, cpu, isReschedule ? eventKind.reschedule : eventKind.device, events.interruptDepth[bits & slotMask], more);
				budget[at] += exponential(draw(cpu, interruptStream));
			}
		},

		tick(thread, cpu) {
			const bits = draw(cpu, interruptStream);
			const where = bits >>> 16;
			// A kernel thread has no user mode: what would find it there finds it at work
			if (where < events.tickKernelIn65536 + (hasUserMode(thread) ? 0 : events.tickUserIn65536)) {
				counters.ticksTask[cpu]++;
				interruptTask(thread, cpu, eventKind.tickTask, events.interruptDepth[bits & slotMask], hash32(bits));
			} else if (where < events.tickKernelIn65536 + events.tickUserIn65536) {
				counters.ticksUser[cpu]++;
				remember(thread, cpu, eventKind.tickUser, 0);
				fromUser(thread, cpu, events.fromUserDepth[bits & slotMask], 'softirq');
			} else {
				counters.ticksNested[cpu]++;
				remember(thread, cpu, eventKind.tickNested, 0);
			}
		},

		nmis(thread, cpu) {
			const at = cpu * budgets + nmiStream;
			const asyncShare = shareOfAsyncs();
			while (budget[at] < 0) {
				const bits = draw(cpu, nmiStream);
				if (asyncShare > 0 && (draw(cpu, nmiStream) >>> 0) < asyncShare * 4_294_967_296) {
					asyncPageFault(thread, cpu, bits);
				} else if ((bits >>> 16) < events.tickUserIn65536 && hasUserMode(thread)) {
					counters.nmisUser[cpu]++;
					remember(thread, cpu, eventKind.nmiUser, 0);
					fromUser(thread, cpu, events.nmiFromUserDepth[bits & slotMask], 'nmi');
				} else {
					counters.nmisKernel[cpu]++;
					remember(thread, cpu, eventKind.nmiKernel, within(thread, events.interruptDepth[(bits >>> 6) & slotMask]) * depthUnitBytes);
				}

				budget[at] += exponential(draw(cpu, nmiStream));
			}
		},

		rarePaths(thread, cpu, item) {
			const at = cpu * budgets + rareStream;
			while (budget[at] < 0) {
				const bits = draw(cpu, rareStream);
				counters.rareVisits[cpu]++;
				const offset = ((bits >>> 16) & inForce.offsetMask[item]) * offsetUnitStep;
				const drawn = tables.rarePath[item * slotCount + (bits & slotMask)];
				const leaves = drawn === deepSleepSlot;
				const path = leaves ? hot[thread * 4 + 3] >>> pathShift : drawn;
				const depthBytes = (tables.pathDepth[path] + offset) * depthUnitBytes;
				if (!stacks.fits(thread, depthBytes)) {
					stacks.reach(thread, cpu, depthBytes, leaves ? 'task' : contextOfPath(path, bits));
				}

				mark(thread, cpu, depthBytes);
				if (leaves && depthBytes > pageBytes) {
					counters.deepSleeps[cpu]++;
					stacks.leavesAt = depthBytes;
				}

				budget[at] += exponential(draw(cpu, rareStream));
			}
		},

		nmiPerTick() {
			return (scalars[scalar.nmiPerSecond] + asyncPerSecond()) * tickNs / 1e9 * expScale;
		},

		contextOfCall(thread, moment) {
			return contextOfPath(hot[thread * 4 + 3] >>> pathShift, hashKey(scenario.seed, thread, 0xC7, moment | 0));
		},

		deepCall(thread, cpu, depthBytes, jump) {
			stacks.reach(thread, cpu, depthBytes, 'task', jump);
			stacks.touchedBytes = depthBytes;
			mark(thread, cpu, depthBytes);
		},

		machineCheck(cpu) {
			counters.machineChecks[cpu]++;
			if (lastThread[cpu] >= 0) {
				remember(lastThread[cpu], cpu, eventKind.machineCheck, within(lastThread[cpu], pageUnits) * depthUnitBytes);
			}
		},
	};
};
