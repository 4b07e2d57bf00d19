import type {CallPath, EventMix, Provenance, ThreadClass, WorkloadDescription} from '../../machine/index.js';
import {loadWorkload} from '../files/workload.js';
import {type Census, takeCensus} from './census.js';
import type {Host} from './read-host.js';
import {findClass, paced, twinClasses, type TwinClass} from './twin-classes.js';
import {type Pace, paceOf} from './twin-pace.js';

/** A box's workload, and what was found out on the way. */
export type TwinWorkload = {
	readonly workload: WorkloadDescription;
	readonly census: Census;
	readonly pace: Pace;
	/** Threads of the twin: the stacks of the box, and places for processes that come and go. */
	readonly threads: number;
	/** Where the figures of this box come from; those of the workloads it builds on are only in the workload itself. */
	readonly provenance: readonly Provenance[];
};

/** The workload of a box: its own threads and pace, with the depths and events of the workloads `idle` and, for processes that come and go, `forks`. */
export const twinWorkload = (host: Host): TwinWorkload => {
	const idle = loadWorkload('idle');
	// It extends idle, so that one table of paths serves both.
	const base = loadWorkload('forks');
	const census = takeCensus(host, idle.classes);
	const paths: CallPath[] = [...base.paths];
	const classes = twinClasses(census, base, paths);
	const tool = findClass(base, 'process');
	const visitsPerLife = tool.lifeVisits + tool.visitsPerBurst - 1; // A life ends with the burst in which its visits are used up
	const burstsPerLife = visitsPerLife / tool.visitsPerBurst;
	const pace = paceOf(host, classes, {burstsPerLife, burstUs: tool.burstUs});
	const provenance = provenanceOf(host, census, classes, pace);
	const shortLived = spawning(tool, burstsPerLife, pace);
	const visitsOfSeen = classes.reduce((sum, {item, count, burstsPerS}) => sum + (item.kind === 'user' ? count * burstsPerS * pace.rateFactor * item.visitsPerBurst : 0), 0);
	const visitsOfShort = pace.forksPerS * visitsPerLife;
	return {
		workload: {
			name: 'host',
			title: 'What runs on this box',
			paths,
			classes: [findClass(base, 'swapper'), ...classes.map(item => paced(item, pace)), ...shortLived === undefined ? [] : [shortLived.item]],
			events: mixEvents(idle.events, base.events, visitsOfShort === 0 ? 0 : visitsOfShort / (visitsOfSeen + visitsOfShort)),
			randomStackOffset: host.stackOffset?.isOn ?? true,
			provenance: [...provenance, ...base.provenance],
		},
		census,
		pace,
		threads: census.stacks + (shortLived?.rows ?? 0),
		provenance,
	};
};

/** The class of processes that come and go, in as few rows as such lives need; undefined when nothing is forked. */
const spawning = (tool: ThreadClass, burstsPerLife: number, {forksPerS, burstFactor}: Pace): {item: ThreadClass; rows: number} | undefined => {
	if (forksPerS === 0) {
		return undefined;
	}

	const burstUs = Math.min(100_000, Math.max(0.1, tool.burstUs * burstFactor));
	const lifeMs = burstsPerLife * burstUs / 1000 + (burstsPerLife - 1) * tool.sleepMs;
	const rows = Math.ceil(forksPerS * lifeMs / 1000);
	return {
		item: {...tool, name: 'short-lived', comm: 'forked-%n', count: {box: rows}, burstUs, respawnMs: rows * 1000 / forksPerS - lifeMs},
		rows,
	};
};

/** Rates of page faults and interrupts per visit, in proportion to who makes the visits; where they hit is told by who makes most of them. */
const mixEvents = (idle: EventMix, forks: EventMix, shareOfShort: number): EventMix => {
	const most = shareOfShort > 0.5 ? forks : idle;
	const mix = (ofIdle: number, ofForks: number): number => ofIdle * (1 - shareOfShort) + ofForks * shareOfShort;
	return {
		...most,
		userFaults: {...most.userFaults, per1kVisits: mix(idle.userFaults.per1kVisits, forks.userFaults.per1kVisits)},
		interrupts: {...most.interrupts, eventPer1kVisits: mix(idle.interrupts.eventPer1kVisits, forks.interrupts.eventPer1kVisits)},
	};
};

const provenanceOf = ({threads, stackOffset}: Host, {hidden, supposedKernelThreads}: Census, classes: readonly TwinClass[], {switchesPerS, forksPerS}: Pace): Provenance[] => [
	{
		about: 'names and numbers of threads, kernel threads by class',
		status: 'measured',
		source: '/proc/[pid]/task/[tid]/stat of this box; the idle task of each CPU, which /proc does not list, is added',
	},
	...hidden === 0
		? []
		: [{
			about: `${hidden} threads that /proc does not show`,
			status: 'assumed' as const,
			source: `KernelStack of /proc/meminfo holds that many stacks more; ${[
				...supposedKernelThreads === 0 ? [] : [`${supposedKernelThreads} of them taken for kernel threads as on an idle server`],
				...supposedKernelThreads === hidden ? [] : [`${hidden - supposedKernelThreads} for user threads${threads.count === 0 ? '' : ' like those that are seen'}`],
			].join(', ')}`,
		}],
	...classes.some(({isPaced}) => isPaced)
		? [{
			about: 'how often threads of each class run, and for how long',
			status: 'measured' as const,
			source: '/proc/[pid]/task/[tid]/schedstat over the life of each thread; threads that never ran, or came just now, as on an idle server',
		}]
		: [],
	...switchesPerS === undefined
		? []
		: [{
			about: 'pace of all classes together',
			status: 'calibrated' as const,
			source: `to ${switchesPerS.toFixed(1)} context switches a second and the busy time of the CPUs, both means since boot (/proc/stat)`,
		}],
	...forksPerS === 0
		? []
		: [{
			about: `${forksPerS.toPrecision(3)} forks a second`,
			status: 'measured' as const,
			source: '/proc/stat, mean since boot; what is forked is taken for short-lived tools as in the workload forks (assumed: the box does not count how long they live)',
		}],
	stackOffset === undefined
		? {about: 'random stack offset, on', status: 'assumed', source: 'as kernels have it by default; neither command line nor configuration tells'}
		: {about: `random stack offset, ${stackOffset.isOn ? 'on' : 'off'}`, status: 'measured', source: stackOffset.source},
	...threads.placed === 0
		? []
		: [{
			about: `where ${threads.placed} of ${threads.userThreads} user threads wait, and whether such a wait can be restarted`,
			status: 'measured' as const,
			source: `/proc/[pid]/task/[tid]/${threads.waits}: functions only; how deep the stack is there is that of the workload idle`,
		}],
];
