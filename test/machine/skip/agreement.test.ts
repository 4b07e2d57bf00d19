import test from 'ava';
import {Machine, type EngineKind, type Reading, type Scenario} from '../../../machine/index.js';
import {resolveScenario} from '../../../source/files/scenario.js';
import {differenceOf} from './two-samples.js';

/** Seeds of each engine; no seed is used by both, so the samples are independent. */
const seeds = 30;
const forNs = 2e9;

/** Figures that are held against each other: of the stream, and of each policy. */
const streamFigures: Readonly<Record<string, (reading: Reading) => number>> = {
	bursts: ({totals}) => totals.bursts,
	visits: ({totals}) => totals.visits,
	contextSwitches: ({totals}) => totals.contextSwitches,
	migrations: ({totals}) => totals.migrations,
	exits: ({totals}) => totals.exits,
	userFaults: ({totals}) => totals.userFaults,
	kernelInterrupts: ({totals}) => totals.kernelInterrupts,
	nmis: ({totals}) => totals.nmis,
	restartableWaits: ({totals}) => totals.restartableWaits,
	deepSleeps: ({totals}) => totals.deepSleeps,
	busyNs: ({totals}) => totals.busyNs,
};

const policyFigures: Readonly<Record<string, (policy: Reading['policies'][number]) => number>> = {
	faults: ({faults}) => faults,
	pagesGrown: ({pagesGrown}) => pagesGrown,
	stackKiB: ({stackKiB}) => stackKiB,
	savedPercent: ({savedPercent}) => savedPercent.net,
	levelSwitches: ({levelSwitches}) => levelSwitches,
	costCycles: ({costCycles}) => costCycles.likely,
	poolEmpty: ({poolEmpty}) => poolEmpty,
};

const figuresOf = (reading: Reading): Record<string, number> => ({
	...Object.fromEntries(Object.entries(streamFigures).map(([name, figure]) => [name, figure(reading)])),
	...Object.fromEntries(reading.policies.flatMap(policy => Object.entries(policyFigures).map(([name, figure]) => [`${policy.name} ${name}`, figure(policy)]))),
});

const sample = (scenario: Scenario, engine: EngineKind, firstSeed: number): Array<Record<string, number>> =>
	Array.from({length: seeds}, (_, at) => {
		const machine = new Machine({...scenario, engine, seed: firstSeed + at});
		machine.advance(forNs);
		const reading = machine.read({digest: false});
		if (reading.engine !== engine) {
			throw new Error(`the run was ${reading.engine}`);
		}

		return figuresOf(reading);
	});

for (const [workload, policies] of [
	['web', ['fred-pf', 'ist-pf', 'fixed']],
	['database', ['fred-pf', 'accessed-switch', 'below-sp']],
	['network', ['global-reserve', 'probe', 'ist-pf']],
	['swap', ['fred-pf', 'ist-pf']],
] as const) {
	test(`${workload}: means, variances and distributions are those of the exact engine`, t => {
		const scenario = resolveScenario({machine: 'genoa-384', workload, policies, cpus: 8, threads: 800});
		const exact = sample(scenario, 'exact', 1);
		const skip = sample(scenario, 'skip', 1001);
		for (const name of Object.keys(exact[0]!)) {
			const difference = differenceOf(exact.map(figures => figures[name]!), skip.map(figures => figures[name]!));
			const told = `${name}: ${JSON.stringify(difference)}`;
			t.true(Math.abs(difference.t) < 4, told); // Chance 1 in 10,000
			// The variance of a figure that hardly varies says nothing
			const ratio = new Set(exact.map(figures => figures[name]!)).size > 5 ? difference.varianceRatio : 1;
			t.true(ratio > 1 / 4 && ratio < 4, told); // Chance 1 in 3,000
			t.true(difference.distance < 0.52, told); // Chance 1 in 3,000
		}
	});
}

test('CPUs are loaded as evenly, but for the batches of a moment', t => {
	const scenario = resolveScenario({machine: 'genoa-384', workload: 'web', cpus: 8, threads: 800});
	const busiest = (engine: EngineKind): number => {
		const machine = new Machine({...scenario, engine});
		machine.advance(10e9);
		const {perCpu, totals} = machine.read({digest: false});
		return Math.max(...perCpu.busyNs) / (totals.busyNs / 8);
	};

	t.true(busiest('exact') < 1.02);
	t.true(busiest('skip') < 1.02);
});

test('the comparison notices an engine that is off by a hundredth', t => {
	const scenario = resolveScenario({machine: 'genoa-384', workload: 'web', cpus: 8, threads: 800});
	const [exact, skip] = [sample(scenario, 'exact', 1), sample(scenario, 'skip', 1001)];
	const off = skip.map(({bursts}) => bursts! * 1.01);
	t.true(Math.abs(differenceOf(exact.map(({bursts}) => bursts!), off).t) > 4);
});
