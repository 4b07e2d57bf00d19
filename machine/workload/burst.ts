import type {Box} from '../boot.js';
import {depthUnitBytes} from '../layout.js';
import type {Outside} from '../loop.js';
import type {Stacks} from '../memory/stacks.js';
import {patienceTicks} from './placement.js';

/** What wake-ups do. */
export type Bursts = {
	readonly stacks: Stacks;
	/** To be called after the state was replaced or changed from outside, and when the tick counter turns over: `now` are the low bits of the tick, `turnSalt` the salt of its present 274 s turn, so that keys do not come back. */
	resume(turnSalt: number, now: number): void;
	/** Takes the scheduler's picture at `moment`, a full tick count. */
	lookAround(moment: number): void;
	/**
	Runs the burst of `thread` that wakes on `cpu` now and sets its next wake-up, `edge` at the earliest if that is on another CPU.
	`moment` is now as a full tick count. Gives the CPU the thread wakes on next.
	*/
	run(thread: number, cpu: number, edge: number, moment: number): number;
};

/**
Bursts one by one: the exact engine's. They run in `../inner-loop/burst.ts`; here stands what that calls where something befalls a burst.

`patience`: ticks that a thread waits for its CPU before it looks for another; who drives bursts with queues of his own sets it beyond reach.
*/
export const createBursts = ({world, stacks, events, lives}: Box, patience = patienceTicks): Bursts => {
	const {loop, outside} = world.inner;
	Object.assign(outside, {
		fork(thread, item, cpu, moment) {
			stacks.moment = moment;
			lives.fork(thread, item, cpu);
		},

		exit(thread, cpu, moment) {
			stacks.moment = moment;
			lives.exit(thread, cpu);
		},

		arrive(thread, cpu, moment) {
			stacks.moment = moment;
			stacks.arrive(thread, cpu);
			return stacks.mustLeave;
		},

		reach(thread, cpu, depthUnits, moment) {
			stacks.moment = moment;
			stacks.reach(thread, cpu, depthUnits * depthUnitBytes, events.contextOfCall(thread, moment));
			return stacks.mustLeave;
		},

		touched(depthUnits) {
			stacks.touchedBytes = depthUnits * depthUnitBytes;
		},

		leave(thread, cpu, moment) {
			stacks.moment = moment;
			stacks.leave(thread, cpu);
		},
	} satisfies Partial<Outside>);
	loop.setPatience(patience);

	return {
		stacks,
		run: loop.run,
		lookAround: loop.lookAround,
		resume: events.resume,
	};
};
