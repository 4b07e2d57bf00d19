import {type PolicyReading, type Range, type Reading, memoryStates} from '../../machine/index.js';

/** One value of a family, with the labels that tell it from the others. */
export type Sample = {readonly labels?: Readonly<Record<string, string>>; readonly value: number};

/** A family of metrics, named as OpenMetrics wants it: the unit ends the name, a counter's `_total` comes with its samples. */
export type Family<From> = {
	readonly name: string;
	readonly type: 'gauge' | 'counter' | 'info';
	readonly unit?: string;
	readonly help: string;
	readonly samples: (from: From) => readonly Sample[];
};

const bytesPerKiB = 1024;
const nsPerSecond = 1e9;

/** Names of those fields that hold a number. */
type Numeric<From> = {[Field in keyof From]: From[Field] extends number ? Field : never}[keyof From] & string;

type Plan<From> = readonly [name: string, field: Numeric<From>, help: string];

const one = <From>(value: (from: From) => number) => (from: From): readonly Sample[] => [{value: value(from)}];
const numberOf = <From>(field: Numeric<From>) => (from: From): number => from[field] as number;

const counters = <From>(plans: ReadonlyArray<Plan<From>>): ReadonlyArray<Family<From>> =>
	plans.map(([name, field, help]) => ({name, type: 'counter', help, samples: one(numberOf<From>(field))}));

/** Gauges in bytes of fields in KiB. */
const sizes = <From>(plans: ReadonlyArray<Plan<From>>): ReadonlyArray<Family<From>> =>
	plans.map(([name, field, help]) => ({name, type: 'gauge', unit: 'bytes', help, samples: one(from => numberOf<From>(field)(from) * bytesPerKiB)}));

const gauges = <From>(plans: ReadonlyArray<Plan<From>>): ReadonlyArray<Family<From>> =>
	plans.map(([name, field, help]) => ({name, type: 'gauge', help, samples: one(numberOf<From>(field))}));

/** A sample for each key of a record. */
const keyed = (label: string, record: Readonly<Record<string, number>>, factor = 1): readonly Sample[] =>
	Object.entries(record).map(([key, value]) => ({labels: {[label]: key}, value: value * factor}));

const range = (figures: Range, factor = 1): readonly Sample[] => keyed('bound', {low: figures.low, likely: figures.likely, high: figures.high}, factor);

const percent = 0.01;

/** What does not depend on a policy. */
export const boxFamilies: ReadonlyArray<Family<Reading>> = [
	{name: 'simulated_seconds', type: 'counter', unit: 'seconds', help: 'Simulated time since boot.', samples: one(({timeNs}) => timeNs / nsPerSecond)},
	{name: 'busy_seconds', type: 'counter', unit: 'seconds', help: 'Simulated CPU time in which a CPU was busy.', samples: one(({totals}) => totals.busyNs / nsPerSecond)},
	{name: 'memory_free_bytes', type: 'gauge', unit: 'bytes', help: 'Free physical memory as the page allocator counts it.', samples: one(({memory}) => memory.freeKiB * bytesPerKiB)},
	{
		name: 'memory_state', type: 'gauge', help: '1 for the state that memory is in: calm, low (shrinkers run), min (who may sleep reclaims), empty (atomic requests fail).',
		samples: ({memory}) => memoryStates.map(state => ({labels: {state}, value: Number(state === memory.state)})),
	},
	...gauges<Reading>([['cpus', 'cpus', 'Logical CPUs.']]),
	{name: 'threads', type: 'gauge', help: 'Live threads.', samples: one(({totals}) => totals.threads)},
	...counters<Reading['totals']>([
		['visits', 'visits', 'System calls and work items of kernel threads.'],
		['context_switches', 'contextSwitches', 'Switches to a task.'],
		['migrations', 'migrations', 'Threads that went to another CPU.'],
		['forks', 'forks', 'Threads forked, those of boot included.'],
		['exits', 'exits', 'Threads that ended.'],
		['user_faults', 'userFaults', 'Page faults on user memory in kernel mode.'],
		['kernel_interrupts', 'kernelInterrupts', 'Interrupts that came in kernel mode.'],
		['machine_checks', 'machineChecks', 'Machine checks.'],
	]).map(({samples, ...family}): Family<Reading> => ({...family, samples: ({totals}) => samples(totals)})),
];

