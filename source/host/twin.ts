import type {DeliveryKind, MachineDescription, PolicyName, Provenance, WorkloadDescription} from '../../machine/index.js';
import {type Census, mostCpus} from './census.js';
import type {Host} from './read-host.js';
import {mostThreads} from './read-threads.js';
import {grownPagesOf, twinMachine} from './twin-machine.js';
import type {Pace} from './twin-pace.js';
import {twinWorkload} from './twin-workload.js';

/** A simulated box with the CPUs, threads and pace of a real one. */
export type Twin = {
	/** The box with few, likely and many pages beyond the first: what no kernel with fixed stacks can tell. */
	readonly machines: {readonly low: MachineDescription; readonly likely: MachineDescription; readonly high: MachineDescription};
	readonly workload: WorkloadDescription;
	readonly census: Census;
	readonly pace: Pace;
	/** Where the figures of this box come from. */
	readonly provenance: readonly Provenance[];
	/** What was cut or filled in, a line each. */
	readonly notes: readonly string[];
	/** How the box delivers events, and the policies that fit that. */
	readonly delivery: DeliveryKind;
	readonly policies: readonly PolicyName[];
};

/** Policies of a twin when nobody asks for others: what runs on the box without other hardware. */
const policiesOn: Readonly<Record<DeliveryKind, readonly PolicyName[]>> = {
	fred: ['fred-pf', 'accessed-switch', 'fixed'],
	idt: ['ist-pf', 'accessed-switch', 'fixed'],
};

/** The twin of a box. */
export const twinOf = (host: Host): Twin => {
	const made = twinWorkload(host);
	const {pages, provenance: source} = grownPagesOf(host, made, host.config?.threadSizeKiB ?? 16);
	const machine = (count: number): MachineDescription => twinMachine(host, made, {pages: count, provenance: source});
	const likely = machine(pages.likely);
	const delivery = host.processor.hasFred ? 'fred' : 'idt';
	return {
		machines: {low: machine(pages.low), likely, high: machine(pages.high)},
		workload: made.workload,
		census: made.census,
		pace: made.pace,
		provenance: [...made.provenance, ...likely.provenance],
		notes: notesOn(host, made.census),
		delivery,
		policies: policiesOn[delivery],
	};
};

const notesOn = ({counters, processor, threads}: Host, {hidden, stacks, stacksOfBox, stacksByMeminfo, supposedKernelThreads}: Census): string[] => [
	...processor.isX86 ? [] : ['This is no x86 box: the policies are about x86-64, so what they would do here is a what-if.'],
	...counters.cpus.length > mostCpus ? [`This box has ${counters.cpus.length} CPUs: its threads are put on ${mostCpus}, the most of a twin.`] : [],
	...threads.isCut ? [`This box has more than ${mostThreads} threads: the others are left out.`] : [],
	...hidden === 0
		? []
		: [
			`/proc shows only part of this box (${threads.count} threads; KernelStack holds ${stacksByMeminfo!} stacks), as in a container or with hidepid.`
			+ ` The twin is scaled up to ${stacks} stacks${supposedKernelThreads === 0 ? '' : `, ${supposedKernelThreads} of them kernel threads as on an idle server`}.`,
		],
	...threads.isCut || stacks === stacksOfBox ? [] : [`The twin holds ${stacks} of ${stacksOfBox} stacks, the most it can: every group of threads is smaller in proportion.`],
];
