import path from 'node:path';
import type {MachineDescription, Scenario, WorkloadDescription} from '../../machine/index.js';
import {loadCosts} from '../files/costs.js';
import {type MachineOverrides, overrideMachine, readMachine} from '../files/machine.js';
import {parseTimeNs} from '../files/quantity.js';
import {deepestBytes, defaultChoice, defaultPolicies, workloadOf} from '../files/scenario.js';
import type {CellTask} from '../player/cell-work.js';
import type {CellFields} from './fields.js';
import {readPolicies, withPool} from './policies.js';
import {readSteps} from './steps.js';

/** Simulated time of a run when nobody says. */
const defaultFor = '10s';

/** Keeps what a function gave for the same arguments: thousands of cells share a few files. */
const kept = <Arguments extends readonly unknown[], Value>(make: (...given: Arguments) => Value): (...given: Arguments) => Value => {
	const known = new Map<string, Value>();
	return (...given) => {
		const key = JSON.stringify(given);
		const value = known.get(key) ?? make(...given);
		known.set(key, value);
		return value;
	};
};

/** The settings of a cell as its line tells them: what it was given, and what decides most where nothing was given. */
export type Settings = Readonly<Record<string, string | number | boolean | readonly string[]>> & {
	readonly machine: string;
	readonly workload: string;
	readonly delivery: string;
	readonly policies: readonly string[];
	readonly seed: number;
	readonly for: string;
};

/** A cell made of its fields: what is run, and what is said of it. */
export type ResolvedCell = {readonly task: CellTask; readonly settings: Settings};

/** Steps as one text: `at 1s: pressure 50%, nmi 100; at 2s: starve on`. */
const showSteps = (entries: NonNullable<CellFields['steps']>): string =>
	entries.flatMap(entry => Object.entries(entry).map(([when, what]) => `${when}: ${typeof what === 'string' ? what : what.join(', ')}`)).join('; ');

/** A path that says the same wherever the program was started: below the folder of the grid. */
const portable = (nameOrPath: string, folder: string): string => path.isAbsolute(nameOrPath) ? path.relative(folder, nameOrPath) : nameOrPath;

/**
Makes cells of their fields. Each file is read once, and the same description is the same object in all cells.
Throws an `InputError` where values do not go together.
@param folder - Where files named in the grid are found from.
*/
export const cellResolver = (folder: string): ((fields: CellFields) => ResolvedCell) => {
	const machineOf = kept((name: string, overrides: MachineOverrides): MachineDescription => overrideMachine(readMachine(name).description, overrides));
	const workload = kept((name: string | undefined, deeper: string | undefined, stackOffset: boolean | undefined, kernel: string | undefined, deepest: number): WorkloadDescription =>
		workloadOf({workload: name, deeper, stackOffset, kernel}, deepest));
	const costsOf = kept((file: string | undefined) => loadCosts(file === undefined ? undefined : path.resolve(folder, file)));
	return fields => {
		const {machine = defaultChoice.machine, cpus, threads, memoryMiB, tickHz, deeper, stackOffset, kernel, costs, pool, steps = []} = fields;
		const box = machineOf(machine, {cpus, threads, memoryMiB, tickHz});
		const named = fields.policies === undefined ? defaultPolicies : readPolicies(fields.policies);
		const policies = pool === undefined ? named : withPool(named, pool);
		const scenario: Scenario = {
			machine: box,
			workload: workload(fields.workload, deeper, stackOffset, kernel, deepestBytes(policies, box)),
			policies,
			delivery: fields.delivery ?? defaultChoice.delivery,
			seed: fields.seed ?? defaultChoice.seed,
			costs: costsOf(costs),
			...fields.engine === 'skip' && {engine: fields.engine},
		};
		const forText = fields.for ?? defaultFor;
		const forNs = parseTimeNs(forText, 'for');
		const given = {cpus, threads, memoryMiB, tickHz, deeper, stackOffset, kernel, costs, engine: scenario.engine, steps: steps.length === 0 ? undefined : showSteps(steps)};
		return {
			task: {scenario, forNs, actions: readSteps(steps)},
			settings: {
				machine: portable(machine, folder),
				workload: portable(fields.workload ?? defaultChoice.workload, folder),
				delivery: scenario.delivery,
				...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
				for: forText,
				policies,
				seed: scenario.seed,
			},
		};
	};
};
