import {type Condition, families, type PolicyName, readPolicyChoice, type Scenario} from '../../../machine/index.js';

/** What trials are put through. `asIs`: nothing but the workload. */
const conditionNames = ['asIs', 'calm', 'low', 'high', 'storm', 'hotplug'] as const;
export type ConditionName = (typeof conditionNames)[number];

const plain: Condition = {failShare: undefined, chargeFailShare: undefined, forkTimes: 1, hotplug: false};

/** Memory charges fail as often as atomic requests wherever pressure is set; which of the two grows with which is not known. */
const pressed = (share: number): Condition => ({...plain, failShare: share, chargeFailShare: share});

/** Shares of time in which atomic requests fail: a bad hour and a disaster. Assumed. */
export const conditions: Readonly<Record<ConditionName, Condition>> = {
	asIs: plain,
	calm: pressed(0),
	low: pressed(0.01),
	high: pressed(0.1),
	storm: {...pressed(0.1), forkTimes: 10},
	hotplug: {...pressed(0.1), hotplug: true},
};

/** Pages of a CPU's pool that are compared: half of v2's, v2's, and twice and four times as many. */
const poolSizes = [3, 6, 12, 24] as const;

/** Policies that run side by side under one condition. */
export type Experiment = {
	readonly condition: ConditionName;
	readonly policies: readonly PolicyName[];
};

/** Which policies answer what, and the runs that it takes. */
export type Plan = {
	/** Policies that were asked for, but the baseline; never none. */
	readonly asked: readonly PolicyName[];
	/** The policy with a pool whose size is varied. */
	readonly base: PolicyName;
	/** It with each of `poolSizes`. */
	readonly pools: ReadonlyArray<{readonly pages: number; readonly policy: PolicyName}>;
	/** Other sizes of stacks (question 16); fixed ones among them. */
	readonly sizes: readonly PolicyName[];
	/** Policies that look at Accessed bits: at the switch, and in a shrinker; and each with other readings of what a clear bit proves. */
	readonly accessed: readonly PolicyName[];
	readonly accessedVariants: readonly PolicyName[];
	/** The policy that takes a page back whenever a stay did not use it, and the one that keeps it: the difference are uses again. */
	readonly latches: {readonly keeps: PolicyName; readonly forgets: PolicyName} | undefined;
	/** The policy that attaches stacks at kernel entry; undefined: there is none. */
	readonly entry: PolicyName | undefined;
	readonly experiments: readonly Experiment[];
};

/** Most policies side by side, the baseline not counted. */
const sideBySide = 7;

/** A policy with other values for some parameters; undefined if it lacks one of them. */
const vary = (name: PolicyName, values: Readonly<Record<string, number>>): PolicyName | undefined => {
	const {family, given} = readPolicyChoice(name);
	if (Object.keys(values).some(key => !Object.hasOwn(family.parameters, key))) {
		return undefined;
	}

	const parts = Object.entries({...given, ...values}).map(([key, value]) => `:${key}=${value}`);
	return readPolicyChoice(family.kind + parts.join('')).name;
};

const known = (names: ReadonlyArray<PolicyName | undefined>): PolicyName[] => names.filter(name => name !== undefined);

const ofKind = (kind: string): PolicyName[] => families.some(family => family.kind === kind) ? [kind] : [];

const hasPool = (name: PolicyName): boolean => Object.hasOwn(readPolicyChoice(name).family.parameters, 'pool');

/** `policies` in lots that can run side by side. */
const lots = (condition: ConditionName, policies: readonly PolicyName[]): Experiment[] => {
	const unique = [...new Set(policies)];
	const count = Math.ceil(unique.length / sideBySide);
	return Array.from({length: count}, (_, lot) => ({condition, policies: unique.slice(lot * sideBySide, (lot + 1) * sideBySide)}));
};

/** Decides what has to run to answer the questions for a scenario. */
export const planTrials = ({policies, workload}: Scenario): Plan => {
	const {atomicFailShare, chargeFailShare} = workload.events.memory;
	const moving = policies.filter(name => name !== 'fixed');
	const base = moving.find(name => hasPool(name)) ?? 'fred-pf';
	const asked = moving.length > 0 ? moving : [base];
	const pools = poolSizes.map(pages => ({pages, policy: vary(base, {pool: pages})!}));
	const poolNames = pools.map(({policy}) => policy);
	const sizes = known([vary(base, {prealloc: 2}), vary(base, {size: 32}), vary(base, {prealloc: 2, size: 32}), 'fixed:size=8', 'fixed:size=32']);
	const accessed = [...ofKind('accessed-switch'), ...ofKind('accessed-shrinker')];
	const accessedVariants = known(accessed.map(name => vary(name, {shootdown: name === 'accessed-switch' ? 1 : 0})));
	const speculated = known(accessed.slice(0, 1).map(name => vary(name, {spurious: 100})));
	const [entry] = ofKind('entry');
	const [keeps] = ofKind('accessed-switch');
	const forgets = keeps === undefined ? undefined : vary(keeps, {latch: 0});
	return {
		asked,
		base,
		pools,
		sizes,
		accessed,
		accessedVariants: [...accessedVariants, ...speculated],
		latches: keeps === undefined || forgets === undefined ? undefined : {keeps, forgets},
		entry,
		experiments: [
			...lots('asIs', [...asked, base, ...poolNames, ...sizes, ...accessed, ...known([entry, forgets])]),
			...atomicFailShare > 0 || chargeFailShare > 0 ? lots('calm', poolNames) : [],
			...lots('low', [...poolNames, ...accessed]),
			...lots('high', [...accessed, ...accessedVariants, ...speculated, ...poolNames]),
			...lots('storm', [...poolNames, ...sizes.filter(name => !name.startsWith('fixed'))]),
			...lots('hotplug', [...asked, base]),
		],
	};
};
