import {
	type CostTable, followedFigures, type FollowedFigure, growthContexts, type LogEntry, type MachineDescription, type PolicyName, type PolicyReading,
	type Reading, type Scenario, type ThreadPage, type ThreadQuery, type ThreadRow,
} from '../../machine/index.js';
import type {Feed, History, HistoryColumns, PlayerCommand, PlayerFrame, PlayerState} from '../../source/player/protocol.js';
import {settled} from '../../source/player/settle.js';
import {fakeBill, fakeCore, fakeSwitches, fakeThread} from './fake-core.js';

/** What a fake run looks like; everything has a plausible default. */
export type FakeRun = {
	readonly cpus?: number;
	readonly policies?: readonly PolicyName[];
	readonly threads?: number;
	/** Nothing has ever grown. */
	readonly nothingGrown?: boolean;
	/** Pools empty, stacks overflowing, net savings below zero. */
	readonly failing?: boolean;
	readonly timeNs?: number;
	readonly state?: Partial<PlayerState>;
	/** Samples of history; 0: the run has just begun. */
	readonly samples?: number;
	/** Begins each thread's name. */
	readonly comm?: string;
	readonly machine?: Partial<MachineDescription>;
};

/** A feed whose frames are made up, but always the same ones for the same run and moment. */
export type FakeFeed = Feed & {
	readonly sent: PlayerCommand[];
	/** Makes a new frame, `ns` later on the simulated clock. */
	advance(ns: number): void;
	/** Changes the state of the player. */
	set(state: Partial<PlayerState>): void;
	/** Listeners that are subscribed now. */
	listeners(): number;
};

/** A number of 0 to 1 that depends on nothing but its arguments. */
function noise(...keys: readonly number[]): number {
	let hash = 0x81_1C_9D_C5;
	for (const key of keys) {
		hash = Math.imul(hash ^ (key | 0), 0x01_00_01_93);
		hash ^= hash >>> 15;
	}

	hash = Math.imul(hash ^ (hash >>> 13), 0x5B_D1_E9_95);
	return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_00_00_00_00;
}

const comms = ['kworker', 'postgres', 'java', 'nginx', 'ksoftirqd', 'rcu_preempt', 'kswapd', 'jbd2', 'xfsaild', 'sshd', 'kthreadd', 'migration'];
const paths = ['writeback over ext4 and dm', 'direct reclaim in a page fault', 'nfs over tcp', 'openat', 'epoll_wait', 'futex_wait', 'exec of a script', 'readahead over raid'];

function machineOf(cpus: number, threads: number, changes: Partial<MachineDescription>): MachineDescription {
	const threadsPerCore = cpus >= 4 ? 2 : 1;
	const cores = Math.ceil(cpus / threadsPerCore);
	const coresPerSocket = cores > 64 ? Math.ceil(cores / 2) : cores;
	return {
		name: `box-${cpus}`, title: `a box with ${cpus} CPUs`, cpus, coresPerSocket, threadsPerCore, coresPerComplex: Math.min(8, coresPerSocket),
		clockGHz: 2.6, memoryMiB: 786_432, tickHz: 250, hasFred: false, threads, grownPages: 61, threadSizeKiB: 16, provenance: [], ...changes,
	};
}

const costs: CostTable = {fred_level: {low: 63, likely: 165, high: 450, status: 'assumed', source: 'a test'}};

type Moment = {readonly run: Required<Omit<FakeRun, 'state' | 'machine'>>; readonly timeNs: number};

const perCpu = (cpus: number, value: (cpu: number) => number) => Float64Array.from({length: cpus}, (_, cpu) => value(cpu));
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** A count that has grown evenly since boot, at a pace of its own for each CPU and figure. */
const grownCount = ({timeNs}: Moment, cpu: number, figure: number, perSecond: number) => Math.floor(noise(cpu, figure) ** 3 * 3 * perSecond * timeNs / 1e9);

const troubles = {shortages: {count: 12, totalNs: 3_100_000, now: 2}, waits: 40, waitNs: 8_400_000};
const noTroubles: typeof troubles = {shortages: {count: 0, totalNs: 0, now: 0}, waits: 0, waitNs: 0};

