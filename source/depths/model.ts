import path from 'node:path';
import {z} from 'zod';
import {fixturesRoot} from '../files/find-fixture.js';
import {readYaml} from '../files/yaml.js';
import {kernelName} from './measured.js';

/** How many system calls shape a mark: see fixtures/depths/classes.yaml. */
const lineage = z.strictObject({deepest: z.int().min(0), near: z.int().min(0), belowBytes: z.int().min(0)});

export const lineageNames = ['kernel', 'short', 'long'] as const;
export type LineageName = (typeof lineageNames)[number];

const pattern = z.string().transform(text => new RegExp(text, 'u'));

const group = z.strictObject({
	name: z.string(),
	class: z.string(),
	part: z.string().optional(),
	kind: z.enum(['user', 'kernel', 'irq-stack']),
	comm: pattern,
	when: z.enum(['live', 'ended']).optional(),
	lineage: z.enum(lineageNames),
	alike: z.number().min(0).max(1).default(0),
});

const deepPath = z.strictObject({
	name: z.string(),
	workloads: pattern,
	about: z.string(),
	groups: z.array(z.array(z.string()).min(1)).min(1),
});

const classesSchema = z.strictObject({
	lineages: z.strictObject({kernel: lineage, short: lineage, long: lineage}),
	groups: z.array(group).min(1),
	deepPaths: z.array(deepPath),
	unseenBytes: z.number().min(0),
	rateSpread: z.strictObject({
		perFork: z.number(), perRun: z.number(), perCall: z.number(), interrupts: z.number(),
	}),
	knownLimits: z.array(z.strictObject({run: pattern, figure: pattern, reason: z.string()})),
	faultsBy: z.record(z.string(), z.enum(['perFork', 'perRun'])),
	provenance: z.array(z.strictObject({about: z.string(), status: z.string(), source: z.string()})),
});

/** The hand-written part of the depth model: who is alike, and which deep paths a workload adds. */
export type DepthClasses = z.output<typeof classesSchema>;
/** Threads that are alike. */
export type Group = DepthClasses['groups'][number];

const fitted = z.strictObject({
	/** Stacks that the depths were fitted to. */
	samples: z.int().min(1),
	/** Depth of the deepest path without random offset, bytes, at `knotPercents`. */
	bytes: z.array(z.number().min(0)),
});

const shiftSchema = z.strictObject({
	/** Growth in bytes of paths of these depths; straight lines between, level beyond. */
	knots: z.array(z.strictObject({bytes: z.number(), grows: z.number()})).min(1),
	/** Standard deviation of one program around these, bytes. */
	scatterBytes: z.number().min(0),
	/** Pairs of programs or threads that were compared. */
	pairs: z.int().min(1),
});

const marksSchema = z.strictObject({
	madeOf: z.array(z.string()).min(1),
	base: kernelName,
	groups: z.record(z.string(), z.record(kernelName, fitted)),
	deepPaths: z.record(z.string(), fitted),
	growth: z.record(kernelName, z.strictObject({kernel: shiftSchema, short: shiftSchema, long: shiftSchema})),
});

/** The fitted part of the depth model. */
export type DepthMarks = z.output<typeof marksSchema>;
export type FittedDepths = z.output<typeof fitted>;
export type KernelGrowth = z.output<typeof shiftSchema>;

/** Both parts of the depth model. */
export type DepthModel = {readonly classes: DepthClasses; readonly marks: DepthMarks};

/** Percentiles at which fitted depths are kept. */
export const knotPercents = [0, 5, 25, 50, 75, 90, 95, 99, 100] as const;

const depthsFile = (name: string): string => path.join(fixturesRoot, 'depths', name);

/** Where the fitted part stands. */
export const marksFile = depthsFile('marks.yaml');

/** The groups and deep paths of fixtures/depths/classes.yaml. */
export const loadClasses = (): DepthClasses => readYaml(depthsFile('classes.yaml'), classesSchema).value;

/** The depth model that comes with the program. */
export const loadDepthModel = (): DepthModel => ({classes: loadClasses(), marks: readYaml(marksFile, marksSchema).value});

/** The group of a thread by its name and kind; there is always one, the last of each kind takes all. */
export const groupOf = (classes: DepthClasses, thread: {readonly comm: string; readonly kind: Group['kind']}, when: 'live' | 'ended'): Group =>
	classes.groups.find(each => each.kind === thread.kind && (each.when ?? when) === when && each.comm.test(thread.comm))!;

/** What the patterns of deep paths are held against: `files-ext4 minimal`. */
export const loadOf = ({workload, userland = ''}: {readonly workload: string; readonly userland?: string | undefined}): string => `${workload} ${userland}`;

/** Deep paths that a load (`loadOf`) adds to a group, as keys of the fitted depths: `reclaim/2`. */
export const deepPathsOf = (classes: DepthClasses, load: string, groupName: string): string[] =>
	classes.deepPaths
		.filter(({workloads}) => workloads.test(load))
		.flatMap(({name, groups}) => groups.flatMap((names, index) => names.includes(groupName) ? [`${name}/${index + 1}`] : []));
