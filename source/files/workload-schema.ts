import {z} from 'zod';

const byteSize = z.number().int().positive().multipleOf(8).max(65_528).describe('a multiple of 8 from 8 to 65528 (bytes)');
const share = z.number().min(0).max(1);
const positive = z.number().positive();
const notNegative = z.number().nonnegative();
const text = z.string().min(1);

/** Names (of paths) and how much each weighs. */
const weights = z.record(text, positive);

/** How many bytes of stack each 256-byte bin was seen at, from 0 to 255 up. */
const bins = z.array(notNegative).min(1).max(256);

/** A call path: frame by frame, as a measured chain down to a function, or as its bytes alone. */
export const pathSchema = z.strictObject({
	frames: z.array(z.strictObject({fn: text, bytes: byteSize})).min(1).optional(),
	trace: text.optional(),
	upTo: text.optional(),
	bytes: byteSize.optional(),
});

const deepSchema = z.strictObject({
	paths: weights.optional(),
	/** Percentile (0 to 100) to the bytes a measured class had used. */
	quantiles: z.record(text, byteSize).optional(),
	/** Weight of all quantiles together next to `paths`. */
	quantilesWeight: positive.optional(),
	/** Bytes of random stack offset contained in the quantiles. */
	lessOffset: z.number().int().nonnegative().multipleOf(8).max(1008).describe('a multiple of 8 from 0 to 1008 (bytes)').optional(),
	/** No path of the quantiles is deeper than this. */
	atMost: byteSize.optional(),
});

const countSchema = z.strictObject({
	perCpu: positive.optional(),
	box: z.number().int().positive().optional(),
	share: positive.optional(),
});

/** A thread class as written. Only `name` is required here: what a file leaves out may come from the file it extends. */
export const classSchema = z.strictObject({
	name: text,
	comm: text.optional(),
	kind: z.enum(['kernel', 'user']).optional(),
	count: countSchema.optional(),
	common: weights.optional(),
	deep: deepSchema.optional(),
	deepShare: share.optional(),
	/** Path to how often in a million visits. */
	rare: z.record(text, z.number().positive().max(1_000_000)).optional(),
	sleepPath: text.optional(),
	/** Whether that wait can be given up and the call made again; without it, the functions of the path say so. */
	restartableSleep: z.boolean().optional(),
	visitsPerBurst: z.number().min(1).max(1_000_000).optional(),
	/** A tenth of a microsecond to a tenth of a second; sleeps to a day. */
	burstUs: z.number().min(0.1).max(100_000).optional(),
	sleepMs: z.number().min(0.001).max(86_400_000).optional(),
	lifeVisits: notNegative.max(1_000_000).optional(),
	respawnMs: notNegative.max(86_400_000).optional(),
	migrateShare: share.optional(),
	takesGrownPages: z.boolean().optional(),
});

const userFaultsSchema = z.strictObject({
	per1kVisits: notNegative.max(10_000),
	atomicShare: share,
	depthBins: bins,
	handler: z.array(z.strictObject({name: text, bytes: byteSize, weight: positive})).min(1),
	kinds: z.strictObject({
		zero_rd: notNegative.optional(),
		anon_wr: notNegative.optional(),
		cow: notNegative.optional(),
		file: notNegative.optional(),
		major: notNegative.optional(),
	}),
});

const interruptsSchema = z.strictObject({
	eventPer1kVisits: notNegative.max(10_000),
	nestedPerTaskHit: notNegative.max(100),
	tickKernelShare: share,
	tickUserShare: share,
	depthBins: bins,
	fromUserDepthBins: bins,
	rescheduleShare: share,
	/** Of the arrivals in kernel mode: those that find a task on its way off the CPU, after the refill. */
	switchWindowShare: share.optional(),
});

export const workloadSchema = z.strictObject({
	title: text,
	/** Another workload, by name or path: its paths, classes and events are the start of this one. */
	extends: text.optional(),
	randomStackOffset: z.boolean().optional(),
	paths: z.record(text, pathSchema).optional(),
	/** What is left out here comes from the workload that this one extends. */
	classes: z.array(classSchema).min(1).optional(),
	events: z.strictObject({
		userFaults: userFaultsSchema.optional(),
		interrupts: interruptsSchema.optional(),
		nmis: z.strictObject({perBusyCpuSecond: notNegative.max(1_000_000), fromUserDepthBins: bins}).optional(),
		/** Where deep calls are when they cross into another page. */
		contexts: z.strictObject({lockedShare: share, irqsOffShare: share}).optional(),
		/** Switches away in the middle of the deepest path, per million. */
		switches: z.strictObject({deepPerMillion: notNegative.max(1_000_000)}).optional(),
		memory: z.strictObject({
			atomicFailShare: share,
			chargeFailShare: share.optional(),
			asyncFaultsPerBusyCpuSecond: notNegative.max(100_000).optional(),
		}).optional(),
	}).optional(),
	/** How the figures are known. A file that says nothing is taken as assumed. */
	provenance: z.array(z.strictObject({
		about: text,
		status: z.enum(['published', 'measured', 'derived', 'calibrated', 'assumed']),
		source: text,
	})).min(1).optional(),
});

export type WorkloadText = z.output<typeof workloadSchema>;
export type PathText = z.output<typeof pathSchema>;
export type ClassText = z.output<typeof classSchema>;
export type DeepText = z.output<typeof deepSchema>;
export type EventsText = NonNullable<WorkloadText['events']>;
