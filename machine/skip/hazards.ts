import type {Stacks} from '../memory/stacks.js';
import {exponential, expOne} from '../random.js';
import {streamPurposes, type World} from '../world.js';
import {budgets, faultStream, interruptStream, nmiStream, rareStream} from '../layout.js';

/** What befalls batches of bursts: the exact engine's budgets, eaten up by many bursts at a time, but never past the one in which something happens. */
export class Hazards {
	constructor(readonly world: World, readonly stacks: Stacks) {}

	/** Visits of class `item` that CPU `cpu` makes before the next fault, interrupt or rare path. */
	visitsAllowed(cpu: number, item: number): number {
		const {budget, tables} = this.world;
		const first = cpu * budgets;
		const rare = tables.rarePerVisit[item];
		let visits = rare > 0 ? budget[first + rareStream] / rare : Infinity;
		if (tables.isUser[item] === 1) {
			const {userFaultPerVisit, interruptPerVisit} = tables.events;
			visits = Math.min(
				visits,
				userFaultPerVisit > 0 ? budget[first + faultStream] / userFaultPerVisit : Infinity,
				interruptPerVisit > 0 ? budget[first + interruptStream] / interruptPerVisit : Infinity,
			);
		}

		return visits;
	}

	/** Work of CPU `cpu` in ticks before the next NMI. */
	workAllowed(cpu: number, nmiPerTick: number): number {
		return nmiPerTick > 0 ? this.world.budget[cpu * budgets + nmiStream] / nmiPerTick : Infinity;
	}

	/** Takes what the last bursts used up from the budgets; who runs out meets what comes then. */
	book(thread: number, cpu: number, item: number, visits: number, work: number, nmiPerTick: number, moment: number): void {
		const {world: {budget, tables, inner: {loop}}} = this;
		const first = cpu * budgets;
		let mustLeave = 0;
		if (tables.isUser[item] === 1) {
			budget[first + faultStream] -= visits * tables.events.userFaultPerVisit;
			if (budget[first + faultStream] < 0) {
				mustLeave |= loop.userFaults(thread, cpu, moment);
			}

			budget[first + interruptStream] -= visits * tables.events.interruptPerVisit;
			if (budget[first + interruptStream] < 0) {
				mustLeave |= loop.interrupts(thread, cpu, moment);
			}
		}

		budget[first + rareStream] -= visits * tables.rarePerVisit[item];
		if (budget[first + rareStream] < 0) {
			mustLeave |= loop.rarePaths(thread, cpu, item, moment);
		}

		budget[first + nmiStream] -= work * nmiPerTick;
		if (budget[first + nmiStream] < 0) {
			mustLeave |= loop.nmis(thread, cpu, moment);
		}

		if (mustLeave !== 0) {
			this.#seeOff(thread, cpu, moment);
		}
	}

	/**
	The timer ticks that find a CPU in the `work` ticks of time that it worked.
	The timer comes regularly and finds the CPU at work with chance p, its busy share so far: in terms of work, p * (a geometric number of periods) lie between two that do.
	That number is drawn as an exponential of the same mean and variance.
	*/
	ticks(thread: number, cpu: number, work: number, moment: number): void {
		const {world} = this;
		const left = world.skip.ticksLeft;
		left[cpu] -= work;
		while (left[cpu] < 0) {
			const idle = Math.max(0, 1 - world.counters.busyTicks[cpu] / (moment + 1));
			const draw = exponential(world.streams.bits(cpu * streamPurposes + interruptStream)) / expOne;
			left[cpu] += Math.max(1, Math.round(world.tables.events.tickPeriod * (1 + Math.sqrt(idle) * (draw - 1))));
			if (world.inner.loop.tick(thread, cpu, moment) !== 0) {
				this.#seeOff(thread, cpu, moment);
			}
		}
	}

	/** A thread that grew leaves its CPU before anything else happens to it. */
	#seeOff(thread: number, cpu: number, moment: number): void {
		this.stacks.moment = moment;
		this.stacks.leave(thread, cpu);
	}
}
