import {z} from 'zod';
import {about} from '../files/about.js';
import {machineLimits} from '../files/machine.js';
import {deliveryKinds, engineKinds, scenarioLimits} from '../files/scenario.js';

const within = ({min, max}: {readonly min: number; readonly max: number}) => z.int().min(min).max(max);

/** `at 2s: pressure 50%`, or a list of steps for one moment. */
const step = z.record(
	z.string(),
	z.union([z.string(), z.array(z.string()).min(1)]).describe('a step such as "pressure 50%", or a list of steps'),
).describe('a mapping such as "at 2s: pressure 50%"');

/** Seeds as a grid names them without listing them. */
const seedRange = z.string().describe('a list of seeds, or a range such as "1..8"');

/** What a cell of a sweep can differ in, one value of each, in the order in which a grid goes through them: the last of them changes from cell to cell. */
export const fields = {
	machine: about('A machine that comes with kstacktop, or a YAML file found from the folder of this file.', z.string()),
	cpus: about('Logical CPUs instead of the machine\'s own.', within(scenarioLimits.cpus)),
	threads: about('Kernel stacks instead of the machine\'s own.', within(scenarioLimits.threads)),
	memoryMiB: about('Memory instead of the machine\'s own.', within(machineLimits.memoryMiB)),
	tickHz: about('Timer ticks a second instead of the machine\'s own.', within(machineLimits.tickHz)),
	delivery: about('How the box delivers events.', z.enum(deliveryKinds)),
	workload: about('A workload that comes with kstacktop, or a YAML file found from the folder of this file.', z.string()),
	deeper: about('Takes every call path to be deeper: +512 or x1.25.', z.string()),
	stackOffset: about('Random stack offset of system calls on or off.', z.boolean()),
	kernel: about('Depths as on another kernel: a version in quotes, such as "6.1", or next.', z.string()),
	steps: about('What is done to the box on the way, as in a script: entries such as "at 2s: pressure 50%".', z.array(step)),
	for: about('Simulated time of the run, such as 10s or 250ms (10s).', z.string()),
	costs: about('A CSV file that replaces single cost steps, found from the folder of this file.', z.string()),
	policies: about('Policies that run side by side: one, several with commas between them, or a list.', z.union([z.string(), z.array(z.string()).min(1)])),
	pool: about('Pages of the pool of each policy that has one and does not say how many.', z.int().min(0)),
	engine: about('How time is worked through: exact, or skip for long runs.', z.enum(engineKinds)),
	seed: about('Same seed, same bytes.', within(scenarioLimits.seed)),
} as const;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as readonly FieldName[];

/** What one cell, or all of them, are given. */
export type CellFields = {readonly [Name in FieldName]?: z.output<(typeof fields)[Name]> | undefined};

const several = <Schema extends z.ZodType>(schema: Schema) => about('Values to go through.', z.array(schema).min(1)).optional();

const cell = {
	machine: fields.machine.optional(),
	cpus: fields.cpus.optional(),
	threads: fields.threads.optional(),
	memoryMiB: fields.memoryMiB.optional(),
	tickHz: fields.tickHz.optional(),
	delivery: fields.delivery.optional(),
	workload: fields.workload.optional(),
	deeper: fields.deeper.optional(),
	stackOffset: fields.stackOffset.optional(),
	kernel: fields.kernel.optional(),
	steps: fields.steps.optional(),
	for: fields.for.optional(),
	costs: fields.costs.optional(),
	policies: fields.policies.optional(),
	pool: fields.pool.optional(),
	engine: fields.engine.optional(),
	seed: fields.seed.optional(),
};

/** A sweep as its file is written. */
export const sweepSchema = about('A sweep: many runs that differ in what the grid goes through, or in what the list names.', z.strictObject({
	title: about('One line that says what the sweep shows.', z.string().default('sweep')),
	scenario: about('What all cells have in common; what is left out is as in kstacktop run.', z.strictObject(cell)).default({}),
	list: about('Cells one by one: each entry says what is its own. With a grid, each goes through all of the grid.', z.array(z.strictObject(cell)).min(1)).optional(),
	grid: about('Values to go through, all with all; seeds change first.', z.strictObject({
		machine: several(fields.machine),
		cpus: several(fields.cpus),
		threads: several(fields.threads),
		memoryMiB: several(fields.memoryMiB),
		tickHz: several(fields.tickHz),
		delivery: several(fields.delivery),
		workload: several(fields.workload),
		deeper: several(fields.deeper),
		stackOffset: several(fields.stackOffset),
		kernel: several(fields.kernel),
		steps: several(fields.steps),
		for: several(fields.for),
		costs: several(fields.costs),
		policies: several(fields.policies),
		pool: several(fields.pool),
		engine: several(fields.engine),
		seed: about('Seeds to go through.', z.union([z.array(fields.seed).min(1), seedRange])).optional(),
	})).default({}),
}));

export type SweepText = z.output<typeof sweepSchema>;
