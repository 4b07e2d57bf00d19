import type {CostTable, MachineDescription, Scenario, WorkloadDescription} from '../../machine/index.js';
import {loadCosts} from '../files/costs.js';
import {InputError} from '../files/input-error.js';
import {overrideMachine, readMachine} from '../files/machine.js';
import {checkPolicies, deepestBytes, workloadOf} from '../files/scenario.js';
import {contentHash, figuresHash} from './content-hash.js';
import type {RecordingHeader} from './format.js';

/** Throws an `InputError` unless something is what it was when it was recorded. */
type HashCheck = (what: string, recorded: string, now: string) => void;

/** The scenario that a recording was made of. Throws an `InputError` when a fixture is not what it was then, or the recording was changed. */
export const scenarioOf = (header: RecordingHeader, file: string): Scenario => {
	try {
		return resolve(header);
	} catch (error) {
		// What is wrong in the header has no other place than its line
		throw error instanceof InputError ? new InputError(error.toLine(), {file, line: 1}) : error;
	}
};

const resolve = ({toolVersion, scenario}: RecordingHeader): Scenario => {
	const shipped: HashCheck = (what, recorded, now) => {
		if (recorded !== now) {
			throw new InputError(`${what} that comes with this version is not the one that was recorded: content hash ${recorded} then (kstacktop ${toolVersion}), ${now} now`);
		}
	};

	const whole: HashCheck = (what, recorded, now) => {
		if (recorded !== now) {
			throw new InputError(`${what} in this recording was changed: its content hash must be ${recorded}, found ${now}`);
		}
	};

	const machine = machineIn(scenario.machine, shipped, whole);
	const policies = checkPolicies(scenario.policies, 'the header');
	const workload = workloadIn(scenario.workload, deepestBytes(policies, machine), shipped, whole);
	return {machine, workload, policies, delivery: scenario.delivery, seed: scenario.seed, costs: costsIn(scenario.costs, shipped, whole), ...scenario.engine === 'skip' && {engine: scenario.engine}};
};

type Recorded = RecordingHeader['scenario'];

const machineIn = (recorded: Recorded['machine'], shipped: HashCheck, whole: HashCheck): MachineDescription => {
	if ('description' in recorded) {
		whole('the machine', recorded.contentHash, contentHash(recorded.description));
		return recorded.description;
	}

	const machine = overrideMachine(readMachine(recorded.name).description, recorded);
	shipped(`the machine ${recorded.name}`, recorded.contentHash, figuresHash(machine));
	return machine;
};

const workloadIn = (recorded: Recorded['workload'], deepest: number, shipped: HashCheck, whole: HashCheck): WorkloadDescription => {
	if ('description' in recorded) {
		whole('the workload', recorded.contentHash, contentHash(recorded.description));
		return recorded.description;
	}

	const workload = workloadOf({...recorded, workload: recorded.name}, deepest);
	shipped(`the workload ${recorded.name}`, recorded.contentHash, figuresHash(workload));
	return workload;
};

const costsIn = (recorded: Recorded['costs'], shipped: HashCheck, whole: HashCheck): CostTable => {
	if ('description' in recorded) {
		whole('the table of costs', recorded.contentHash, contentHash(recorded.description));
		return recorded.description;
	}

	const costs = {...loadCosts(undefined), ...recorded.changed};
	shipped('the table of costs', recorded.contentHash, figuresHash(costs));
	return costs;
};
