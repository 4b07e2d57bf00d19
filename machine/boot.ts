import type {Scenario} from './description.js';
import {Stacks} from './memory/stacks.js';
import {markBootEnd} from './reading/totals.js';
import {createKernelEvents, type KernelEvents} from './workload/kernel-events.js';
import {Lives} from './workload/lives.js';
import {createWorld, type World} from './world.js';

/** A world with those who change it. */
export type Box = {
	readonly world: World;
	readonly stacks: Stacks;
	readonly events: KernelEvents;
	readonly lives: Lives;
};

/** A box that has just booted: every thread is alive and has run to its mark, and simulated time is 0. Throws as `createWorld` does. */
export const boot = (scenario: Scenario): Box => {
	const world = createWorld(scenario);
	const stacks = new Stacks(world);
	const events = createKernelEvents(world, stacks);
	const lives = new Lives(world, stacks);
	lives.boot();
	events.start();
	markBootEnd(world);
	return {world, stacks, events, lives};
};
