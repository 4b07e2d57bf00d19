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

/*
Constants and functions of the hot loop stand in this module's own scope: V8 reads an import from its cell at each use, and folds a constant of the module itself into the code.
Worth an eighth of a burst's time.
*/
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
export class KernelEvents {
	constructor(readonly world: World, readonly stacks: Stacks) {}

	/** Draws the first waiting times. */
	start(): void {
		const {budget, cpus, nextTick, tables} = this.world;
		for (let cpu = 0; cpu < cpus; cpu++) {
			for (let purpose = 0; purpose < budgets; purpose++) {
				budget[cpu * budgets + purpose] = exponential(this.#bits(cpu, purpose));
			}

			// Ticks of the CPUs are spread over the period, as with skew_tick
			nextTick[cpu] = Math.floor(tables.events.tickPeriod * (cpu + 1) / cpus);
		}
	}

	/** `visits` kernel visits of user thread `thread` meet page faults on user memory. */
	userFaults(thread: number, cpu: number): void {
		const {world} = this;
		const {counters, tables: {events}, running} = world;
		const at = cpu * budgets + faultStream;
		while (world.budget[at] < 0) {
			const bits = this.#bits(cpu, faultStream);
			const more = this.#bits(cpu, faultStream);
			const atomic = (bits >>> 16) < events.atomicIn65536;
			counters.userFaults[cpu]++;
			if (atomic) {
				counters.atomicUserFaults[cpu]++;
			}

			const depthBytes = events.userFaultDepth[bits & slotMask] * depthUnitBytes;
			this.#remember(thread, cpu, atomic ? eventKind.atomicUserFault : eventKind.userFault, depthBytes);
			const reclaims = !atomic && this.#mustReclaim(more);
			const handlerBytes = reclaims ? reclaimHandlerBytes : events.handlerDepth[more & slotMask] * depthUnitBytes;
			if (!this.stacks.fits(thread, deepestBrought(depthBytes) + handlerBytes)) {
				for (const one of running) {
					const apart = atomic && one.policy.finishesAtomicFaultsApart;
					this.stacks.reachUnder(one, thread, cpu, apart ? depthBytes : this.#brought(one, depthBytes) + handlerBytes, atomic ? 'locked' : (reclaims ? 'reclaim' : 'task'));
				}
			}

			this.#mark(thread, cpu, this.#brought(running[0], depthBytes) + handlerBytes);
			world.budget[at] += exponential(this.#bits(cpu, faultStream));
		}
	}

	/** Device interrupts and IPIs that hit kernel visits of `thread`. */
	interrupts(thread: number, cpu: number): void {
		const {world} = this;
		const {counters, tables: {events}} = world;
		const at = cpu * budgets + interruptStream;
		while (world.budget[at] < 0) {
			const bits = this.#bits(cpu, interruptStream);
			const more = this.#bits(cpu, interruptStream);
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
			this.#interruptTask(thread, cpu, isReschedule ? eventKind.reschedule : eventKind.device, events.interruptDepth[bits & slotMask], more);
			world.budget[at] += exponential(this.#bits(cpu, interruptStream));
		}
	}

	/** A timer tick finds `thread` on CPU `cpu`. */
	tick(thread: number, cpu: number): void {
		const {counters, tables: {events}} = this.world;
		const bits = this.#bits(cpu, interruptStream);
		const where = bits >>> 16;
		// A kernel thread has no user mode: what would find it there finds it at work
		if (where < events.tickKernelIn65536 + (this.#hasUserMode(thread) ? 0 : events.tickUserIn65536)) {
			counters.ticksTask[cpu]++;
			this.#interruptTask(thread, cpu, eventKind.tickTask, events.interruptDepth[bits & slotMask], hash32(bits));
		} else if (where < events.tickKernelIn65536 + events.tickUserIn65536) {
			counters.ticksUser[cpu]++;
			this.#remember(thread, cpu, eventKind.tickUser, 0);
			this.#fromUser(thread, cpu, events.fromUserDepth[bits & slotMask], 'softirq');
		} else {
			counters.ticksNested[cpu]++;
			this.#remember(thread, cpu, eventKind.tickNested, 0);
		}
	}

	/** NMIs in the busy time of `thread`: from user mode they use the task stack, from kernel mode their own. */
	nmis(thread: number, cpu: number): void {
		const {world} = this;
		const {counters, tables: {events}} = world;
		const at = cpu * budgets + nmiStream;
		const asyncShare = this.#asyncShare();
		while (world.budget[at] < 0) {
			const bits = this.#bits(cpu, nmiStream);
			if (asyncShare > 0 && (this.#bits(cpu, nmiStream) >>> 0) < asyncShare * 4_294_967_296) {
				this.#asyncPageFault(thread, cpu, bits);
			} else if ((bits >>> 16) < events.tickUserIn65536 && this.#hasUserMode(thread)) {
				counters.nmisUser[cpu]++;
				this.#remember(thread, cpu, eventKind.nmiUser, 0);
				this.#fromUser(thread, cpu, events.nmiFromUserDepth[bits & slotMask], 'nmi');
			} else {
				counters.nmisKernel[cpu]++;
				this.#remember(thread, cpu, eventKind.nmiKernel, this.#within(thread, events.interruptDepth[(bits >>> 6) & slotMask]) * depthUnitBytes);
			}

			world.budget[at] += exponential(this.#bits(cpu, nmiStream));
		}
	}

	/** Visits of `thread` that take one of the rare paths of class `item`. */
	rarePaths(thread: number, cpu: number, item: number): void {
		const {world} = this;
		const {counters, tables} = world;
		const at = cpu * budgets + rareStream;
		while (world.budget[at] < 0) {
			const bits = this.#bits(cpu, rareStream);
			counters.rareVisits[cpu]++;
			const offset = ((bits >>> 16) & world.inForce.offsetMask[item]) * offsetUnitStep;
			const drawn = tables.rarePath[item * slotCount + (bits & slotMask)];
			const leaves = drawn === deepSleepSlot;
			const path = leaves ? world.threads.hot[thread * 4 + 3] >>> pathShift : drawn;
			const depthBytes = (tables.pathDepth[path] + offset) * depthUnitBytes;
			if (!this.stacks.fits(thread, depthBytes)) {
				this.stacks.reach(thread, cpu, depthBytes, leaves ? 'task' : this.#contextOfPath(path, bits));
			}

			this.#mark(thread, cpu, depthBytes);
			if (leaves && depthBytes > pageBytes) {
				counters.deepSleeps[cpu]++;
				this.stacks.leavesAt = depthBytes;
			}

			world.budget[at] += exponential(this.#bits(cpu, rareStream));
		}
	}

	/** How fast busy ticks use up the NMI budget: Q20 per tick. */
	nmiPerTick(): number {
		return (this.world.scalars[scalar.nmiPerSecond] + this.#asyncPerSecond()) * tickNs / 1e9 * expScale;
	}

	/** Where a thread's own deepest call is when it crosses into another page; drawn from the call itself. */
	contextOfCall(thread: number, moment: number): GrowthContext {
		const {scenario, threads} = this.world;
		return this.#contextOfPath(threads.hot[thread * 4 + 3] >>> pathShift, hashKey(scenario.seed, thread, 0xC7, moment | 0));
	}

	/** A call that somebody asked for: thread `thread` goes that deep. */
	deepCall(thread: number, cpu: number, depthBytes: number, jump: boolean): void {
		this.stacks.reach(thread, cpu, depthBytes, 'task', jump);
		this.stacks.touchedBytes = depthBytes;
		this.#mark(thread, cpu, depthBytes);
	}

	/** A machine check in kernel mode: on a stack of its own under every policy. */
	machineCheck(cpu: number): void {
		const {counters, lastThread} = this.world;
		counters.machineChecks[cpu]++;
		if (lastThread[cpu] >= 0) {
			this.#remember(lastThread[cpu], cpu, eventKind.machineCheck, this.#within(lastThread[cpu], pageUnits) * depthUnitBytes);
		}
	}

	#contextOfPath(path: number, bits: number): GrowthContext {
		const {events, isReclaim} = this.world.tables;
		const share = hash32(bits) >>> 16;
		if (share < events.irqsOffIn65536) {
			return 'irqs-off';
		}

		if (share < events.irqsOffIn65536 + events.lockedIn65536) {
			return 'locked';
		}

		return isReclaim[path] === 1 ? 'reclaim' : 'task';
	}

	/** Whether a fault that may sleep has to reclaim memory itself. */
	#mustReclaim(bits: number): boolean {
		const {memory} = this.world;
		if (memory.failShare === 0) {
			return false;
		}

		const state = memory.state(this.stacks.moment);
		return (state === 'min' || state === 'empty') && (hash32(bits) >>> 16) < reclaimIn65536;
	}

	#asyncPerSecond(): number {
		return this.world.scenario.workload.events.memory.asyncFaultsPerBusyCpuSecond;
	}

	/** Of what the NMI budget brings: async page faults. */
	#asyncShare(): number {
		const asyncs = this.#asyncPerSecond();
		return asyncs === 0 ? 0 : asyncs / (asyncs + this.world.scalars[scalar.nmiPerSecond]);
	}

	/** The hypervisor says that a page of the guest is not there: vector 14 in kernel mode, like a fault on user memory. */
	#asyncPageFault(thread: number, cpu: number, bits: number): void {
		const {counters, running, tables: {events}} = this.world;
		counters.asyncPageFaults[cpu]++;
		const depthBytes = this.#within(thread, events.interruptDepth[bits & slotMask]) * depthUnitBytes;
		this.#remember(thread, cpu, eventKind.asyncPageFault, depthBytes);
		if (!this.stacks.fits(thread, deepestBrought(depthBytes) + asyncHandlerBytes)) {
			for (const one of running) {
				this.stacks.reachUnder(one, thread, cpu, this.#brought(one, depthBytes) + asyncHandlerBytes, 'task');
			}
		}

		this.#mark(thread, cpu, this.#brought(running[0], depthBytes) + asyncHandlerBytes);
	}

	#interruptTask(thread: number, cpu: number, kind: number, drawnUnits: number, more: number): void {
		const {running, counters, tables: {events}} = this.world;
		const leaving = (more & 0xFF_FF) < events.switchWindowIn65536;
		if (leaving) {
			counters.switchWindowHits[cpu]++;
		}

		const depthBytes = this.#within(thread, drawnUnits) * depthUnitBytes;
		this.#remember(thread, cpu, kind, depthBytes);
		if (!this.stacks.fits(thread, deepestBrought(depthBytes))) {
			for (const one of running) {
				this.stacks.reachUnder(one, thread, cpu, this.#brought(one, depthBytes), leaving ? 'switch' : 'interrupt', {callBytes: depthBytes});
			}
		}

		this.#mark(thread, cpu, this.#brought(running[0], depthBytes));
	}

	/** The histograms are of a whole box: no arrival finds a thread deeper than its own paths go. */
	#within(thread: number, depthUnits: number): number {
		const {inForce, tables, threads: {hot}} = this.world;
		const item = hot[thread * 4 + 2] & classMask;
		const own = tables.pathDepth[hot[thread * 4 + 3] >>> pathShift];
		return Math.min(depthUnits, Math.max(own, tables.commonDepthMax[item]) + (inForce.offsetMask[item] === 0 ? 0 : offsetUnitsMax));
	}

	#fromUser(thread: number, cpu: number, depthUnits: number, context: GrowthContext): void {
		const depth = userEntryBytes(this.#delivery()) + depthUnits * depthUnitBytes;
		if (!this.stacks.fits(thread, depth)) {
			this.stacks.reach(thread, cpu, depth, context);
		}

		this.#mark(thread, cpu, depth);
	}

	#remember(thread: number, cpu: number, kind: number, depthBytes: number): void {
		writeEvent(this.world.events, cpu, this.stacks.moment, threadId(this.world, thread), kind, depthBytes);
	}

	#hasUserMode(thread: number): boolean {
		const {tables, threads: {hot}} = this.world;
		return tables.isUser[hot[thread * 4 + 2] & classMask] === 1;
	}

	/** Depth of the task stack once the frame of an event at `depthBytes` lies on it. */
	#brought({policy}: RunningPolicy, depthBytes: number): number {
		return interruptedDepth(depthBytes, policy.needs ?? this.#delivery(), policy.setup.redZone);
	}

	/** Raises the high-water mark, which is the baseline's: it must not depend on which policies run beside it. */
	#mark(thread: number, cpu: number, depthBytes: number): void {
		const {deepest, threads: {hot}} = this.world;
		const units = Math.min(markMask, Math.ceil(depthBytes / depthUnitBytes));
		if (units > deepest[cpu]) {
			deepest[cpu] = units;
		}

		const at = thread * 4 + 3;
		if (units > (hot[at] & markMask)) {
			hot[at] = (hot[at] & ~markMask) | units;
		}
	}

	#delivery(): DeliveryKind {
		return this.world.scalars[scalar.delivery] === 1 ? 'fred' : 'idt';
	}

	#bits(cpu: number, purpose: number): number {
		return this.world.streams.bits(cpu * streamPurposes + purpose);
	}
}