function policyReading(moment: Moment, name: PolicyName): PolicyReading {
	const {run: {cpus, threads, nothingGrown, failing}, timeNs} = moment;
	const fixed = name === 'fixed';
	const fred = name === 'fred-pf';
	const quiet = fixed || nothingGrown;
	const poolSize = fixed ? 0 : 3;
	const pace = (figure: number, perSecond: number) => perCpu(cpus, cpu => quiet ? 0 : grownCount(moment, cpu, figure, perSecond));
	const extra = quiet ? 0 : Math.floor(threads * 0.012 * (1 + (0.2 * Math.sin(timeNs / 7e9)) + (timeNs / 2e11)));
	const grown = [extra, Math.floor(extra / 12), failing ? Math.floor(extra / 60) : 0] as const;
	const pagesPerStack = fixed ? [0, 0, 0, threads] : [threads - grown[0] - grown[1] - grown[2], ...grown];
	const stackKiB = pagesPerStack.reduce((sum, stacks, index) => sum + (stacks * (index + 1)), 0) * 4;
	const fixedKiB = threads * 16;
	const pool = perCpu(cpus, cpu => failing && noise(cpu, Math.floor(timeNs / 1e8)) < 0.3 ? 0 : poolSize - Number(noise(cpu, Math.floor(timeNs / 1e8), 2) < 0.05 && !quiet));
	const poolEmpty = perCpu(cpus, cpu => failing && !fixed ? grownCount(moment, cpu, 31, 2) : 0);
	const failures = failing && !fixed ? total(poolEmpty) + 3 : 0;
	const poolKiB = fixed ? 0 : (poolSize + (failing ? 40 : 0)) * cpus * 4;
	const exceptionStackKiB = fixed ? 0 : cpus * 8;
	const netKiB = stackKiB + poolKiB + exceptionStackKiB;
	const userFaults = perCpu(cpus, cpu => grownCount(moment, cpu, 22, 240));
	const interrupts = perCpu(cpus, cpu => grownCount(moment, cpu, 23, 400));
	const columns = {
		stackPages: perCpu(cpus, cpu => Math.floor(stackKiB / 4 / cpus * (0.8 + (0.4 * noise(cpu, 5))))),
		faults: pace(1, 8), pagesGrown: pace(2, 6), demotions: fixed ? userFaults.map(() => 0) : userFaults, interruptsMoved: fixed ? interrupts.map(() => 0) : interrupts,
		pool, poolLowest: perCpu(cpus, cpu => Math.min(pool[cpu]!, failing ? 0 : poolSize - (quiet ? 0 : Math.floor(noise(cpu, 9) * 2.2)))), poolEmpty,
		refillFailures: perCpu(cpus, cpu => failing ? grownCount(moment, cpu, 32, 1) : 0), waits: poolEmpty, failures: poolEmpty,
	};
	const nmis = perCpu(cpus, cpu => grownCount(moment, cpu, 6, 1));
	// Each event that leaves its stack comes back to it
	const levelSwitches = perCpu(cpus, cpu => 2 * (nmis[cpu]! + (fixed ? 0 : columns.faults[cpu]! + userFaults[cpu]! + interrupts[cpu]!)));
	const counts = {faults: total(columns.faults), userFaults: total(userFaults), interrupts: total(interrupts), nmis: total(nmis)};
	return {
		name, kind: name.split(':')[0]!, sizeKiB: 16, title: titleOf(name), delivery: fred ? 'fred' : 'idt', whatIf: fred,
		fixedKiB, stackKiB, borrowedKiB: 0, netKiB, poolKiB, exceptionStackKiB, cachedKiB: 0,
		savedPercent: fixedKiB > 0 ? {gross: 100 * (1 - (stackKiB / fixedKiB)), net: 100 * (1 - (netKiB / fixedKiB))} : {gross: 0, net: 0},
		pagesPerStack, withoutStack: 0, stacks: threads,
		faults: total(columns.faults), pagesGrown: total(columns.pagesGrown), demotions: total(columns.demotions), interruptsMoved: total(columns.interruptsMoved),
		nmis: counts.nmis, levelSwitches: total(levelSwitches), levelSwitchesBy: fakeSwitches(name, counts),
		poolSize, poolLowest: Math.min(...columns.poolLowest), poolEmpty: total(poolEmpty), refillFailures: total(columns.refillFailures),
		reserve: {size: 0, now: 0, lowest: 0, taken: 0},
		growthBy: byContext(counts.faults), emptyBy: byContext(total(poolEmpty)),
		laterGrowths: 0, refilledPages: total(columns.pagesGrown), growthPerStay: [total(columns.pagesGrown), 0, 0, 0],
		...failing ? troubles : noTroubles, pagesTakenBack: 0, invalidations: 0, shootdowns: 0, eventsLost: 0,
		chargeFailures: 0, unchargedPages: 0, refused: 0, shortFills: 0, headroomBytes: 11_488,
		failures, failuresBy: {poolEmpty: failures, growthInNmi: 0, overflow: 0, notHandled: 0, notEnsured: 0},
		firstFailure: failures > 0 ? {timeNs: 3_210_000_000, cpu: cpus - 1, tid: 77, kind: 'poolEmpty'} : undefined,
		costPercent: fixed ? {low: 0, likely: 0, high: 0} : {low: 0.021, likely: 0.05, high: 0.108}, bill: fakeBill(name, counts),
		costCycles: {low: 2e7, likely: 5e7, high: 1e8},
		demotionPercent: {low: 3.8, likely: 5.8, high: 14.8},
		pagesAllocated: 0, pagesFreed: 0, vmstat: {}, perCpu: {...columns, levelSwitches}, digest: name,
	};
}

