import {
	type DeliveryKind, type EngineKind, type MachineDescription, type Policy, PolicyChoiceError, type PolicyName, policyOf, readPolicyChoice,
	type Scenario, type WorkloadDescription,
} from '../../machine/index.js';
import {loadCosts} from './costs.js';
import {InputError, showValue} from './input-error.js';
import {overrideMachine, readMachine} from './machine.js';
import {nearest} from './nearest.js';
import {parseKernel, withKernel} from './kernel-growth.js';
import {parseDeeper, withDeeperPaths, withOffset} from './sensitivity.js';
import {loadWorkload} from './workload.js';

/** What runs when nothing else is asked for. */
export const defaultPolicies: readonly PolicyName[] = ['fred-pf', 'ist-pf', 'fixed'];

/** Most policies of one run; the baseline runs along and takes a place of its own unless it is among them. */
const policiesAtMost = {withFixed: 8, without: 7} as const;

export const deliveryKinds: readonly DeliveryKind[] = ['fred', 'idt'];

export const engineKinds: readonly EngineKind[] = ['exact', 'skip'];

/** The largest of each figure that a user may choose. */
export const scenarioLimits = {
	cpus: {min: 1, max: 512},
	threads: {min: 1, max: 1_000_000},
	seed: {min: 0, max: 4_294_967_295},
} as const;

/** A scenario as a user asks for it; what is left out takes its default. */
export type ScenarioChoice = {
	/** Name of a fixture or path of a YAML file; default `genoa-384`. */
	readonly machine?: string | undefined;
	/** Name of a fixture or path of a YAML file; default `idle`. */
	readonly workload?: string | undefined;
	readonly policies?: readonly PolicyName[] | undefined;
	readonly delivery?: DeliveryKind | undefined;
	readonly cpus?: number | undefined;
	readonly threads?: number | undefined;
	readonly seed?: number | undefined;
	/** Every call path is so much deeper: `+512`, `x1.25`. */
	readonly deeper?: string | undefined;
	/** Whether system calls shift the stack by a random offset; default: as the workload says. */
	readonly stackOffset?: boolean | undefined;
	/** Depths as on another kernel: a version such as `6.1`, or `next`; default: those that the workload has. */
	readonly kernel?: string | undefined;
	/** Path of a CSV file that replaces single cost steps. */
	readonly costs?: string | undefined;
	/** How time is worked through; default exact. */
	readonly engine?: EngineKind | undefined;
};

export const defaultChoice = {
	machine: 'genoa-384', workload: 'idle', delivery: 'fred', seed: 1,
} as const;

/** Reads every file that the choice names. Throws an `InputError` for what is wrong in any of them, and for a policy that cannot be had on the box. */
export const resolveScenario = (choice: ScenarioChoice): Scenario => {
	const machine = overrideMachine(readMachine(choice.machine ?? defaultChoice.machine).description, choice);
	const policies = choice.policies ?? defaultPolicies;
	return {
		machine,
		workload: workloadOf(choice, deepestBytes(policies, machine)),
		policies,
		delivery: choice.delivery ?? defaultChoice.delivery,
		seed: choice.seed ?? defaultChoice.seed,
		costs: loadCosts(choice.costs),
		...choice.engine === 'skip' && {engine: choice.engine},
	};
};

/** The policy as it runs on a box. Throws an `InputError` when its parameters do not go together, with each other or with the box. */
export const checkFits = (name: PolicyName, machine: MachineDescription): Policy => {
	try {
		return policyOf(name, machine);
	} catch (error) {
		if (error instanceof RangeError) {
			throw new InputError(`the policy ${name} cannot run on ${machine.name}: ${error.message}`);
		}

		throw error;
	}
};

/** The largest address space of a stack among policies on a box. Throws an `InputError` when one cannot run there. */
export const deepestBytes = (policies: readonly PolicyName[], machine: MachineDescription): number =>
	Math.max(machine.threadSizeKiB, ...policies.map(name => checkFits(name, machine).sizePages * 4)) * 1024;

/** The workload of a choice; a path deeper than `deepestBytes` is an error. Throws an `InputError`. */
export const workloadOf = ({workload, deeper, stackOffset, kernel}: Pick<ScenarioChoice, 'workload' | 'deeper' | 'stackOffset' | 'kernel'>, deepestBytes: number): WorkloadDescription => {
	const loaded = loadWorkload(workload ?? defaultChoice.workload, deepestBytes);
	const offset = stackOffset === undefined ? loaded : withOffset(loaded, stackOffset);
	const ofKernel = kernel === undefined ? offset : withKernel(offset, parseKernel(kernel, 'kernel'));
	return deeper === undefined ? ofKernel : withDeeperPaths(ofKernel, parseDeeper(deeper, 'deeper'));
};

/** The policy of a name, in its one spelling; `what` names the value in the error. */
export const parsePolicy = (text: string, what: string): PolicyName => {
	try {
		return readPolicyChoice(text).name;
	} catch (error) {
		if (error instanceof PolicyChoiceError) {
			const near = nearest(error.part, error.known);
			const hint = near === undefined ? `known: ${error.known.join(', ')}` : `did you mean ${near}?`;
			throw new InputError(`${what}: ${error.message}`, {}, error.known.length > 0 ? hint : undefined);
		}

		throw error;
	}
};

/** Policies from `a,b`: at least one, none twice. */
export const parsePolicies = (text: string, what: string): PolicyName[] => checkPolicies(text.split(','), what);

/** Policies from their texts: at least one, none twice, not too many. */
export const checkPolicies = (texts: readonly string[], what: string): PolicyName[] => {
	const policies = texts.map(name => parsePolicy(name, what));
	const most = policies.includes('fixed') ? policiesAtMost.withFixed : policiesAtMost.without;
	if (policies.length > most) {
		throw new InputError(`${what} names ${policies.length} policies: at most ${most} run side by side (the fixed baseline is one of ${policiesAtMost.withFixed})`);
	}

	const twice = policies.find((name, at) => policies.indexOf(name) !== at);
	if (twice !== undefined) {
		throw new InputError(`${what} names ${twice} twice`);
	}

	return policies;
};

export const parseDelivery = (text: string, what: string): DeliveryKind => oneOf(text, deliveryKinds, what);

/** The one of `names` that `text` is. Throws an `InputError` with the nearest one. */
export const oneOf = <Name extends string>(text: string, names: readonly Name[], what: string): Name => {
	const found = names.find(name => name === text);
	if (found === undefined) {
		const near = nearest(text, names);
		const hint = near === undefined ? undefined : `did you mean ${near}?`;
		throw new InputError(`${what} must be one of ${names.join(', ')}, found ${text === '' ? 'nothing' : showValue(text)}`, {}, hint);
	}

	return found;
};
