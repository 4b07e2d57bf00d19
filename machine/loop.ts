import {program} from './inner-loop/program.js';
import {loopBox} from './loop-box.js';
import type {World} from './world.js';

/** What the inner loop calls for whatever is rare beside a burst; see `inner-loop/outside.ts`. Those that give a number answer whether the thread has to be seen off by `leave` (0: no), or as told there. */
export type Outside = {
	fork(thread: number, item: number, cpu: number, moment: number): void;
	exit(thread: number, cpu: number, moment: number): void;
	arrive(thread: number, cpu: number, moment: number): number;
	reach(thread: number, cpu: number, depthUnits: number, moment: number): number;
	touched(depthUnits: number): void;
	leave(thread: number, cpu: number, moment: number): void;
	growByFault(thread: number, cpu: number, depthBytes: number, handlerBytes: number, isAtomic: number, reclaims: number, moment: number): number;
	growByInterrupt(thread: number, cpu: number, depthBytes: number, isLeaving: number, moment: number): number;
	growFromUser(thread: number, cpu: number, depthBytes: number, isNmi: number, moment: number): number;
	growByRarePath(thread: number, cpu: number, depthBytes: number, path: number, bits: number, moment: number): number;
	leaveAt(depthBytes: number): void;
	mustReclaim(bits: number, moment: number): number;
	settleClaims(moment: number): void;
	enterBlock(quantum: number, moment: number): void;
	wakeUp(thread: number, cpu: number, edge: number, moment: number): number;
	lookAround(moment: number): void;
};

/** What the inner loop does for TypeScript; what each one is stands in `inner-loop/`. */
export type InnerLoop = {
	// Bursts
	run(thread: number, cpu: number, edge: number, moment: number): number;
	setPatience(ticks: number): void;
	// Time
	resume(turnSalt: number, now: number, nmiPerTick: number, asyncShare: number, isFred: boolean, mayReclaim: boolean): void;
	setOrder(isDescending: boolean, isDrivenOutside: boolean): void;
	lookAround(moment: number): void;
	advance(until: number): void;
	nextBurst(horizon: number): number;
	// The wheel
	clear(): void;
	insert(thread: number, cpu: number, now: number): void;
	nextBusySlot(slot: number): number;
	leftBy(slot: number, cpu: number): void;
	settle(slot: number): void;
	enterBlock(now: number): void;
	// What befalls a burst; each answers whether the thread has to be seen off (0: no)
	userFaults(thread: number, cpu: number, moment: number): number;
	interrupts(thread: number, cpu: number, moment: number): number;
	rarePaths(thread: number, cpu: number, item: number, moment: number): number;
	nmis(thread: number, cpu: number, moment: number): number;
	tick(thread: number, cpu: number, moment: number): number;
	mark(thread: number, cpu: number, depthBytes: number): void;
	within(thread: number, depthUnits: number): number;
	remember(thread: number, cpu: number, kind: number, depthBytes: number, moment: number): void;
	// Threads that move; who does it has the thread's place word in hand and is given the new one
	movePages(thread: number, from: number, to: number): void;
	moveTo(thread: number, place: number, from: number, to: number): number;
	migrate(thread: number, place: number, from: number, bits: number): number;
	// Draws
	hash32(value: number): number;
	hashKey(a: number, b: number, c: number): number;
	exponential(bits: number): number;
};

/** The loop of one box, with the place where its calls to the outside are put. */
export type RunningLoop = {readonly loop: InnerLoop; readonly outside: Outside};

let compiled: WebAssembly.Module | undefined;

const missing = (): never => {
	throw new Error('the inner loop was started before the box was put together');
};

/** Starts the inner loop on the memory of a box. Compiled once a thread. */
export const startLoop = (world: Omit<World, 'inner'>): RunningLoop => {
	compiled ??= new WebAssembly.Module(Uint8Array.from(atob(program), byte => byte.codePointAt(0)!));
	const outside: Outside = {
		fork: missing, exit: missing, arrive: missing, reach: missing, touched: missing, leave: missing,
		growByFault: missing, growByInterrupt: missing, growFromUser: missing, growByRarePath: missing, leaveAt: missing, mustReclaim: missing,
		settleClaims: missing, enterBlock: missing, wakeUp: missing, lookAround: missing,
	};
	// What is imported is fixed when the loop starts, before there is anybody to call
	const calls: Outside = {
		fork(thread, item, cpu, moment) {
			outside.fork(thread, item, cpu, moment);
		},
		exit(thread, cpu, moment) {
			outside.exit(thread, cpu, moment);
		},
		arrive: (thread, cpu, moment) => outside.arrive(thread, cpu, moment),
		reach: (thread, cpu, depthUnits, moment) => outside.reach(thread, cpu, depthUnits, moment),
		touched(depthUnits) {
			outside.touched(depthUnits);
		},
		leave(thread, cpu, moment) {
			outside.leave(thread, cpu, moment);
		},
		growByFault: (thread, cpu, depthBytes, handlerBytes, isAtomic, reclaims, moment) => outside.growByFault(thread, cpu, depthBytes, handlerBytes, isAtomic, reclaims, moment),
		growByInterrupt: (thread, cpu, depthBytes, isLeaving, moment) => outside.growByInterrupt(thread, cpu, depthBytes, isLeaving, moment),
		growFromUser: (thread, cpu, depthBytes, isNmi, moment) => outside.growFromUser(thread, cpu, depthBytes, isNmi, moment),
		growByRarePath: (thread, cpu, depthBytes, path, bits, moment) => outside.growByRarePath(thread, cpu, depthBytes, path, bits, moment),
		leaveAt(depthBytes) {
			outside.leaveAt(depthBytes);
		},
		mustReclaim: (bits, moment) => outside.mustReclaim(bits, moment),
		settleClaims(moment) {
			outside.settleClaims(moment);
		},
		enterBlock(quantum, moment) {
			outside.enterBlock(quantum, moment);
		},
		wakeUp: (thread, cpu, edge, moment) => outside.wakeUp(thread, cpu, edge, moment),
		lookAround(moment) {
			outside.lookAround(moment);
		},
	};
	const {exports} = new WebAssembly.Instance(compiled, {env: {memory: world.arena.memory}, box: loopBox(world), outside: calls});
	return {loop: exports as InnerLoop, outside};
};
