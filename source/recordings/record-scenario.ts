import type {CostTable, MachineDescription, Scenario, WorkloadDescription} from '../../machine/index.js';
import {loadCosts} from '../files/costs.js';
import {type ScenarioChoice, defaultChoice} from '../files/scenario.js';
import {contentHash, figuresHash} from './content-hash.js';
import {type Embedded, headerLine, type NamedMachine, type NamedWorkload, type NamedCosts} from './format.js';

/**
The header of the recordings of a run.
@param choice - What the scenario was resolved from; undefined: it was made up otherwise, and the header holds all of it.
*/
export const headerOf = (toolVersion: string, scenario: Scenario, choice: ScenarioChoice | undefined): string => {
	const {policies, delivery, seed, engine} = scenario;
	return headerLine(toolVersion, {machine: machineOf(scenario, choice), workload: workloadOf(scenario, choice), policies, delivery, seed, costs: costsOf(scenario.costs, choice), engine});
};

/** Whether a choice is the name of a fixture, not the path of a file. */
const isName = (text: string): boolean => !/[/\\]|\.ya?ml$/u.test(text);

const embedded = <Description>(description: Description): Embedded<Description> => ({contentHash: contentHash(description), description});

const machineOf = ({machine}: Scenario, choice: ScenarioChoice | undefined): NamedMachine | Embedded<MachineDescription> => {
	const name = choice?.machine ?? defaultChoice.machine;
	return choice === undefined || !isName(name) ? embedded(machine) : {name, cpus: machine.cpus, threads: machine.threads, contentHash: figuresHash(machine)};
};

const workloadOf = ({workload}: Scenario, choice: ScenarioChoice | undefined): NamedWorkload | Embedded<WorkloadDescription> => {
	const {workload: name = defaultChoice.workload, deeper, kernel} = choice ?? {};
	return choice === undefined || !isName(name)
		? embedded(workload)
		: {
			name, deeper, stackOffset: workload.randomStackOffset, kernel, contentHash: figuresHash(workload),
		};
};

const costsOf = (costs: CostTable, choice: ScenarioChoice | undefined): NamedCosts | Embedded<CostTable> => {
	if (choice === undefined) {
		return embedded(costs);
	}

	const shipped = loadCosts(undefined);
	const changed = Object.fromEntries(Object.entries(costs).filter(([id, step]) => contentHash(step) !== contentHash(shipped[id] ?? {})));
	return {contentHash: figuresHash(costs), ...Object.keys(changed).length === 0 ? {} : {changed}};
};
