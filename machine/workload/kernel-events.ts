import type {DeliveryKind} from '../description.js';
import {interruptedDepth} from '../delivery/setup.js';
import {eventKind} from '../event-ring.js';
import {budgets, depthUnitBytes, pageUnits, pathShift} from '../layout.js';
import type {Outside} from '../loop.js';
import type {Stacks} from '../memory/stacks.js';
import type {GrowthContext} from '../policies/context.js';
import {exponential, expOne, hash32, hashKey} from '../random.js';
import {tickNs} from '../time/ticks.js';
import {scalar, streamPurposes, type RunningPolicy, type World} from '../world.js';

/**
Of 65,536 faults while memory is below its min watermark, those that enter direct reclaim: one in 16, the others find a page on the CPU's list.
Calibrated with the swap workload, where 0.2 % of all faults reclaiming gives as many tools over 4096 bytes as were measured.
*/
const reclaimIn65536 = 4096;

/**
What befalls a thread while it is in the kernel. The events themselves run in `../inner-loop/events.ts`; here stands what they set off: growth, of which each policy is asked.
*/
export type KernelEvents = {
	/** Draws the first waiting times. */
	start(): void;
	/** To be called after the state was replaced or changed from outside, and when the tick counter turns over: see `Bursts`. */
	resume(turnSalt: number, now: number): void;
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
	const {budget, counters, cpus, lastThread, memory, nextTick, running, scalars, scenario, streams, tables, inner: {loop, outside}, threads: {hot}} = world;
	const {events} = tables;

	const delivery = (): DeliveryKind => scalars[scalar.delivery] === 1 ? 'fred' : 'idt';

	/** Depth of the task stack once the frame of an event at `depthBytes` lies on it. */
	const brought = ({policy}: RunningPolicy, depthBytes: number): number => interruptedDepth(depthBytes, policy.needs ?? delivery(), policy.setup.redZone);

	const asyncPerSecond = (): number => scenario.workload.events.memory.asyncFaultsPerBusyCpuSecond;

	/** Of what the NMI budget brings: async page faults. */
	const shareOfAsyncs = (): number => {
		const asyncs = asyncPerSecond();
		return asyncs === 0 ? 0 : asyncs / (asyncs + scalars[scalar.nmiPerSecond]);
	};

	const nmiPerTick = (): number => (scalars[scalar.nmiPerSecond] + asyncPerSecond()) * tickNs / 1e9 * expOne;

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

	Object.assign(outside, {
		growByFault(thread, cpu, depthBytes, handlerBytes, isAtomic, reclaims, moment) {
			stacks.moment = moment;
			const context = isAtomic === 1 ? 'locked' : (reclaims === 1 ? 'reclaim' : 'task');
			for (const one of running) {
				const apart = isAtomic === 1 && one.policy.finishesAtomicFaultsApart;
				stacks.reachUnder(one, thread, cpu, apart ? depthBytes : brought(one, depthBytes) + handlerBytes, context);
			}

			return stacks.mustLeave;
		},

		growByInterrupt(thread, cpu, depthBytes, isLeaving, moment) {
			stacks.moment = moment;
			for (const one of running) {
				stacks.reachUnder(one, thread, cpu, brought(one, depthBytes), isLeaving === 1 ? 'switch' : 'interrupt', {callBytes: depthBytes});
			}

			return stacks.mustLeave;
		},

		growFromUser(thread, cpu, depthBytes, isNmi, moment) {
			stacks.moment = moment;
			stacks.reach(thread, cpu, depthBytes, isNmi === 1 ? 'nmi' : 'softirq');
			return stacks.mustLeave;
		},

		growByRarePath(thread, cpu, depthBytes, path, bits, moment) {
			stacks.moment = moment;
			stacks.reach(thread, cpu, depthBytes, path < 0 ? 'task' : contextOfPath(path, bits));
			return stacks.mustLeave;
		},

		leaveAt(depthBytes) {
			stacks.leavesAt = depthBytes;
		},

		mustReclaim(bits, moment) {
			const state = memory.state(moment);
			return (state === 'min' || state === 'empty') && (hash32(bits) >>> 16) < reclaimIn65536 ? 1 : 0;
		},
	} satisfies Partial<Outside>);

	return {
		start() {
			for (let cpu = 0; cpu < cpus; cpu++) {
				for (let purpose = 0; purpose < budgets; purpose++) {
					budget[cpu * budgets + purpose] = exponential(streams.bits(cpu * streamPurposes + purpose));
				}

				// Ticks of the CPUs are spread over the period, as with skew_tick
				nextTick[cpu] = Math.floor(events.tickPeriod * (cpu + 1) / cpus);
			}
		},

		resume(turnSalt, now) {
			loop.resume(turnSalt, now, nmiPerTick(), shareOfAsyncs(), delivery() === 'fred', memory.failShare > 0);
		},

		nmiPerTick,

		contextOfCall(thread, moment) {
			return contextOfPath(hot[thread * 4 + 3] >>> pathShift, hashKey(scenario.seed, thread, 0xC7, moment | 0));
		},

		deepCall(thread, cpu, depthBytes, jump) {
			stacks.reach(thread, cpu, depthBytes, 'task', jump);
			stacks.touchedBytes = depthBytes;
			loop.mark(thread, cpu, depthBytes);
		},

		machineCheck(cpu) {
			counters.machineChecks[cpu]++;
			if (lastThread[cpu] >= 0) {
				loop.remember(lastThread[cpu], cpu, eventKind.machineCheck, loop.within(lastThread[cpu], pageUnits) * depthUnitBytes, stacks.moment);
			}
		},
	};
};
