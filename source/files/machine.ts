import {z} from 'zod';
import type {MachineDescription, Provenance} from '../../machine/index.js';
import {about} from './about.js';
import {findFixture} from './find-fixture.js';
import {readYaml} from './yaml.js';

const status = z.enum(['published', 'measured', 'derived', 'calibrated', 'assumed']);

const provenance = about('Where each figure comes from; reports print it.', z.array(z.strictObject({
	about: about('Which figures.', z.string()),
	status: about('How they are known: calibrated figures were set so that results agree with published ones.', status),
	source: about('From where, and how.', z.string()),
})));

/** A row of the table of the 2024 cover letter: what its author read on an idle machine. */
const publishedRow = z.strictObject({
	source: about('Where it was printed.', z.string()),
	stacks: about('Kernel stacks.', z.int().min(1)),
	regularKiB: about('KiB of fixed stacks.', z.int().min(1)),
	dynamicKiB: about('KiB of dynamic stacks.', z.int().min(1)),
	savedPercent: about('What they save.', z.number().min(0).max(100)),
});

/** Two counters of /proc/vmstat by their names in the kernel, in KiB. */
const publishedCounters = z.strictObject({
	source: about('Where it was printed.', z.string()),
	nr_kernel_stack: about('KiB of kernel stacks.', z.int().min(1)),
	nr_dynamic_stacks_faults: about('KiB of pages that stacks grew by.', z.int().min(0)),
	tasks: about('Threads.', z.int().min(1)),
	savedKiB: about('KiB saved.', z.int().min(0)),
});

/** The range of figures that may be changed for one run. */
export const machineLimits = {memoryMiB: {min: 64, max: 67_108_864}, tickHz: {min: 100, max: 1000}} as const;

/** A machine as its file is written. */
export const machineSchema = about('A simulated box.', z.strictObject({
	name: about('Name, as it stands in reports.', z.string().min(1)),
	title: about('One line for reports and the board.', z.string().min(1)),
	cpus: about('Logical CPUs.', z.int().min(1).max(512)),
	coresPerSocket: about('Cores of one socket.', z.int().min(1).max(512)),
	threadsPerCore: about('Logical CPUs of a core: 2 with SMT.', z.int().min(1).max(2)),
	coresPerComplex: about('Cores below one last-level cache.', z.int().min(1).max(512)),
	clockGHz: about('Nominal clock.', z.number().min(0.1).max(10)),
	memoryMiB: about('Memory.', z.int().min(machineLimits.memoryMiB.min).max(machineLimits.memoryMiB.max)),
	tickHz: about('Timer ticks a second on a busy CPU (CONFIG_HZ).', z.int().min(machineLimits.tickHz.min).max(machineLimits.tickHz.max)),
	hasFred: about('Whether its processor has FRED; without it, FRED is a what-if.', z.boolean()),
	threads: about('Kernel stacks after boot.', z.int().min(1).max(1_000_000)),
	grownPages: about('Pages beyond the first that those stacks hold after boot, in all.', z.int().min(0).max(15_000_000)),
	threadSizeKiB: about('THREAD_SIZE of its kernel.', z.union([z.literal(8), z.literal(16), z.literal(32), z.literal(64)]).describe('8, 16, 32 or 64')),
	published: about('What its source printed, for kstacktop verify.', z.union([publishedRow, publishedCounters])).optional(),
	provenance,
}));

/** What a source printed about the machine, if anything. */
export type Published = z.output<typeof publishedRow> | z.output<typeof publishedCounters>;

/** A machine as its file describes it. */
export type MachineFile = {
	readonly file: string;
	readonly description: MachineDescription;
	readonly published: Published | undefined;
};

/** Reads a machine by the name of a fixture or the path of a YAML file. Throws an `InputError`. */
export const readMachine = (nameOrPath: string): MachineFile => {
	const file = findFixture('machines', nameOrPath);
	const yaml = readYaml(file, machineSchema);
	const {published, ...description} = yaml.value;
	const {threads, grownPages, threadSizeKiB, coresPerSocket, coresPerComplex} = description;
	const mostPages = threads * ((threadSizeKiB / 4) - 1);
	if (grownPages > mostPages) {
		throw yaml.problem(['grownPages'], `grownPages must be at most ${mostPages}: ${threads} threads cannot grow by more, found ${grownPages}`);
	}

	if (coresPerComplex > coresPerSocket) {
		throw yaml.problem(['coresPerComplex'], `coresPerComplex must be at most coresPerSocket (${coresPerSocket}), found ${coresPerComplex}`);
	}

	return {file, description, published};
};

/** What may be changed about a machine for one run. */
export type MachineOverrides = {
	readonly cpus?: number | undefined;
	readonly threads?: number | undefined;
	readonly memoryMiB?: number | undefined;
	readonly tickHz?: number | undefined;
};

/**
The machine with other CPUs, threads, memory or timer ticks.
Grown pages follow the threads in proportion (rounded): the share of grown stacks is what was calibrated, not their count.
*/
export const overrideMachine = (machine: MachineDescription, {cpus, threads, memoryMiB = machine.memoryMiB, tickHz = machine.tickHz}: MachineOverrides): MachineDescription => {
	const notes: Provenance[] = [];
	let {grownPages} = machine;
	if (cpus !== undefined && cpus !== machine.cpus) {
		notes.push({about: 'cpus', status: 'assumed', source: `Chosen for this run; the file says ${machine.cpus}.`});
	}

	if (threads !== undefined && threads !== machine.threads) {
		grownPages = Math.round(machine.grownPages * threads / machine.threads);
		notes.push({
			about: 'threads, grownPages',
			status: 'assumed',
			source: `Threads chosen for this run; the file says ${machine.threads}. Grown pages scaled in proportion, from ${machine.grownPages} to ${grownPages}.`,
		});
	}

	for (const [about, chosen] of Object.entries({memoryMiB, tickHz})) {
		const said = machine[about as 'memoryMiB' | 'tickHz'];
		if (chosen !== said) {
			notes.push({about, status: 'assumed', source: `Chosen for this run; the file says ${said}.`});
		}
	}

	return {
		...machine,
		memoryMiB,
		tickHz,
		cpus: cpus ?? machine.cpus,
		threads: threads ?? machine.threads,
		grownPages,
		provenance: [...machine.provenance, ...notes],
	};
};
