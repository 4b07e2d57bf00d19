import {Machine, type PolicyReading, type Reading, type Scenario} from '../../machine/index.js';
import {attempt} from './attempt.js';
import type {ActionRequest} from './protocol.js';

/** Something done to the box on the way. */
export type CellAction = {
	readonly timeNs: number;
	readonly request: ActionRequest;
	/** As it was written, for messages. */
	readonly text: string;
};

/** One run of a sweep. */
export type CellTask = {
	readonly scenario: Scenario;
	/** Simulated time of the run, after boot. */
	readonly forNs: number;
	/** In the order of time, none after `forNs`. */
	readonly actions: readonly CellAction[];
};

/** A reading without columns of CPUs and log: small enough to keep thousands. */
export type CellReading = Omit<Reading, 'perCpu' | 'log' | 'policies'> & {readonly policies: ReadonlyArray<Omit<PolicyReading, 'perCpu'>>};

/** The reading at the end of a run, or why there is none. */
export type CellOutcome = {readonly reading: CellReading} | {readonly failure: string};

const lean = ({perCpu, log, policies, ...rest}: Reading): CellReading =>
	({...rest, policies: policies.map(({perCpu: columns, ...policy}) => policy)});

/** Runs a cell to its end. What the box refuses, or has no memory for, is told, not thrown. */
export const runCell = ({scenario, forNs, actions}: CellTask): CellOutcome => {
	try {
		const machine = new Machine(scenario);
		for (const {timeNs, request, text} of actions) {
			machine.advance(timeNs);
			const {refusal} = attempt(machine, request);
			if (refusal !== undefined) {
				return {failure: `the box refuses "${text}": ${refusal}`};
			}
		}

		machine.advance(forNs);
		return {reading: lean(machine.read())};
	} catch (error) {
		if (error instanceof RangeError) {
			return {failure: error.message};
		}

		throw error;
	}
};
