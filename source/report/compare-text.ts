import type {ComparedPolicy, Comparison, PolicyReading, Reading} from '../../machine/index.js';
import {comparisonColumns} from './compare-columns.js';
import type {ReportHeader} from './json.js';
import {wrap} from './layout.js';
import {costStatus, engineLines} from './text.js';
import {plural, showSeconds} from './units.js';

/** A comparison for a person, `width` columns wide (60 at least). */
export const comparisonText = (comparison: Comparison, reading: Reading, header: ReportHeader, width: number): string => [
	...heading(comparison, reading, header, width),
	...comparisonColumns(comparison, width).flatMap(lines => ['', ...lines]),
	'',
	...comparison.policies.flatMap(policy => dominance(policy, reading.policies, width)),
	...wrap(`On the Pareto front: no other policy is at least as good in all of these and better in one: ${axisLabels(comparison)}.`, width),
	'',
	...wrap('Costs are counts times cost steps, those of FRED assumed: a range, of which the likely value is compared. All other rows are counted in the simulated run.', width),
	...wrap(costStatus(header.scenario), width),
	'',
].join('\n');

const heading = ({policies}: Comparison, reading: Reading, {toolVersion, scenario}: ReportHeader, width: number): string[] => {
	const first = policies[0]!.name;
	return [
		...wrap(`kstacktop ${toolVersion}: ${policies.length} policies on ${reading.machine}, ${scenario.machine.title}`, width, '', '  '),
		...wrap([
			plural(reading.cpus, 'CPU'),
			`${plural(reading.policies[0]!.stacks, 'kernel stack')} of ${scenario.machine.threadSizeKiB} KiB`,
			`${showSeconds(reading.timeNs)} simulated`,
			`seed ${reading.seed}`,
		].join(', '), width, '  '),
		...wrap(`workload ${reading.workload}: ${scenario.workload.title}`, width, '  '),
		...engineLines(reading, scenario).flatMap(line => wrap(line, width, '  ')),
		...wrap(`events: ${deliveries(reading.policies).join('; ')}`, width, '  '),
		...wrap(`One stream of events for all, open loop. Below a value: how far it is from that of ${first} (of percentages, in points).`, width, '  '),
	];
};

/** Who runs on which event delivery: a proposal for one of them runs on it whatever the box does. */
const deliveries = (policies: readonly PolicyReading[]): string[] => (['fred', 'idt'] as const).flatMap(delivery => {
	const on = policies.filter(policy => policy.delivery === delivery);
	const how = delivery === 'fred' ? `by FRED${on.some(({whatIf}) => whatIf) ? ' (a what-if, the real box has none)' : ''}` : 'by the IDT';
	return on.length === 0 ? [] : [`${on.map(({name}) => name).join(', ')} ${how}`];
});

/** Who dominates a policy; that it takes another event delivery is said, since a box has the one or the other. */
const dominance = ({name, pareto, dominatedBy}: ComparedPolicy, policies: readonly PolicyReading[], width: number): string[] => {
	const deliveryOf = (one: string) => policies.find(policy => policy.name === one)!.delivery;
	const others = dominatedBy.map(other => deliveryOf(other) === deliveryOf(name) ? other : `${other} (on ${deliveryOf(other) === 'fred' ? 'FRED' : 'the IDT'})`);
	return pareto ? [] : wrap(`${name} is dominated by ${others.join(', ')}.`, width);
};

const axisLabels = ({axes, figures}: Comparison): string => figures.filter(({id}) => axes.includes(id)).map(({label}) => label).join('; ');