/** All of it in the task but for some, so that a table by context has more than one row. */
const byContext = (count: number) => Object.fromEntries(growthContexts.map((context, index) => [
	context,
	index === 0 ? Math.ceil(count * 0.8) : (index === 2 ? Math.floor(count * 0.2) : 0),
])) as PolicyReading['growthBy'];

const titles: Readonly<Record<string, string>> = {
	fixed: '16 KiB stacks, fully mapped',
	'fred-pf': 'one page, grown by page fault on FRED level 1',
	'ist-pf': 'one page, grown by page fault on an IST stack',
};
const titleOf = (name: string) => titles[name] ?? `a proposal named ${name}`;

const fakeTotals = ({timeNs, run: {threads}}: Moment, userFaults: Float64Array): Reading['totals'] => {
	const since = (perSecond: number) => Math.floor(perSecond * timeNs / 1e9);
	return {
		bursts: since(90_000), visits: since(400_000), contextSwitches: since(180_000), migrations: since(2000), forks: threads + since(40), exits: since(40),
		userFaults: userFaults.reduce((sum, count) => sum + count, 0), atomicUserFaults: since(12), asyncPageFaults: 0,
		kernelInterrupts: since(24_000), nestedInterrupts: since(3000), switchWindowHits: since(130),
		nmis: since(90), nmisUser: since(30), machineChecks: 0, deepSleeps: 0, restartableWaits: since(70_000), busyNs: since(4e9),
		threads, restartableThreads: Math.floor(threads * 0.4), userThreads: Math.floor(threads * 0.6),
	};
};

function reading(moment: Moment, machine: string, delivery: 'fred' | 'idt'): Reading {
	const {run: {cpus, threads, policies, comm, nothingGrown, failing}, timeNs} = moment;
	const pace = (figure: number, perSecond: number) => perCpu(cpus, cpu => grownCount(moment, cpu, figure, perSecond));
	const userFaults = pace(22, 240);
	const log: LogEntry[] = nothingGrown
		? []
		: Array.from({length: 40}, (_, index) => {
			const kinds = failing ? ['grown', 'poolEmpty', 'grown-in-interrupt', 'growthInNmi', 'overflow'] as const : ['grown', 'grown', 'grown', 'grown-in-interrupt'] as const;
			return {
				timeNs: Math.max(0, timeNs - ((40 - index) * 61_300_000)), cpu: Math.floor(noise(index, 41) * cpus), tid: 100 + index, comm: `${comm}${comms[index % comms.length]}/${index}`,
				policy: policies[index % policies.length]!, kind: kinds[Math.floor(noise(index, 42) * kinds.length)]!, depthBytes: 4096 + (Math.floor(noise(index, 43) * 600) * 8), pages: 2,
			};
		});
	return {
		schemaVersion: 1, timeNs, digest: '', seed: 7, engine: 'exact', machine, workload: 'database', delivery, cpus, threadRows: threads,
		memory: {
			state: failing ? 'empty' : 'calm', totalKiB: 786_432 * 1024, freeKiB: failing ? 21_000 : 3_980_000, minKiB: 114_688, lowKiB: 919_000, highKiB: 1_724_000,
			failShare: failing ? 0.2 : 0, starved: false,
		},
		stackOffset: true, forkTimes: 1, nmiPerSecond: 1, totals: fakeTotals(moment, userFaults),
		classes: [{name: 'worker', kind: 'user', rows: threads, bursts: Math.floor(timeNs / 1e4), busyNs: timeNs * 4}],
		policies: policies.map(name => policyReading(moment, name)),
		perCpu: {
			stacks: perCpu(cpus, cpu => Math.floor(threads / cpus * (0.8 + (0.4 * noise(cpu, 5))))),
			contextSwitches: pace(20, 2400), visits: pace(21, 30_000), userFaults, asyncPageFaults: pace(22, 0),
			kernelInterrupts: pace(23, 400), nmis: pace(6, 1), forks: pace(24, 1), exits: pace(25, 1), migrations: pace(28, 20),
			busyNs: perCpu(cpus, cpu => Math.floor(timeNs * (0.2 + (0.7 * noise(cpu, 26))))),
			deepestBytes: perCpu(cpus, cpu => 2400 + (Math.floor(noise(cpu, 27) * 260) * 8)), online: perCpu(cpus, () => 1),
		},
		log,
	};
}

