import test from 'ava';
import {type Action, Machine, type PolicyReading, type ThreadClass} from '../../../machine/index.js';
import {loadCosts} from '../../../source/files/costs.js';
import {path, smallEvents, smallScenario, type ScenarioChanges, toolClass, workerClass} from '../../helpers/scenario.js';

/**
For each proposal a box on which it is the best of its rivals in something that matters, and one on which it is the worst.
All of them see the same stream; only the figure that decides is compared, and strictly.
*/
const costs = loadCosts(undefined);

/** Threads that sleep in futex or poll and hardly run. */
const sleeper: ThreadClass = {...workerClass, name: 'sleeper', rare: [], deep: [{path: 2, weight: 1}], sleepMs: 200};
/** The same in waits for I/O, which cannot be restarted. */
const waiter: ThreadClass = {...sleeper, name: 'waiter', restartableSleep: false};
/** One system call a wake-up, and off again: many context switches. */
const switcher: ThreadClass = {...sleeper, name: 'switcher', sleepMs: 0.2, burstUs: 3, visitsPerBurst: 1};
/** Long bursts of many short calls: many entries, few switches. */
const caller: ThreadClass = {...sleeper, name: 'caller', sleepMs: 2, burstUs: 400, visitsPerBurst: 400};
/** Short-lived threads whose every life goes deep. */
const deepTool: ThreadClass = {...toolClass, name: 'deep-tool', deep: [{path: 5, weight: 1}], rare: [], respawnMs: 0.5, sleepMs: 0.5};
/** Threads that went deep once, and sleep in a shallow place since. */
const onceDeep: ThreadClass = {...waiter, name: 'once-deep', deep: [{path: 5, weight: 1}], deepShare: 0.01};

const calm = {
	userFaults: {...smallEvents.userFaults, per1kVisits: 0},
	interrupts: {...smallEvents.interrupts, eventPer1kVisits: 0, tickKernelShare: 0, tickUserShare: 1, fromUserDepthBins: [1]},
	nmis: {perBusyCpuSecond: 0, fromUserDepthBins: [1]},
	switches: {deepPerMillion: 0},
};

type Box = ScenarioChanges & {readonly actions?: readonly Action[]; readonly seconds?: number};

const sleepers: Box = {classes: [sleeper], events: calm};
const waiters: Box = {classes: [waiter], events: calm};
const switching: Box = {classes: [switcher], events: calm};
const calling: Box = {classes: [caller], events: calm, machine: {threads: 40}};
const growing: Box = {classes: [deepTool], events: calm};
const starvedGrowing: Box = {...growing, actions: [{kind: 'starve-refill', on: true}], seconds: 0.2};
const formerlyDeep: Box = {classes: [onceDeep], events: calm, machine: {grownPages: 0}, seconds: 4};
/** Interrupts with long frames on stacks that are close to the end of their page. */
const interrupted: Box = {
	paths: [path('almost a page', 3080)],
	classes: [{...workerClass, common: [{path: 0, weight: 1}], deep: [{path: 0, weight: 1}], rare: [], sleepPath: 0, takesGrownPages: false}],
	events: {...calm, interrupts: {...smallEvents.interrupts, eventPer1kVisits: 400, depthBins: [...Array.from({length: 14}, () => 0), 1, 1], fromUserDepthBins: [1], switchWindowShare: 0}},
};
/** NMIs that find user mode and need more than a page. */
const nmiStorm: Box = {classes: [caller], events: {...calm, nmis: {perBusyCpuSecond: 500, fromUserDepthBins: [...Array.from({length: 17}, () => 0), 1]}}, machine: {threads: 40}};
/** Calls deeper than 16 KiB. */
const recursing: Box = {...sleepers, actions: [{kind: 'deep-call', tid: 1, depthBytes: 20_000}, {kind: 'deep-call', tid: 2, depthBytes: 20_000}]};
/** Forty deep calls that nobody may have asked for, while others grow. */
const unasked: Box = {
	...growing,
	classes: [{...deepTool, deep: [{path: 5, weight: 1}]}],
	actions: Array.from({length: 40}, (_, index) => ({kind: 'deep-call' as const, tid: index + 1, depthBytes: 14_000})),
};

/** User memory touched for the first time all the time, and interrupts with it: faults and interrupts to move. */
const touching: Box = {classes: [caller], machine: {threads: 40}, events: {
	...calm,
	userFaults: {...smallEvents.userFaults, per1kVisits: 300, handler: [{name: 'page', bytes: 900, weight: 1}]},
	interrupts: {...calm.interrupts, eventPer1kVisits: 300, depthBins: [1]},
}};

const run = (policies: readonly string[], {actions = [], seconds = 1, ...changes}: Box): Map<string, PolicyReading> => {
	const machine = new Machine({...smallScenario({...changes, policies}), costs});
	for (const action of actions) {
		machine.apply(action);
	}

	machine.advance(seconds * 1e9);
	return new Map(machine.read().policies.map(policy => [policy.name, policy]));
};

/** What decides, the smaller the better. */
const figures = {
	'net memory': (policy: PolicyReading) => policy.netKiB,
	'CPU time': (policy: PolicyReading) => policy.costCycles.likely,
	deaths: (policy: PolicyReading) => policy.failures,
	'lost events': (policy: PolicyReading) => policy.eventsLost,
	waiting: (policy: PolicyReading) => policy.waitNs,
	headroom: (policy: PolicyReading) => -policy.headroomBytes,
} as const;
type FigureName = keyof typeof figures;

