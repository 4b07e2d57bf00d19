import {growthContexts, maySleep, type GrowthContext} from '../../../machine/index.js';
import type {CpuSource} from '../metrics.js';
import {inAll} from './verdict.js';

/** Growth of stacks in one context. Counts are since boot. */
export type ContextRow = {
	readonly context: GrowthContext;
	/** What the kernel was doing there, in words. */
	readonly where: string;
	/** It may sleep there until a page is free. */
	readonly sleeps: boolean;
	readonly growths: number;
	/** Growths a second of simulated time; undefined while too little time has passed. */
	readonly rate: number | undefined;
	/** Part of all growths, 0 to 1; undefined when there are none. */
	readonly share: number | undefined;
	/** Times that a page was needed there and there was none. */
	readonly empty: number;
	/** Finding no page kills the kernel, and did. */
	readonly deadly: boolean;
};

const places: Readonly<Record<GrowthContext, string>> = {
	task: 'in a call that may sleep',
	reclaim: 'in direct reclaim',
	locked: 'preemption off',
	'irqs-off': 'interrupts off',
	softirq: 'softirq on the task stack',
	interrupt: 'frame of an interrupt',
	nmi: 'NMI from user mode',
	switch: 'outgoing task at the switch',
	remote: 'reached by another CPU',
};

/** A row for each context, in the order in which the model knows them. */
export function contextRows({policy, policyIndex, rates}: CpuSource): readonly ContextRow[] {
	const all = inAll(policy.growthBy);
	return growthContexts.map(context => ({
		context,
		where: places[context],
		sleeps: maySleep(context),
		growths: policy.growthBy[context],
		rate: rates.perSecond(reading => reading.policies[policyIndex]!.growthBy[context]),
		share: all === 0 ? undefined : policy.growthBy[context] / all,
		empty: policy.emptyBy[context],
		deadly: policy.poolEmpty > 0,
	}));
}

/** Part of the growths where nothing can sleep, 0 to 1; undefined when nothing grew. */
export function atomicShare(rows: readonly ContextRow[]): number | undefined {
	const all = rows.reduce((sum, {growths}) => sum + growths, 0);
	const atomic = rows.filter(({sleeps}) => !sleeps).reduce((sum, {growths}) => sum + growths, 0);
	return all === 0 ? undefined : atomic / all;
}