function history(run: Moment['run'], timeNs: number): History {
	const stepNs = 250_000_000;
	const count = Math.min(run.samples, Math.floor(timeNs / stepNs));
	const times = Array.from({length: count}, (_, index) => timeNs - ((count - 1 - index) * stepNs));
	const wobble = (value: number, index: number, figure: number) => Math.floor(value * (1 + (0.02 * noise(index, figure))));
	const readings = times.map(time => run.policies.map(name => policyReading({run, timeNs: time}, name)));
	const columns: HistoryColumns = {
		userFaults: times.map((time, index) => wobble(time / 1e6, index, 99)),
		freeKiB: times.map((_, index) => run.failing && noise(index, 61) < 0.3
			? 60_000 + Math.floor(noise(index, 62) * 800_000) * Math.round(noise(index, 63))
			: 3_400_000 + Math.floor(noise(index, 64) * 900_000)),
		policies: run.policies.map((_, policy) => Object.fromEntries(followedFigures.map((figure, number) => {
			const values = readings.map(row => row[policy]![figure]);
			return [figure, figure.endsWith('KiB') ? values : values.map((value, index) => wobble(value, index, number))];
		})) as Record<FollowedFigure, number[]>),
	};
	const growth = (values: readonly number[]) => values.map((value, index) => value - (values[index - 1] ?? value));
	const seen: HistoryColumns = {
		userFaults: growth(columns.userFaults),
		freeKiB: columns.freeKiB,
		policies: columns.policies.map(policy => Object.fromEntries(followedFigures.map(figure => [
			figure,
			figure.endsWith('KiB') ? policy[figure] : growth(policy[figure]),
		])) as Record<FollowedFigure, number[]>),
	};
	return {stepNs, lookNs: stepNs, timeNs: times, ...columns, least: seen, most: seen};
}

/** Row `index` of the list of threads, deepest first, whatever the order asked for. */
function threadRow({run: {cpus, comm, policies, nothingGrown}}: Moment, index: number, total: number): ThreadRow {
	const high = Math.max(400, Math.floor((nothingGrown ? 3900 : 9100) / (1 + (index / 40)) / 8) * 8);
	return {
		tid: 1 + Math.floor(noise(index, 50) * total * 2),
		comm: `${comm}${comms[index % comms.length]}/${index % 97}`,
		className: comms[index % comms.length]!,
		cpu: Math.floor(noise(index, 51) * cpus),
		state: noise(index, 52) < 0.1 ? 'R' : 'S', pages: policies.map(policy => policy === 'fixed' ? 4 : Math.min(4, Math.ceil(high / 4096))),
		highWaterBytes: high, sleepDepthBytes: 600 + (Math.floor(noise(index, 53) * 100) * 8), deepPath: paths[index % paths.length]!,
		faults: policies.map(policy => policy === 'fixed' ? 0 : Math.min(4, Math.ceil(high / 4096)) - 1), depthBytes: 600 + (Math.floor(noise(index, 54) * 100) * 8),
		ageNs: 1e9 * Math.floor(noise(index, 55) * 5000), path: noise(index, 52) < 0.03 ? undefined : paths[(index + 3) % paths.length]!,
	};
}

function threadPage(moment: Moment, query: ThreadQuery): ThreadPage {
	const {threads: rows} = moment.run;
	const count = Math.max(0, Math.min(query.count, rows - query.offset));
	return {
		query,
		offset: query.offset,
		total: rows,
		matched: rows,
		live: rows,
		groups: [],
		followed: undefined,
		rows: Array.from({length: count}, (_, index) => threadRow(moment, query.descending ? query.offset + index : rows - 1 - query.offset - index, rows)),
	};
}

