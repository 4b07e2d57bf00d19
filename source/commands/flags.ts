import type {Flag} from './command.js';

/** What the scenario of a run is made of. */
export const scenarioFlags: readonly Flag[] = [
	{name: 'machine', value: 'NAME|FILE', about: 'the simulated box (genoa-384)'},
	{name: 'workload', value: 'NAME|FILE', about: 'what runs on it (idle)'},
	{name: 'policy', value: 'A,B', about: 'proposals to compare on one stream of events (fred-pf,ist-pf,fixed)'},
	{name: 'delivery', value: 'fred|idt', about: 'how the box delivers events (fred: a what-if on boxes without FRED)'},
	{name: 'cpus', value: '1..512', about: 'logical CPUs instead of the machine\'s own'},
	{name: 'threads', value: '1..1000000', about: 'kernel stacks instead of the machine\'s own; grown pages follow in proportion'},
	{name: 'seed', value: '0..4294967295', about: 'same seed, same bytes (1)'},
	{name: 'deeper', value: '+BYTES|xFACTOR', about: 'take every call path to be deeper: how close to the next page the stacks are'},
	{name: 'stack-offset', value: 'on|off', about: 'random stack offset of system calls, 0 to 1008 bytes (as the workload says)'},
	{name: 'kernel', value: 'VERSION|next', about: 'take call paths to be as deep as on this kernel, such as 6.1 (workloads: 6.12); next: grown once more as since 6.1'},
	{name: 'costs', value: 'FILE', about: 'CSV with your own figures for single cost steps'},
	{name: 'engine', value: 'exact|skip', about: 'skip: long runs, several times faster; waits for a CPU are drawn from a law learned first (exact)'},
];

/** Those of the scenario flags that have these names. */
export const scenarioFlagsOf = (...names: readonly string[]): readonly Flag[] => scenarioFlags.filter(({name}) => names.includes(name));

/** How long runs last that have no board. */
export const lengthFlag: Flag = {name: 'for', value: 'TIME', about: 'simulated time to run, such as 10s, 250ms or 2m (10s)'};

/** The pace of a board that has no report. */
export const boardSpeedFlag: Flag = {name: 'speed', value: 'NUMBER|max', about: 'simulated seconds a real second in the board (1)'};

/** The form of reports without a table in them. */
export const textOrJsonFlag: Flag = {name: 'format', value: 'text|json', about: 'form of the report (text)'};

/** A condition that must never come true. */
export const failOnFlag: Flag = {
	name: 'fail-on', value: 'CONDITION', repeatable: true, about: 'exit code 1 if this ever is so, such as \'savedPercent.net < 70\' (first policy); repeatable',
};

/** What a run of a scenario gives, with a board or without. */
export const outputFlags: readonly Flag[] = [
	{name: 'for', value: 'TIME', about: 'simulated time to run, such as 10s, 250ms or 2m (run: 10s; board: until q)'},
	{name: 'every', value: 'TIME', about: 'simulated time between two readings: ndjson, csv (1s), --fail-on, --trace'},
	{name: 'format', value: 'text|json|ndjson|csv', about: 'form of the report (text)'},
	failOnFlag,
	{name: 'speed', value: 'NUMBER|max', about: 'simulated seconds a real second (board: 1; run: max)'},
	{name: 'record', value: 'FILE', about: 'write down what is done to the box, for kstacktop replay'},
];

/** How the board looks. */
export const boardFlags: readonly Flag[] = [
	{name: 'theme', value: 'NAME', about: 'default, light, high-contrast, colour-blind or mono'},
	{name: 'ascii', about: 'no braille, block or box characters'},
	{name: 'screen-reader', about: 'lines of text to be read aloud in place of the board'},
	{name: 'no-config', about: 'do not read the settings file (kstacktop info names it)'},
];
