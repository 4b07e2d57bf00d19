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

/** The text formats that scrapers ask for, and the media type of each. */
export const metricsTypes = {
	openMetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
	prometheus: 'text/plain; version=0.0.4; charset=utf-8',
} as const;

export type MetricsFormat = keyof typeof metricsTypes;

/** How a family is announced. The older format of Prometheus names families as their samples, and knows neither units nor infos. */
const announcement = (full: string, {type, unit, help}: Pick<Family<unknown>, 'type' | 'unit' | 'help'>, format: MetricsFormat): string[] => {
	if (format === 'prometheus') {
		const name = `${full}${suffixes[type]}`;
		return [`# HELP ${name} ${escape(help)}`, `# TYPE ${name} ${type === 'info' ? 'gauge' : type}`];
	}

	return [`# TYPE ${full} ${type}`, ...unit === undefined ? [] : [`# UNIT ${full} ${unit}`], `# HELP ${full} ${escape(help)}`];
};

const familyText = (family: Pick<Family<unknown>, 'name' | 'type' | 'unit' | 'help'>, parts: readonly Labelled[], format: MetricsFormat): string => {
	const full = `${prefix}${family.name}`;
	return [
		...announcement(full, family, format),
		...parts.flatMap(({labels, samples}) => samples.map(sample => `${full}${suffixes[family.type]}${labelText({...labels, ...sample.labels})} ${sample.value}`)),
		'',
	].join('\n');
};

/** A reading in the text format of OpenMetrics 1.0, or in the older one of Prometheus, for Prometheus and its like. Counters are since boot. */
export const openMetrics = (reading: Reading, toolVersion: string, format: MetricsFormat = 'openMetrics'): string => {
	const {machine, workload, policies} = reading;
	const box = {machine, workload};
	return [
		familyText({name: 'build', type: 'info', help: 'The program that simulates.'}, [{labels: {}, samples: [{labels: {version: toolVersion}, value: 1}]}], format),
		...boxFamilies.map(family => familyText(family, [{labels: box, samples: family.samples(reading)}], format)),
		...policyFamilies.map(family => familyText(family, policies.map(policy => ({labels: {...box, policy: policy.name}, samples: family.samples(policy)})), format)),
		...format === 'openMetrics' ? ['# EOF\n'] : [],
	].join('');
};