/** The books of one policy. */
export const policyFamilies: ReadonlyArray<Family<PolicyReading>> = [
	{name: 'policy', type: 'info', help: 'The policy in words, and the event delivery it runs on.', samples: ({title, delivery}) => [{labels: {title, delivery}, value: 1}]},
	...sizes<PolicyReading>([
		['fixed_stack_bytes', 'fixedKiB', 'What fully mapped stacks would hold.'],
		['stack_bytes', 'stackKiB', 'Mapped stack pages of live threads.'],
		['borrowed_stack_bytes', 'borrowedKiB', 'The part of them that running threads borrow while they run.'],
		['net_stack_bytes', 'netKiB', 'Mapped stack pages, pools, reserve and extra exception stacks.'],
		['pool_bytes', 'poolKiB', 'Pages in the pools of the CPUs and the reserve of the box.'],
		['exception_stack_bytes', 'exceptionStackKiB', 'Exception stacks beyond those the kernel has anyway.'],
		['cached_stack_bytes', 'cachedKiB', 'Stacks kept for reuse, not counted as mapped.'],
		['stack_size_bytes', 'sizeKiB', 'Address space of a stack.'],
	]),
	{
		name: 'saved_ratio',
		type: 'gauge',
		unit: 'ratio',
		help: 'Share of fixed stacks that is saved, gross or net of what the policy needs itself.',
		samples: ({savedPercent}) => keyed('kind', savedPercent, percent),
	},
	{name: 'cost_ratio', type: 'gauge', unit: 'ratio', help: 'CPU time beyond that of fixed stacks, as a share of all CPUs.', samples: ({costPercent}) => range(costPercent, percent)},
	{name: 'cost_cycles', type: 'gauge', unit: 'cycles', help: 'The same in cycles since boot; less than 0 is a saving.', samples: ({costCycles}) => range(costCycles)},
	{name: 'demotion_ratio', type: 'gauge', unit: 'ratio', help: 'What moving a user-memory fault back adds to such a fault.', samples: ({demotionPercent}) => range(demotionPercent, percent)},
	...gauges<PolicyReading>([
		['stacks', 'stacks', 'Live kernel stacks.'],
		['threads_without_stack', 'withoutStack', 'Sleeping threads that hold no stack.'],
	]),
	...gauges<PolicyReading>([
		['pool_size_pages', 'poolSize', 'Pages of a full pool.'],
		['pool_lowest_pages', 'poolLowest', 'Fewest pages that any pool ever held.'],
	]).map(family => ({...family, unit: 'pages'})),
	{
		name: 'reserve_pages',
		type: 'gauge',
		unit: 'pages',
		help: 'The reserve of the box: its size, what is in it, the fewest ever.',
		samples: ({reserve: {size, now, lowest}}) => keyed('kind', {size, now, lowest}),
	},
	{name: 'reserve_taken', type: 'counter', help: 'Pages taken from the reserve of the box.', samples: one(({reserve}) => reserve.taken)},
	{name: 'headroom_bytes', type: 'gauge', unit: 'bytes', help: 'Between the deepest use of a stack and its end; less than 0: beyond.', samples: one(({headroomBytes}) => headroomBytes)},
	{name: 'stacks_by_pages', type: 'gauge', help: 'Stacks that hold so many pages.', samples: ({pagesPerStack}) => pagesPerStack.map((value, index) => ({labels: {pages: String(index + 1)}, value}))},
	...counters<PolicyReading>([
		['stack_faults', 'faults', 'The stack pointer went below what was mapped.'],
		['pages_grown', 'pagesGrown', 'Pages that stack faults added.'],
		['later_growths', 'laterGrowths', 'Growths of stacks that held more than at fork already.'],
		['demotions', 'demotions', 'User-memory faults moved back to the task stack.'],
		['interrupts_moved', 'interruptsMoved', 'Interrupts moved back to the interrupted stack.'],
		['nmis', 'nmis', 'Non-maskable interrupts.'],
		['level_switches', 'levelSwitches', 'Stack-level switches (IDT: to and from IST stacks).'],
		['pool_empty', 'poolEmpty', 'Deadly faults that found no page.'],
		['refilled_pages', 'refilledPages', 'Pages that refills brought.'],
		['refill_failures', 'refillFailures', 'Atomic allocations that failed in a refill.'],
		['waits', 'waits', 'Times that somebody waited for a page.'],
		['pages_taken_back', 'pagesTakenBack', 'Pages taken back from living threads.'],
		['invalidations', 'invalidations', 'Local invalidations of a translation.'],
		['shootdowns', 'shootdowns', 'Interrupts to other CPUs to make them forget a translation.'],
		['events_lost', 'eventsLost', 'Asynchronous events whose frame met an unmapped page.'],
		['charge_failures', 'chargeFailures', 'Memcg charges that failed.'],
		['uncharged_pages', 'unchargedPages', 'Pages that came after the accounting of their thread was closed.'],
		['refused', 'refused', 'Requests for more stack that were answered no.'],
		['short_fills', 'shortFills', 'Times that a CPU came online with less than a full pool.'],
		['pages_allocated', 'pagesAllocated', 'Pages taken from the page allocator.'],
		['pages_freed', 'pagesFreed', 'Pages given back to it.'],
	]),
	{name: 'wait_seconds', type: 'counter', unit: 'seconds', help: 'How long all of them waited for a page.', samples: one(({waitNs}) => waitNs / nsPerSecond)},
	{name: 'shortages', type: 'counter', help: 'Stretches in which a pool stayed short because its refill failed.', samples: one(({shortages}) => shortages.count)},
	{name: 'shortage_seconds', type: 'counter', unit: 'seconds', help: 'How long all of these stretches were.', samples: one(({shortages}) => shortages.totalNs / nsPerSecond)},
	{name: 'short_cpus', type: 'gauge', help: 'CPUs whose pool is short now.', samples: one(({shortages}) => shortages.now)},
	{name: 'growths', type: 'counter', help: 'Times that a stack had to grow, by where the kernel was.', samples: ({growthBy}) => keyed('context', growthBy)},
	{name: 'page_missing', type: 'counter', help: 'Times that a page was needed and there was none, by where the kernel was.', samples: ({emptyBy}) => keyed('context', emptyBy)},
	{name: 'failures', type: 'counter', help: 'Times the kernel would have died; the model counts on as though it had been survived.', samples: ({failuresBy}) => keyed('kind', failuresBy)},
	{
		name: 'first_failure_seconds',
		type: 'gauge',
		unit: 'seconds',
		help: 'When it would have died first; no sample: never.',
		samples: ({firstFailure}) => firstFailure === undefined ? [] : [{value: firstFailure.timeNs / nsPerSecond}],
	},
];
