import type {Reading} from '../../machine/index.js';
import {boxFamilies, type Family, policyFamilies, type Sample} from './metric-families.js';

const prefix = 'kstacktop_';

/** Escapes as OpenMetrics 1.0 wants them in label values and in help texts. */
const escape = (text: string): string => text.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`).replaceAll('"', String.raw`\"`);

const labelText = (labels: Readonly<Record<string, string>>): string =>
	`{${Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`).join(',')}}`;

/** What a sample's name ends with, by the type of its family. */
const suffixes = {gauge: '', counter: '_total', info: '_info'} as const;

type Labelled = {readonly labels: Readonly<Record<string, string>>; readonly samples: readonly Sample[]};

const familyText = ({name, type, unit, help}: Pick<Family<unknown>, 'name' | 'type' | 'unit' | 'help'>, parts: readonly Labelled[]): string => {
	const full = `${prefix}${name}`;
	return [
		`# TYPE ${full} ${type}`,
		...unit === undefined ? [] : [`# UNIT ${full} ${unit}`],
		`# HELP ${full} ${escape(help)}`,
		...parts.flatMap(({labels, samples}) => samples.map(sample => `${full}${suffixes[type]}${labelText({...labels, ...sample.labels})} ${sample.value}`)),
		'',
	].join('\n');
};

/** A reading in the text format of OpenMetrics 1.0, for Prometheus and its like. Counters are since boot. */
export const openMetrics = (reading: Reading, toolVersion: string): string => {
	const {machine, workload, policies} = reading;
	const box = {machine, workload};
	return [
		familyText({name: 'build', type: 'info', help: 'The program that simulates.'}, [{labels: {}, samples: [{labels: {version: toolVersion}, value: 1}]}]),
		...boxFamilies.map(family => familyText(family, [{labels: box, samples: family.samples(reading)}])),
		...policyFamilies.map(family => familyText(family, policies.map(policy => ({labels: {...box, policy: policy.name}, samples: family.samples(policy)})))),
		'# EOF\n',
	].join('');
};
