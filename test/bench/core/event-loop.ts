import {hashKey} from '../../../machine/random.js';
import {lowTicks} from '../../../machine/time/ticks.js';
import type {Bursts} from '../../../machine/workload/burst.js';
import {scalar, type World} from '../../../machine/world.js';
import {cpuMask, cpuShift, quantumTicks} from '../../../machine/layout.js';

/** What an event loop needs of its queue: events of (time, id), earliest first, equal times by id. */
export type EventQueue = {
	/** Of the event that is first. */
	readonly time: number;
	readonly id: number;
	push(time: number, id: number): void;
	pop(): void;
	replaceTop(time: number, id: number): void;
};

/**
The same model the way an event loop is usually written: one queue of events over the whole box, a wake-up a thread and the end of a burst a CPU, threads that find their CPU busy in its queue.
It runs the very same bursts as the timing wheel and must arrive at the same state.
*/
export class EventLoop {
	/** The thread on each CPU, -1: none; and the queue of those that wait for it. */
	readonly #running: Int32Array;
	readonly #queueHead: Int32Array;
	readonly #queueTail: Int32Array;
	readonly #queueNext: Int32Array;
	readonly #wokeAt: Float64Array;

	constructor(readonly world: World, readonly bursts: Bursts, readonly queue: EventQueue) {
		const {cpus, rows} = world;
		this.#running = new Int32Array(cpus).fill(-1);
		this.#queueHead = new Int32Array(cpus).fill(-1);
		this.#queueTail = new Int32Array(cpus).fill(-1);
		this.#queueNext = new Int32Array(rows).fill(-1);
		this.#wokeAt = new Float64Array(rows);
		for (let thread = 0; thread < rows; thread++) {
			queue.push(world.threads.hot[thread * 4]!, thread);
		}

		bursts.resume(hashKey(world.scenario.seed, 0, 0x70), 0);
	}

	advance(until: number): void {
		const {world} = this;
		const {rows, threads: {hot}} = world;
		const {queue} = this;
		while (queue.time < until) {
			const now = queue.time;
			const {id} = queue;
			if (id < rows) {
				const cpu = (hot[id * 4 + 2]! >>> cpuShift) & cpuMask;
				this.#wokeAt[id] = now;
				if (this.#running[cpu]! >= 0) {
					queue.pop();
					this.#enqueue(id, cpu);
				} else {
					queue.replaceTop(this.#start(id, cpu), rows + cpu);
				}
			} else {
				const cpu = id - rows;
				const thread = this.#running[cpu]!;
				queue.replaceTop(this.#wokeAt[thread]! + ((hot[thread * 4]! - lowTicks(this.#wokeAt[thread]!)) | 0), thread);
				const next = this.#queueHead[cpu]!;
				this.#running[cpu] = -1;
				if (next >= 0) {
					this.#queueHead[cpu] = this.#queueNext[next]!;
					queue.push(this.#start(next, cpu), id);
				}
			}
		}

		world.scalars[scalar.now] = until;
	}

	/** Runs what still waits in queues, as the wheel does when threads wake. For comparing states at the end. */
	drain(): void {
		for (let cpu = 0; cpu < this.world.cpus; cpu++) {
			for (let thread = this.#queueHead[cpu]!; thread >= 0; thread = this.#queueNext[thread]!) {
				this.#start(thread, cpu);
			}
		}
	}

	/** Runs a burst and gives the tick of its end. */
	#start(thread: number, cpu: number): number {
		const woke = this.#wokeAt[thread]!;
		this.bursts.run(thread, cpu, lowTicks((Math.floor(woke / quantumTicks) + 1) * quantumTicks), woke);
		this.#running[cpu] = thread;
		return woke + ((this.world.clock[cpu]! - lowTicks(woke)) | 0);
	}

	#enqueue(thread: number, cpu: number): void {
		this.#queueNext[thread] = -1;
		if (this.#queueHead[cpu]! < 0) {
			this.#queueHead[cpu] = thread;
		} else {
			this.#queueNext[this.#queueTail[cpu]!] = thread;
		}

		this.#queueTail[cpu] = thread;
	}
}
