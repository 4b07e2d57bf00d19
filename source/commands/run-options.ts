import {
	type ScenarioChoice, engineKinds, oneOf, parseDelivery, parsePolicies, scenarioLimits,
} from '../files/scenario.js';
import {InputError} from '../files/input-error.js';
import {parseKernel} from '../files/kernel-growth.js';
import {parseDeeper} from '../files/sensitivity.js';
import {parseCount, parseSpeed, parseTimeNs} from '../files/quantity.js';
import {type ListenAddress, parseAddress} from './listen-address.js';
import type {ParsedFlags} from './parse-flags.js';

const reportFormats = ['text', 'json', 'ndjson', 'csv'] as const;
/** The forms that hold many readings. */
const streamed: ReadonlySet<ReportFormat | undefined> = new Set<ReportFormat | undefined>(['ndjson', 'csv']);
export type ReportFormat = (typeof reportFormats)[number];

/** The options that `board` and `run` share, read and checked; undefined: not given. */
export type RunOptions = {
	readonly choice: ScenarioChoice;
	readonly forNs: number | undefined;
	readonly everyNs: number | undefined;
	readonly format: ReportFormat | undefined;
	/** Simulated seconds per real second; `Infinity` for `max`. */
	readonly speed: number | undefined;
	/** What `--fail-on` says, still as text: which fields there are depends on the policies. */
	readonly failOn: readonly string[];
	/** Where the trace goes. */
	readonly trace: string | undefined;
	/** Where the recording goes. */
	readonly record: string | undefined;
	/** Where /metrics is served. */
	readonly listen: ListenAddress | undefined;
};

/** Reads the shared options. Throws an `InputError` that names the flag. */
export const readRunOptions = (flags: ParsedFlags): RunOptions => {
	const options: RunOptions = {
		choice: readChoice(flags),
		forNs: read(flags, 'for', parseTimeNs),
		everyNs: read(flags, 'every', parseTimeNs),
		format: read(flags, 'format', (text, what) => oneOf(text, reportFormats, what)),
		speed: readSpeed(flags),
		failOn: flags.values('fail-on'),
		trace: read(flags, 'trace', requireText),
		record: read(flags, 'record', requireText),
		listen: read(flags, 'listen', parseAddress),
	};
	if (options.everyNs !== undefined && !streamed.has(options.format) && options.failOn.length === 0 && options.trace === undefined) {
		throw new InputError('--every needs --format ndjson or csv, --fail-on or --trace: without them there is one reading');
	}

	return options;
};

/** What `--speed` says. */
export const readSpeed = (flags: ParsedFlags): number | undefined =>
	read(flags, 'speed', parseSpeed);

/** What is to run: the box, its workload and the policies. Throws an `InputError` that names the flag. */
export const readChoice = (flags: ParsedFlags): ScenarioChoice => ({
	machine: read(flags, 'machine', requireText),
	workload: read(flags, 'workload', requireText),
	policies: read(flags, 'policy', parsePolicies),
	delivery: read(flags, 'delivery', parseDelivery),
	cpus: read(flags, 'cpus', (text, what) => parseCount(text, what, scenarioLimits.cpus)),
	threads: read(flags, 'threads', (text, what) => parseCount(text, what, scenarioLimits.threads)),
	seed: read(flags, 'seed', (text, what) => parseCount(text, what, scenarioLimits.seed)),
	deeper: read(flags, 'deeper', (text, what) => {
		parseDeeper(text, what);
		return text;
	}),
	stackOffset: read(flags, 'stack-offset', (text, what) => oneOf(text, ['on', 'off'], what) === 'on'),
	kernel: read(flags, 'kernel', parseKernel),
	costs: read(flags, 'costs', requireText),
	engine: read(flags, 'engine', (text, what) => oneOf(text, engineKinds, what)),
});

/** A flag's value through its parser; undefined when the flag was not given. */
export const read = <Value>(flags: ParsedFlags, name: string, parse: (text: string, what: string) => Value): Value | undefined => {
	const text = flags.value(name);
	return text === undefined ? undefined : parse(text, `--${name}`);
};

/** A name or path: any text but none. */
export const requireText = (text: string, what: string): string => {
	if (text === '') {
		throw new InputError(`${what} needs a value`);
	}

	return text;
};
