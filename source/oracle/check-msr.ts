/** Writes to FRED registers held against recorded cases. */
import {fredMsrNumbers, fredMsrProblem, isCanonical} from '../../machine/index.js';
import type {MsrWriteCase} from './case-schema.js';
import {type Difference, differences} from './difference.js';

/**
Bochs accepts a CONFIG whose entry page is not canonical and faults at the next event.
The published rule (KVM refuses the write) wins, also where a file records only what Bochs did.
*/
export const judgedByRule = ({msr, value, result, expected}: MsrWriteCase): boolean =>
	!expected && result === 'ok' && msr === fredMsrNumbers.config && !isCanonical(value);

export const checkMsrWrite = (recorded: MsrWriteCase): Difference[] => {
	const expected = judgedByRule(recorded) ? '#GP(0)' : recorded.expected ?? recorded.result;
	return differences([['WRMSR', expected, fredMsrProblem(recorded.msr, recorded.value) === undefined ? 'ok' : '#GP(0)']]);
};
