import type {CostTable, Range} from '../description.js';
import type {BillItem} from '../policies/policy.js';

/** Raised when a policy's bill names a step that the cost table does not have. */
export class UnknownCostStepError extends Error {
	constructor(readonly step: string) {
		super(`the cost table has no step "${step}"`);
	}
}

/** One step's cost. Throws an `UnknownCostStepError` when the table lacks it. */
export const stepCost = (costs: CostTable, step: string): Range => {
	const cost = costs[step];
	if (!cost) {
		throw new UnknownCostStepError(step);
	}

	return cost;
};

/**
The cycles of a whole bill as a range.

Each step is one unknown: all events that use it are wrong by the same factor, so its uses are added up first (savings subtract).
The steps among each other are taken as independent: deviations combine in quadrature around the sum of the likely values, not by adding all highs.
Source: `costs`, sections 0 and 2.
*/
export const combine = (items: readonly BillItem[], costs: CostTable): Range => {
	const uses = new Map<string, number>();
	for (const {count, steps} of items) {
		for (const step of Object.keys(steps)) {
			uses.set(step, (uses.get(step) ?? 0) + count * steps[step]);
		}
	}

	let likely = 0;
	let below = 0;
	let above = 0;
	for (const [step, times] of uses) {
		const cost = stepCost(costs, step);
		likely += times * cost.likely;
		const down = times * (cost.likely - (times > 0 ? cost.low : cost.high));
		const up = times * ((times > 0 ? cost.high : cost.low) - cost.likely);
		below += down * down;
		above += up * up;
	}

	return {low: likely - Math.sqrt(below), likely, high: likely + Math.sqrt(above)};
};

/** A range times a number of 0 or more. */
export const scaleRange = (range: Range, factor: number): Range => ({low: range.low * factor, likely: range.likely * factor, high: range.high * factor});
