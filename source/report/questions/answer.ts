import type {Status} from '../../../machine/index.js';

/** How a figure of an answer is known: as its input is, or by running the model. */
export type How = Status | 'simulated';

/** `chance`: 0 to 1. `%`: of what the label says. Empty: a count. */
export type Unit = 'chance' | '%' | '/s' | 'KiB' | 'pages' | 'bytes' | 'ns' | 'cycles' | 'threads/CPU' | '';

/** One figure of an answer. */
export type Figure = {
	readonly label: string;
	/** The policy it is about; undefined: about all of them, or none. */
	readonly policy?: string | undefined;
	/** Undefined: there was nothing to count. */
	readonly value: number | undefined;
	readonly unit: Unit;
	readonly low?: number | undefined;
	readonly high?: number | undefined;
	/** What the range is: 95 % of chance, or from plausible low to plausible high of the cost steps. */
	readonly range?: 'chance' | 'costs' | undefined;
	readonly how: How;
	/** How many events the value rests on, and of what kind. */
	readonly rests?: {readonly count: number; readonly of: string} | undefined;
};

/** A question of the debate. */
export type Question = {
	readonly number: number;
	readonly question: string;
	/** Who asked, and whether it was demanded or follows. */
	readonly askedBy: string;
};

/** What a question file finds out. */
export type Finding = {
	readonly verdict: string;
	readonly figures: readonly Figure[];
	/** Inputs without a source that the figures depend on. */
	readonly assumed: readonly string[];
	/** What of the question this model cannot tell, beginning with the word after "because". */
	readonly cannotAnswer?: string | undefined;
};

/** A question with its answer for one scenario. */
export type Answer = Question & Finding & {
	/** Policies that were asked for and make no sense of the question. */
	readonly notAsked: ReadonlyArray<{readonly policy: string; readonly because: string}>;
};
