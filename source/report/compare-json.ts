import {comparisonSchemaVersion, type ComparedPolicy, type Comparison, type Figure, type Reading} from '../../machine/index.js';
import type {ReportHeader} from './json.js';
import {plain, plainScenario, type Plain} from './plain.js';

/** A figure without its functions. */
const plainFigure = ({id, label, group, unit, better, basis, range}: Figure): Plain => ({
	id, label, group, unit, better, basis, ranged: range !== undefined,
});

/** Every figure has a key in `values` and `deltas`; null where the policy, or the first one, has nothing of the kind. */
const plainPolicy = ({values, deltas, ...rest}: ComparedPolicy, figures: readonly Figure[]): Plain => {
	const all = (record: Readonly<Record<string, number>>): Plain => plain(Object.fromEntries(figures.map(({id}) => [id, record[id]])));
	return plain({...rest, values: all(values), deltas: deltas === undefined ? undefined : all(deltas)});
};

/** One JSON object: what ran and how it ended up, then the comparison; ends in a line break. */
export const comparisonJson = (comparison: Comparison, reading: Reading, {toolVersion, scenario}: ReportHeader): string => {
	const {timeNs, digest, seed, engine, machine, workload, delivery, cpus} = reading;
	const {figures, policies, axes} = comparison;
	return `${JSON.stringify({
		schemaVersion: comparisonSchemaVersion,
		toolVersion,
		scenario: plainScenario(scenario),
		timeNs,
		digest,
		seed,
		engine,
		machine,
		workload,
		delivery,
		cpus,
		comparison: {
			figures: figures.map(figure => plainFigure(figure)),
			axes,
			policies: policies.map(policy => plainPolicy(policy, figures)),
		},
	})}\n`;
};
