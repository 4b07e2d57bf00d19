import {z} from 'zod';
import type {MachineDescription, Provenance} from '../../machine/index.js';
import {findFixture} from './find-fixture.js';
import {readYaml} from './yaml.js';

const status = z.enum(['published', 'measured', 'derived', 'calibrated', 'assumed']);

const provenance = z.array(z.strictObject({about: z.string(), status, source: z.string()}));

/** A row of the table of the 2024 cover letter: what its author read on an idle machine. */
const publishedRow = z.strictObject({
	source: z.string(),
	stacks: z.int().min(1),
	regularKiB: z.int().min(1),
	dynamicKiB: z.int().min(1),
	savedPercent: z.number().min(0).max(100),
});

/** Two counters of /proc/vmstat by their names in the kernel, in KiB. */
const publishedCounters = z.strictObject({
	source: z.string(),
	nr_kernel_stack: z.int().min(1),
	nr_dynamic_stacks_faults: z.int().min(0),
	tasks: z.int().min(1),
	savedKiB: z.int().min(0),
});

const machineSchema = z.strictObject({
	name: z.string().min(1),
	title: z.string().min(1),
	cpus: z.int().min(1).max(512),
	coresPerSocket: z.int().min(1).max(512),
	threadsPerCore: z.int().min(1).max(2),
	coresPerComplex: z.int().min(1).max(512),
	clockGHz: z.number().min(0.1).max(10),
	memoryMiB: z.int().min(64).max(67_108_864),
	tickHz: z.int().min(100).max(1000),
	hasFred: z.boolean(),
	threads: z.int().min(1).max(1_000_000),
	grownPages: z.int().min(0).max(15_000_000),
	threadSizeKiB: z.union([z.literal(8), z.literal(16), z.literal(32), z.literal(64)]).describe('8, 16, 32 or 64'),
	published: z.union([publishedRow, publishedCounters]).optional(),
	provenance,
});

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
};

/**
The machine with other CPUs or threads.
Grown pages follow the threads in proportion (rounded): the share of grown stacks is what was calibrated, not their count.
*/
export const overrideMachine = (machine: MachineDescription, {cpus, threads}: MachineOverrides): MachineDescription => {
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

	return {
		...machine,
		cpus: cpus ?? machine.cpus,
		threads: threads ?? machine.threads,
		grownPages,
		provenance: [...machine.provenance, ...notes],
	};
};
