import {comparePolicies, type Comparison, type Reading} from '../../../machine/index.js';

const known = new WeakMap<Reading, Comparison>();

/** The policies of a reading side by side; worked out once, however many panes and pictures ask. */
export function comparedIn(reading: Reading): Comparison {
	const before = known.get(reading);
	if (before) {
		return before;
	}

	const comparison = comparePolicies(reading.policies);
	known.set(reading, comparison);
	return comparison;
}
