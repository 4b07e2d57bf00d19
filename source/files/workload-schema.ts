import {z} from 'zod';
import {about} from './about.js';

const byteSize = z.number().int().positive().multipleOf(8).max(65_528).describe('a multiple of 8 from 8 to 65528 (bytes)');
const offsetSize = z.number().int().nonnegative().multipleOf(8).max(1008).describe('a multiple of 8 from 0 to 1008 (bytes)');
const share = z.number().min(0).max(1);
const positive = z.number().positive();
const notNegative = z.number().nonnegative();
const text = z.string().min(1);

/** For editors: a mapping that holds something. */
const notEmpty = {minProperties: 1};
/** For editors: the keys of which a mapping must have one. */
const haveOf = (keys: readonly string[]): ReadonlyArray<{readonly required: readonly string[]}> => keys.map(key => ({required: [key]}));

/** Names (of paths) and how much each weighs. */
const weights = z.record(text, positive).meta({rules: notEmpty});

/** A percentile as it is written: a number from 0 to 100. */
export const percentPattern = /^(?:\d{1,2}(?:\.\d+)?|100)$/u;

/** How many bytes of stack each 256-byte bin was seen at, from 0 to 255 up. */
const bins = (of: string) => about(`${of}: weights of bins of 256 bytes, the first from 0 to 255.`, z.array(notNegative).min(1).max(256), {contains: {type: 'number', exclusiveMinimum: 0}});

/** A call path: frame by frame, as a measured chain down to a function, or as its bytes alone. */
const pathSchema = about('A call path without the random stack offset, in one of three ways: frames; trace, perhaps with upTo; or bytes.', z.strictObject({
	frames: about('The functions from the entry into the kernel down, each with its bytes of stack.', z.array(z.strictObject({
		fn: about('Name of the function.', text),
		bytes: about('Its stack frame, return address included.', byteSize),
	})).min(1)).optional(),
	trace: about('A chain that a kernel\'s stack tracer met: st_all__stack_trace_fork or another of fixtures/measured, or a text file as the kernel prints it.', text).optional(),
	upTo: about('Cuts the trace: down to this function and no deeper.', text).optional(),
	bytes: about('How deep the path goes, where its functions are not known.', byteSize).optional(),
}), {oneOf: haveOf(['frames', 'trace', 'bytes']), dependencies: {upTo: ['trace']}});

const deepSchema = about('Deepest paths: every thread draws one when it is created and keeps it. From paths, from measured quantiles, or from both.', z.strictObject({
	paths: about('Paths by name, each with its weight.', weights).optional(),
	quantiles: about(
		'Percentiles (0 to 100) of a measured class, and the bytes of stack that so many of its threads had used at most.',
		z.record(text, byteSize),
		{...notEmpty, propertyNames: {pattern: percentPattern.source}},
	).optional(),
	quantilesWeight: about('Weight of all quantiles together, beside the weights of paths; 1 if left out.', positive).optional(),
	lessOffset: about('Random stack offset to take out of the quantiles: every call draws it anew.', offsetSize).optional(),
	atMost: about('No path of the quantiles is deeper than this.', byteSize).optional(),
}), {anyOf: haveOf(['paths', 'quantiles']), dependencies: {quantilesWeight: ['quantiles'], lessOffset: ['quantiles'], atMost: ['quantiles']}});

const countSchema = about('How many threads: perCpu, box or share, one of the three.', z.strictObject({
	perCpu: about('So many for every logical CPU.', positive).optional(),
	box: about('So many for the whole box.', z.number().int().positive()).optional(),
	share: about('A share of the threads that the machine has beside those of perCpu and box; shares of all classes are held against each other.', positive).optional(),
}), {minProperties: 1, maxProperties: 1});

/** A thread class as written. Only `name` is required here: what a file leaves out may come from the file it extends. */
const classSchema = about('A class of threads. One of the same name in the workload that this one extends keeps the fields that are left out here.', z.strictObject({
	name: about('Name of the class, as it stands in reports.', text),
	comm: about('Name of its threads as in /proc; %c becomes the CPU, %n a running number. Kernel threads of so many a CPU whose name has %c stay on it.', text).optional(),
	kind: about('Kernel threads make no system calls, so the random stack offset never shifts them.', z.enum(['kernel', 'user'])).optional(),
	count: countSchema.optional(),
	common: about('Ordinary calls or work items: paths by name, each with its weight.', weights).optional(),
	deep: deepSchema.optional(),
	deepShare: about('Share of calls that take the thread\'s own deepest path.', share).optional(),
	rare: about('Paths that any thread of the class can meet, each with how often in a million calls.', z.record(text, z.number().positive().max(1_000_000)), notEmpty).optional(),
	sleepPath: about('Name of the path on which its threads sleep: their depth while they wait.', text).optional(),
	restartableSleep: about('Whether they wait where a call can be given up and made again: futex, poll, epoll, nanosleep. Not, if left out.', z.boolean()).optional(),
	visitsPerBurst: about('Mean number of calls or work items between waking and the next sleep.', z.number().min(1).max(1_000_000)).optional(),
	burstUs: about('Mean CPU time between waking and the next sleep, in microseconds, user mode included.', z.number().min(0.1).max(100_000)).optional(),
	sleepMs: about('Mean sleep, in milliseconds (to a day).', z.number().min(0.001).max(86_400_000)).optional(),
	lifeVisits: about('Mean number of calls from fork to exit; 0, or left out: the threads live for ever.', notNegative.max(1_000_000)).optional(),
	respawnMs: about('Mean time from the exit of a thread to the fork of the one that takes its place, in milliseconds.', notNegative.max(86_400_000)).optional(),
	migrateShare: about('Share of bursts after which the thread wakes on another CPU, beside those that leave a CPU which is busy when they wake.', share).optional(),
	takesGrownPages: about('Whether the grown pages that a machine has after boot are given to threads of this class.', z.boolean()).optional(),
}));

