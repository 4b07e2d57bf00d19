import type {Action} from './description.js';
import {onlineFrom, takeOffline, takeOnline} from './hotplug.js';
import {writeLog, type LogKind} from './log.js';
import {heldPages} from './memory/held-pages.js';
import type {Stacks} from './memory/stacks.js';
import {cpuOf, isRunning} from './thread-now.js';
import {liveRow} from './thread-rows.js';
import {tickNs} from './time/ticks.js';
import type {Box} from './boot.js';
import {putInForce, scalar, type World} from './world.js';
import {aliveBit, pageBytes, scannedBit} from './layout.js';

type ScalarName = keyof typeof scalar;

/** Sets a scalar, for a while if `forNs` is given. A second change while one is running keeps what the first goes back to. */
const setFor = (world: World, name: ScalarName, value: number, {until, after}: {until: ScalarName; after?: ScalarName}, forNs: number | undefined): void => {
	const {scalars} = world;
	if (after !== undefined && scalars[scalar[until]] === 0) {
		scalars[scalar[after]] = scalars[scalar[name]];
	}

	scalars[scalar[name]] = value;
	scalars[scalar[until]] = forNs === undefined ? 0 : Math.max(1, scalars[scalar.now] + Math.ceil(forNs / tickNs)); // 0 would be for ever
};

/** Takes back what was set for a while, if its time is over; called at the edge of every block. */
export const takeBack = (world: World): void => {
	const {scalars} = world;
	const over = (until: ScalarName): boolean => scalars[scalar[until]] > 0 && scalars[scalar[until]] <= scalars[scalar.now];
	const back = (name: ScalarName, until: ScalarName, value: number): void => {
		if (over(until)) {
			scalars[scalar[name]] = value;
			scalars[scalar[until]] = 0;
		}
	};

	back('atomicFailShare', 'pressureUntil', scalars[scalar.pressureAfter]);
	back('nmiPerSecond', 'nmiUntil', scalars[scalar.nmiAfter]);
	back('starved', 'starvedUntil', 0);
	back('forkTimes', 'stormUntil', 1);
};

/** Whether anything is set for a while. */
export const hasTimed = ({scalars}: World): boolean => scalars[scalar.pressureUntil] + scalars[scalar.nmiUntil] + scalars[scalar.starvedUntil] + scalars[scalar.stormUntil] > 0;

/** The CPU of a thread that is to run now. */
const cpuToRunOn = (world: World, thread: number, tid: number): number => {
	const cpu = cpuOf(world, thread);
	if (world.online[cpu] === 0) {
		throw new RangeError(`thread ${tid} is bound to CPU ${cpu}, which is offline: it cannot run`);
	}

	return cpu;
};

const checkCpu = ({cpus}: World, cpu: number): void => {
	if (!(Number.isInteger(cpu) && cpu >= 0 && cpu < cpus)) {
		throw new RangeError(`no CPU ${cpu} among ${cpus}`);
	}
};

const rowOfLive = (world: World, tid: number): number => {
	const row = liveRow(world, tid);
	if (row === undefined) {
		throw new RangeError(`no thread ${tid} is alive`);
	}

	return row;
};

/** Carries out an action on the world at the present moment. Throws a RangeError for a CPU or thread that is not there, or a thread that cannot run. */
export const applyAction = ({world, stacks, events}: Box, action: Action): void => {
	const {scalars, threads: {hot}} = world;
	stacks.moment = scalars[scalar.now];
	const log = (cpu: number, kind: LogKind): void => {
		for (const policy of world.asked) {
			writeLog(world.log, {tick: stacks.moment, cpu, tid: 0, kind, policy, pages: world.running[policy].books.pool[cpu], depthBytes: 0});
		}
	};

	switch (action.kind) {
		case 'delivery': {
			scalars[scalar.delivery] = action.delivery === 'fred' ? 1 : 0;
			break;
		}

		case 'pressure': {
			setFor(world, 'atomicFailShare', action.atomicFailShare, {until: 'pressureUntil', after: 'pressureAfter'}, action.forNs);
			break;
		}

		case 'nmi-rate': {
			setFor(world, 'nmiPerSecond', action.perBusyCpuSecond, {until: 'nmiUntil', after: 'nmiAfter'}, action.forNs);
			break;
		}

		case 'starve-refill': {
			setFor(world, 'starved', action.on ? 1 : 0, {until: 'starvedUntil'}, action.on ? action.forNs : undefined);
			break;
		}

		case 'fork-storm': {
			setFor(world, 'forkTimes', Math.max(1, action.times), {until: 'stormUntil'}, action.forNs);
			break;
		}

		case 'stack-offset': {
			scalars[scalar.offsetOn] = action.on ? 1 : 0;
			break;
		}

		case 'deep-call': {
			const thread = rowOfLive(world, action.tid);
			const cpu = cpuToRunOn(world, thread, action.tid);
			events.deepCall(thread, cpu, action.depthBytes, action.jump ?? false);
			stacks.leave(thread, cpu);
			break;
		}

		case 'remote-access': {
			const thread = rowOfLive(world, action.tid);
			// Some other CPU does it; which one is not followed, but it is there
			const cpu = onlineFrom(world.online, cpuOf(world, thread));
			const runs = isRunning(world, thread);
			for (const one of world.running) {
				const held = heldPages(world, thread, one.books);
				const isWhole = held === one.policy.sizePages || (runs && one.policy.mapsWhileRunning === 'all');
				if (!isWhole) {
					stacks.reachUnder(one, thread, cpu, (held + 1) * pageBytes, 'remote');
				}
			}

			stacks.grew = 0; // The owner did not run: nothing is refilled for it
			break;
		}

		case 'scan-stacks': {
			for (let thread = 0; thread < world.rows; thread++) {
				if ((hot[thread * 4 + 2] & aliveBit) !== 0) {
					hot[thread * 4 + 2] |= scannedBit;
				}
			}

			break;
		}

		case 'machine-check': {
			checkCpu(world, action.cpu);
			events.machineCheck(action.cpu);
			log(action.cpu, 'machineCheck');
			break;
		}

		case 'cpu-offline': {
			checkCpu(world, action.cpu);
			takeOffline(world, stacks, action.cpu);
			log(action.cpu, 'cpuOffline');
			break;
		}

		case 'cpu-online': {
			checkCpu(world, action.cpu);
			takeOnline(world, stacks, action.cpu);
			log(action.cpu, 'cpuOnline');
			break;
		}
	}

	putInForce(world);
};
