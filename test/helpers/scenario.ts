import type {CallPath, CostTable, EventMix, MachineDescription, Scenario, ThreadClass} from '../../machine/index.js';

/** A path of one frame. */
export const path = (name: string, depthBytes: number): CallPath => ({name, frames: [{fn: name, bytes: depthBytes}], depthBytes});

/** Every step that a bill names costs 100 cycles, 50 to 200. */
export const flatCosts: CostTable = new Proxy({}, {get: () => ({low: 50, likely: 100, high: 200, status: 'assumed', source: 'test'})});

export const smallPaths: readonly CallPath[] = [
	path('shallow', 704),
	path('middle', 1504),
	path('deep', 2504),
	path('deeper', 3304),
	path('over', 4504),
	path('far over', 8504),
];

export const workerClass: ThreadClass = {
	name: 'worker',
	comm: 'worker/%n',
	kind: 'user',
	count: {share: 1},
	common: [{path: 0, weight: 3}, {path: 1, weight: 1}],
	deep: [{path: 2, weight: 0.7}, {path: 3, weight: 0.25}, {path: 4, weight: 0.05}],
	deepShare: 0.2,
	rare: [{path: 5, perMillionVisits: 20}],
	sleepPath: 1,
	restartableSleep: true,
	visitsPerBurst: 4,
	burstUs: 20,
	sleepMs: 5,
	lifeVisits: 0,
	respawnMs: 0,
	migrateShare: 0.05,
	takesGrownPages: true,
};

export const kernelClass: ThreadClass = {
	...workerClass,
	name: 'kworker',
	restartableSleep: false,
	comm: 'kworker/%c:0',
	kind: 'kernel',
	count: {perCpu: 2},
	deep: [{path: 2, weight: 1}],
	rare: [],
	visitsPerBurst: 1,
	sleepMs: 50,
	takesGrownPages: false,
};

/** Processes that live some thirty system calls. */
export const toolClass: ThreadClass = {...workerClass, name: 'tool', comm: 'tool', lifeVisits: 30, respawnMs: 3, takesGrownPages: false};

const bins = (...weights: number[]): number[] => weights;

export const smallEvents: EventMix = {
	userFaults: {
		per1kVisits: 30,
		atomicShare: 0.1,
		depthBins: bins(0, 1, 2, 4, 4, 2, 1),
		handler: [{name: 'anonymous page', bytes: 900, weight: 9}, {name: 'reclaim', bytes: 3200, weight: 1}],
		kinds: [{kind: 'anon_wr', weight: 1}],
	},
	interrupts: {
		eventPer1kVisits: 20,
		nestedPerTaskHit: 0.3,
		tickKernelShare: 0.5,
		tickUserShare: 0.4,
		depthBins: bins(0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.2, 0.1, 0.05),
		fromUserDepthBins: bins(0, 1, 2, 2, 1),
		rescheduleShare: 0.1,
		switchWindowShare: 0.01,
	},
	contexts: {lockedShare: 0.15, irqsOffShare: 0.02},
	switches: {deepPerMillion: 500},
	nmis: {perBusyCpuSecond: 5, fromUserDepthBins: bins(0, 1, 1, 1, 1)},
	memory: {atomicFailShare: 0, chargeFailShare: 0, asyncFaultsPerBusyCpuSecond: 0},
};

export const smallMachine: MachineDescription = {
	name: 'small',
	title: 'a small box for tests',
	cpus: 8,
	coresPerSocket: 4,
	threadsPerCore: 1,
	coresPerComplex: 2,
	clockGHz: 2.5,
	memoryMiB: 1024,
	tickHz: 250,
	hasFred: true,
	threads: 200,
	grownPages: 10,
	threadSizeKiB: 16,
	provenance: [],
};

/** Parts of a scenario to change. */
export type ScenarioChanges = {
	readonly machine?: Partial<MachineDescription>;
	readonly classes?: readonly ThreadClass[];
	readonly paths?: readonly CallPath[];
	readonly events?: Partial<EventMix>;
	readonly randomStackOffset?: boolean;
} & Partial<Pick<Scenario, 'policies' | 'delivery' | 'seed'>>;

/** A small busy box under all three policies. */
export const smallScenario = ({machine, classes, paths, events, randomStackOffset, ...rest}: ScenarioChanges = {}): Scenario => ({
	machine: {...smallMachine, ...machine},
	workload: {
		name: 'small',
		title: 'a small workload for tests',
		paths: paths ?? smallPaths,
		classes: classes ?? [kernelClass, workerClass, toolClass],
		events: {...smallEvents, ...events},
		randomStackOffset: randomStackOffset ?? true,
		provenance: [],
	},
	policies: ['fred-pf', 'ist-pf', 'fixed'],
	delivery: 'fred',
	seed: 1,
	costs: flatCosts,
	...rest,
});