/** A feed for tests of the board. Commands are kept in `sent`; those of the clock and for threads are obeyed. */
export function fakeFeed(run: FakeRun = {}): FakeFeed {
	const {cpus = 16, policies = ['fred-pf', 'ist-pf', 'fixed'], threads = 5900, nothingGrown = false, failing = false, samples = 120, comm = '', machine: changes = {}} = run;
	const full = {cpus, policies, threads, nothingGrown, failing, samples, comm, timeNs: run.timeNs ?? 12_400_000_000};
	const machine = machineOf(cpus, threads, changes);
	const scenario: Scenario = {
		machine, policies, delivery: 'fred', seed: 7, costs,
		workload: {
			name: 'database', title: 'a database', paths: [], classes: [], randomStackOffset: true, provenance: [],
			events: {
				userFaults: {per1kVisits: 1, atomicShare: 0, depthBins: [1], handler: [], kinds: []},
				interrupts: {eventPer1kVisits: 1, nestedPerTaskHit: 0, tickKernelShare: 0, tickUserShare: 0, depthBins: [1], fromUserDepthBins: [1], switchWindowShare: 0.01, rescheduleShare: 0},
				nmis: {perBusyCpuSecond: 1, fromUserDepthBins: [1]}, contexts: {lockedShare: 0.15, irqsOffShare: 0.02}, switches: {deepPerMillion: 0},
				memory: {atomicFailShare: 0, chargeFailShare: 0, asyncFaultsPerBusyCpuSecond: 0},
			},
		},
	};
	const listeners = new Set<() => void>();
	const sent: PlayerCommand[] = [];
	let {timeNs} = full;
	let state: PlayerState = {mode: 'live', speed: 1, realTimeFactor: 3.1, ended: false, behindNs: 0, lastAction: undefined, alarms: [], ...run.state};
	let delivery: 'fred' | 'idt' = 'fred';
	let query: ThreadQuery | undefined;
	let cpu: number | undefined;
	let tid: number | undefined;
	const core = () => cpu === undefined ? undefined : fakeCore({cpu, timeNs, thread: {...threadRow({run: full, timeNs}, 3 + cpu, threads), cpu}, idle: nothingGrown});
	const make = (): PlayerFrame => {
		const moment = {run: full, timeNs};
		return {
			reading: reading(moment, machine.name, delivery),
			before: undefined,
			state,
			history: history(full, timeNs),
			threads: query && threadPage(moment, query),
			core: core(),
			thread: tid === undefined ? undefined : fakeThread({...threadRow(moment, tid % 7, threads), tid}),
		};
	};

	let frame = make();
	const publish = (change: Partial<PlayerFrame>) => {
		frame = {...frame, ...change};
		for (const listener of listeners) {
			listener();
		}
	};

	return {
		scenario,
		sent,
		latest: () => frame,
		listeners: () => listeners.size,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		advance(ns) {
			timeNs += ns;
			publish(make());
		},
		set(change) {
			state = {...state, ...change};
			publish({state});
		},
		send(asked) {
			sent.push(asked);
			const command = settled(asked, state);
			switch (command.kind) {
				case 'pause': {
					state = {...state, mode: 'paused', realTimeFactor: 0};
					break;
				}

				case 'resume': {
					state = {...state, mode: 'live', realTimeFactor: 3.1};
					break;
				}

				case 'step': {
					state = {...state, mode: 'step', realTimeFactor: 0};
					break;
				}

				case 'speed': {
					state = {...state, speed: command.speed};
					break;
				}

				case 'record':
				case 'step-back':
				case 'seek':
				case 'seek-by':
				case 'now':
				case 'backward':
				case 'search': {
					return;
				}

				case 'threads': {
					({query} = command);
					publish({threads: query && threadPage({run: full, timeNs}, query)});
					return;
				}

				case 'core': {
					({cpu} = command);
					publish({core: core()});
					return;
				}

				case 'thread': {
					({tid} = command);
					publish(make());
					return;
				}

				case 'action': {
					if (command.action.kind === 'delivery') {
						const {action: {delivery: wanted}} = command;
						const other = delivery === 'fred' ? 'idt' : 'fred';
						delivery = wanted === 'other' ? other : wanted;
					}

					publish({reading: {...frame.reading, delivery}});
					return;
				}
			}

			publish({state});
		},
	};
}