type Row = readonly [policy: string, rank: 'best' | 'worst', figure: FigureName, where: string, box: Box, rivals: readonly string[]];

const faulting = ['double-fault', 'global-reserve', 'fred-pf', 'ist-pf', 'probe'];
const without = (name: string, names: readonly string[]): string[] => names.filter(one => one !== name);

const rows: readonly Row[] = [
	['fixed', 'best', 'CPU time', 'where everything switches and calls all the time', switching, ['accessed-switch', 'below-sp', 'entry']],
	['fixed', 'worst', 'net memory', 'where everybody sleeps', sleepers, ['fred-pf', 'accessed-switch', 'below-sp', 'entry', 'ensure:size=16', 'fixed:size=8']],
	['fixed:size=8', 'best', 'net memory', 'against other sizes of fixed stacks', sleepers, ['fixed', 'fixed:size=12', 'fixed:size=32']],
	['fixed:size=8', 'worst', 'deaths', 'where a call goes 8.5 KB deep', growing, ['fixed', 'fixed:size=12', 'fred-pf']],
	['double-fault', 'worst', 'lost events', 'where interrupts find stacks near the end of a page', interrupted, ['fred-pf', 'ist-pf', 'probe', 'fixed', 'accessed-switch']],
	['double-fault', 'best', 'net memory', 'against other stack faults, on a box with few threads a CPU', {...sleepers, machine: {threads: 40}}, ['global-reserve', 'fred-pf', 'ist-pf', 'probe']],
	['global-reserve', 'best', 'deaths', 'where one call needs more than a pool of two, with the box at rest', {...growing, machine: {cpus: 2, threads: 20}}, ['double-fault:pool=1']],
	['global-reserve:pool=1', 'worst', 'CPU time', 'where pools are too small and every other page comes from the reserve', growing, ['double-fault:pool=1', 'fred-pf', 'ist-pf', 'probe']],
	['fred-pf', 'best', 'CPU time', 'among stack faults that lose no event, where stacks grow and little else happens', growing, ['ist-pf', 'probe']],
	['fred-pf', 'worst', 'CPU time', 'where user memory is touched and interrupts come all the time', touching, without('fred-pf', faulting.map(name => name === 'probe' ? 'probe:calls=0' : name))],
	['ist-pf', 'best', 'CPU time', 'against v2 on FRED, where there is much to move', touching, ['fred-pf']],
	['ist-pf', 'worst', 'CPU time', 'against fewer traps, where stacks grow', growing, ['fred-pf', 'accessed-switch']],
	['accessed-switch', 'best', 'deaths', 'where refills are starved and stacks must grow', starvedGrowing, ['fred-pf', 'ist-pf']],
	['accessed-switch', 'worst', 'waiting', 'at the same place: who cannot die waits', starvedGrowing, ['fred-pf', 'ist-pf', 'fixed', 'probe']],
	[
		'accessed-shrinker',
		'best',
		'CPU time',
		'of those that look at Accessed bits or stack pointers, where everything switches',
		switching,
		['accessed-switch', 'below-sp', 'entry', 'accessed-switch:latch=0'],
	],
	['accessed-shrinker', 'worst', 'net memory', 'before memory is ever short', sleepers, ['accessed-switch', 'below-sp', 'entry', 'fred-pf']],
	['below-sp', 'best', 'net memory', 'where threads went deep once and wait for I/O since', formerlyDeep, ['accessed-switch', 'fred-pf', 'ist-pf', 'double-fault', 'entry', 'fixed']],
	['below-sp', 'worst', 'CPU time', 'where everything switches', switching, ['accessed-switch', 'accessed-shrinker', 'fred-pf', 'ist-pf']],
	['entry', 'best', 'net memory', 'where everybody sleeps in futex and poll', sleepers, ['accessed-switch', 'below-sp', 'fred-pf', 'double-fault', 'ensure:size=16']],
	['entry', 'worst', 'net memory', 'where everybody waits for I/O', waiters, ['accessed-switch', 'below-sp', 'fred-pf', 'double-fault']],
	['ensure', 'best', 'deaths', 'where calls go deeper than 16 KiB', recursing, ['fixed', 'fred-pf', 'accessed-switch', 'probe', 'below-sp']],
	['ensure:covered=50', 'worst', 'deaths', 'where deep calls do not ask', unasked, ['fixed', 'fred-pf', 'accessed-switch', 'below-sp']],
	['probe', 'best', 'deaths', 'where refills are starved: what may sleep waits', starvedGrowing, ['fred-pf', 'ist-pf']],
	['probe', 'worst', 'CPU time', 'where everybody calls and nobody grows', calling, ['fred-pf', 'ist-pf', 'double-fault', 'accessed-switch']],
];

for (const [name, rank, figure, where, box, rivals] of rows) {
	test(`${name} is the ${rank} in ${figure} ${where}`, t => {
		const readings = run([name, ...rivals], box);
		const value = figures[figure];
		const own = value(readings.get(name)!);
		for (const rival of rivals) {
			const other = value(readings.get(rival)!);
			t.true(rank === 'best' ? own < other : own > other, `${name} ${own}, ${rival} ${other}`);
		}
	});
}
