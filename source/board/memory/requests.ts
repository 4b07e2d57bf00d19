import type {PolicyReading} from '../../../machine/index.js';
import {count, sizeText, span} from '../figures.js';
import {inAll} from '../risk/verdict.js';
import type {Scene} from '../scene.js';
import type {Role} from '../terminal/style.js';

/** One way in which pages are asked for or fail to come. */
export type RequestRow = {
	readonly what: string;
	/** Whether who asks may sleep; empty: it is no request. */
	readonly mode: '' | 'atomic' | 'may sleep';
	readonly count: number;
	/** How many in a second of simulated time, now; undefined: not known yet. */
	readonly rate: number | undefined;
	readonly note: string;
	/** How bad it is that this has happened at all. */
	readonly role: Role;
	/** It went wrong: a sign stands before the count. */
	readonly isDeadly: boolean;
};

type Rule = {
	readonly what: string;
	readonly mode: RequestRow['mode'];
	readonly value: (policy: PolicyReading) => number;
	readonly note: (policy: PolicyReading) => string;
	readonly role?: Role;
	readonly isDeadly?: (policy: PolicyReading) => boolean;
};

const none = () => '';
const pagesOf = (value: number) => sizeText(value * 4);

/** All that is known of requests for pages, the most telling first: where there is little room the last ones are left out. */
const rules: readonly Rule[] = [
	{what: 'pages allocated', mode: '', value: ({pagesAllocated}) => pagesAllocated, note: ({pagesAllocated}) => `${pagesOf(pagesAllocated)} since boot`},
	{what: 'refills of pools', mode: 'atomic', value: ({refilledPages}) => refilledPages, note: ({poolSize}) => poolSize === 0 ? 'has no pools' : 'pages that came'},
	{what: 'refills failed', mode: 'atomic', value: ({refillFailures}) => refillFailures, note: ({shortages: {now}}) => now > 0 ? `${count(now)} CPUs short now` : '', role: 'warn'},
	{
		what: 'no page at a fault', mode: 'atomic', value: ({emptyBy}) => inAll(emptyBy), role: 'warn', isDeadly: ({poolEmpty}) => poolEmpty > 0,
		note: ({poolEmpty}) => poolEmpty > 0 ? `${count(poolEmpty)} of them deadly` : '',
	},
	{what: 'waits for a page', mode: 'may sleep', value: ({waits}) => waits, note: ({waits, waitNs}) => waits === 0 ? '' : `${span(waitNs / waits)} each, ${span(waitNs)} in all`, role: 'warn'},
	{what: 'pages freed', mode: '', value: ({pagesFreed}) => pagesFreed, note: none},
	{
		what: 'memcg charges failed',
		mode: '',
		value: ({chargeFailures}) => chargeFailures,
		note: ({unchargedPages}) => unchargedPages === 0 ? '' : `${count(unchargedPages)} pages uncharged`,
		role: 'warn',
	},
	{
		what: 'pools short', mode: '', value: ({shortages}) => shortages.count, role: 'warn',
		note: ({shortages}) => shortages.count === 0 ? '' : `${span(shortages.totalNs)} in all`,
	},
	{what: 'CPUs up short', mode: 'may sleep', value: ({shortFills}) => shortFills, note: none, role: 'warn'},
	{
		what: 'taken from reserve',
		mode: 'atomic',
		value: ({reserve}) => reserve.taken,
		note: ({reserve: {size, now, lowest}}) => size === 0 ? 'box has none' : `${now} of ${size} left, ${lowest} at worst`,
	},
	{what: 'taken from threads', mode: '', value: ({pagesTakenBack}) => pagesTakenBack, note: none},
];

/** How pages were asked for under the policy in focus, and whether they came. */
export const requestRows = ({policy, policyIndex, rates}: Scene): readonly RequestRow[] => rules.map(({what, mode, value, note, role = 'strong', isDeadly}) => ({
	what,
	mode,
	count: value(policy),
	rate: rates.perSecond(reading => value(reading.policies[policyIndex]!)),
	note: note(policy),
	role: isDeadly?.(policy) ? 'bad' : role,
	isDeadly: isDeadly?.(policy) ?? false,
}));