/** One of them at least must have a weight. */
const faultKinds = ['zero_rd', 'anon_wr', 'cow', 'file', 'major'];

const userFaultsSchema = about('Page faults of kernel mode on user memory.', z.strictObject({
	per1kVisits: about('Faults in 1,000 calls of user threads.', notNegative.max(10_000)),
	atomicShare: about('Share of them where nothing may sleep.', share),
	depthBins: bins('How deep the stack was at the fault'),
	handler: about('What the handler needs below the frame, one kind of fault each.', z.array(z.strictObject({
		name: about('Which kind.', text),
		bytes: about('Stack of the handler.', byteSize),
		weight: about('How often, held against the others.', positive),
	})).min(1)),
	kinds: about('Weights of the kinds of faults, which differ in cost.', z.strictObject({
		zero_rd: about('Read of a page never written.', notNegative).optional(),
		anon_wr: about('First write to anonymous memory.', notNegative).optional(),
		cow: about('Copy on write.', notNegative).optional(),
		file: about('Page of a file that is in memory.', notNegative).optional(),
		major: about('Page that must be read from disk.', notNegative).optional(),
	}), {anyOf: faultKinds.map(kind => ({required: [kind], properties: {[kind]: {exclusiveMinimum: 0}}}))}),
}));

const interruptsSchema = about('Interrupts in kernel mode.', z.strictObject({
	eventPer1kVisits: about('Device interrupts and IPIs that hit a task in kernel mode, in 1,000 calls.', notNegative.max(10_000)),
	nestedPerTaskHit: about('Such interrupts that find the IRQ stack in use already, for each that finds a task.', notNegative.max(100)),
	tickKernelShare: about('Share of the timer ticks on busy CPUs that find kernel mode on a task stack.', share),
	tickUserShare: about('Share of the timer ticks on busy CPUs that find user mode; what is left finds the IRQ stack.', share),
	depthBins: bins('How deep the task stack was when an interrupt came'),
	fromUserDepthBins: bins('How deep an interrupt from user mode and its softirqs go'),
	rescheduleShare: about('Of the interrupts in kernel mode: reschedule IPIs, which stay on the task stack.', share),
	switchWindowShare: about('Of the interrupts in kernel mode: those that find a task on its way off the CPU, after the refill; 0.01 if left out.', share).optional(),
}));

const eventsSchema = about('What happens to threads in the kernel. A section written here replaces that of the workload that this one extends.', z.strictObject({
	userFaults: userFaultsSchema.optional(),
	interrupts: interruptsSchema.optional(),
	nmis: about('Non-maskable interrupts.', z.strictObject({
		perBusyCpuSecond: about('How many a second on a busy CPU.', notNegative.max(1_000_000)),
		fromUserDepthBins: bins('How deep one from user mode goes'),
	})).optional(),
	contexts: about('Where deep calls are when they cross into another page; the rest may sleep.', z.strictObject({
		lockedShare: about('With preemption off: a spinlock held, or worse.', share),
		irqsOffShare: about('With interrupts off.', share),
	})).optional(),
	switches: about('Context switches.', z.strictObject({
		deepPerMillion: about('Switches away in the middle of the deepest path, in a million.', notNegative.max(1_000_000)),
	})).optional(),
	memory: about('How short memory is.', z.strictObject({
		atomicFailShare: about('Share of time in which atomic allocations fail.', share),
		chargeFailShare: about('Share of memcg charges that fail; 0 if left out.', share).optional(),
		asyncFaultsPerBusyCpuSecond: about('Async page faults that a hypervisor raises in kernel mode, a second on a busy CPU; 0 if left out.', notNegative.max(100_000)).optional(),
	})).optional(),
}));

/** What a workload that extends no other must say itself. */
const neededOfClass = ['comm', 'kind', 'count', 'common', 'deep', 'deepShare', 'sleepPath', 'visitsPerBurst', 'burstUs', 'sleepMs'];
const neededEvents = ['userFaults', 'interrupts', 'nmis', 'memory'];

export const workloadSchema = about('What runs on the simulated box: classes of threads, how deep they call, and what happens to them.', z.strictObject({
	title: about('One line for reports and the board.', text),
	extends: about('Another workload, by name or path: its paths, classes and events are the start of this one.', text).optional(),
	randomStackOffset: about('Whether system calls shift their stack by 0 to 1008 random bytes, as kernels do; true if left out.', z.boolean()).optional(),
	paths: about('Call paths by name; classes refer to them.', z.record(text, pathSchema)).optional(),
	classes: about('Classes of threads.', z.array(classSchema).min(1)).optional(),
	events: eventsSchema.optional(),
	provenance: about(
		'Where each figure comes from; reports print it. An entry about the same as one of the workload that this one extends replaces it. '
		+ 'A file that says nothing is taken as assumed.',
		z.array(z.strictObject({
			about: about('Which figures.', text),
			status: about(
				'How they are known: calibrated figures were set so that results agree with published or measured ones.',
				z.enum(['published', 'measured', 'derived', 'calibrated', 'assumed']),
			),
			source: about('From where, and how.', text),
		})).min(1),
	).optional(),
}), {anyOf: [{required: ['extends']}, {required: ['paths', 'classes', 'events'], properties: {classes: {items: {required: neededOfClass}}, events: {required: neededEvents}}}]});

export type WorkloadText = z.output<typeof workloadSchema>;
export type PathText = z.output<typeof pathSchema>;
export type ClassText = z.output<typeof classSchema>;
export type DeepText = z.output<typeof deepSchema>;
export type EventsText = NonNullable<WorkloadText['events']>;
