import {failureKinds, type LogEntry} from '../../../machine/index.js';

/** A choice of what the log shows. */
export type LogFilter = {
	/** A word or two for the title of the log. */
	readonly name: string;
	/** Undefined: every kind. */
	readonly kinds: ReadonlySet<LogEntry['kind']> | undefined;
	/** What stands in the log while there is nothing of it. */
	readonly none: string;
};

const kinds = (...some: ReadonlyArray<LogEntry['kind']>): ReadonlySet<LogEntry['kind']> => new Set(some);

/** The choices, in the order of the key. */
export const logFilters: readonly LogFilter[] = [
	{name: 'everything', kinds: undefined, none: 'Nothing has grown or failed since boot.'},
	{name: 'growths', kinds: kinds('grown', 'grown-in-interrupt'), none: 'No stack has grown.'},
	{name: 'growths in interrupts', kinds: kinds('grown-in-interrupt'), none: 'No stack has grown in an interrupt.'},
	{name: 'failures', kinds: kinds(...failureKinds, 'eventLost'), none: 'Nothing has failed.'},
	{name: 'waits', kinds: kinds('waited'), none: 'Nobody has waited for a page.'},
	{name: 'the box', kinds: kinds('cpuOffline', 'cpuOnline', 'machineCheck'), none: 'No CPU has come or gone, no machine check came.'},
];
