import type {Scenario} from '../../../machine/index.js';
import type {PlayerFrame} from '../../player/protocol.js';
import type {UiState} from '../state/ui-state.js';
import {commandPrompt} from './command.js';
import type {Prompt} from './contract.js';
import {goToPrompt} from './go-to.js';
import type {PromptId} from './openers.js';
import {queryPrompt} from './query.js';

/** The workloads and machines that come with the program. */
export type FixtureNames = {readonly workload: readonly string[]; readonly machine: readonly string[]};

/** What the uses of the prompt may know. */
export type PromptContext = {
	readonly scenario: Scenario;
	/** The newest frame. */
	readonly frame: PlayerFrame;
	readonly ui: UiState;
	/** Names that a new run can be made with; undefined: this run is the only one there can be. */
	readonly fixtures: FixtureNames | undefined;
};

/** The uses of the prompt, by the actions that open them. */
const makers: Readonly<Record<PromptId, (context: PromptContext) => Prompt>> = {
	command: commandPrompt,
	query: queryPrompt,
	'go-to': goToPrompt,
};

/** The prompt of a use, as of this moment. */
export const promptFor = (id: PromptId, context: PromptContext): Prompt => makers[id](context);
