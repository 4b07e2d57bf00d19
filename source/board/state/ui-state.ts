import type {LogEntry} from '../../../machine/index.js';
import type {Caption} from '../caption/captions.js';
import {initialMarking, type Marking} from '../compare/marking.js';
import {initialMenu, type MenuState} from '../inject/menu-state.js';
import type {Tab, View} from '../keys/places.js';
import type {KeyAction} from '../keys/table.js';
import {mapMetrics} from '../metrics.js';
import type {Prompt} from '../prompt/contract.js';
import type {PromptId} from '../prompt/openers.js';
import {initialPrompt, type PromptState} from '../prompt/prompt-state.js';
import {initialCores, type CoresState, type CoreTable} from './cores.js';
import {initialFocus, type FocusState} from './focus.js';
import {initialLog, type LogState} from './log.js';
import {initialThreads, type ThreadsQuery, type ThreadsState, type ThreadTable} from './threads.js';

/** The lists that scroll, by their names in the state. */
export type ScrolledList = 'cores' | 'threads' | 'compare' | 'log';

/** Everything the user has chosen. What the machine does is not in it. */
export type UiState = {
	readonly view: View;
	/** Where a core that is shown close up was opened, and where leaving it leads. */
	readonly back: Tab;
	/** Index of the policy in focus. */
	readonly policy: number;
	/** Index into `mapMetrics`. */
	readonly metric: number;
	readonly help: boolean;
	/** The first line of the help that is seen. */
	readonly helpTop: number;
	/** What is said on the first picture ever is still there. */
	readonly hint: boolean;
	readonly focus: FocusState;
	readonly log: LogState;
	/** The menu of what can be done to the box. */
	readonly inject: MenuState;
	/** What is typed in the footer. */
	readonly prompt: PromptState;
	readonly cores: CoresState;
	readonly compare: Marking;
	/** The event of the marked core that is taken apart: 0 is the newest. */
	readonly events: {readonly marked: number};
	readonly threads: ThreadsState;
	/** What a script says over the board. */
	readonly caption: Caption | undefined;
};

/** What the reducer must know of the machine. */
export type Facts = {
	/** Lines of the help, and how many are seen at once; undefined: all of them are. */
	readonly helpLines?: {readonly all: number; readonly visible: number};
	readonly policies: number;
	readonly cores: CoreTable;
	readonly threads: ThreadTable;
	/** Panes of the view between which the focus moves. */
	readonly panes: number;
	/** Entries of the log, newest first. */
	readonly log: readonly LogEntry[];
	/** Events known of the marked core. */
	readonly events: number;
	/** Positions of the marked dial of the menu. */
	readonly choices: number;
	/** What a line that is typed is for, as of now; undefined where nobody knows. */
	readonly promptFor: (id: PromptId) => Prompt | undefined;
};

export type UiEvent
	= | {readonly kind: 'key'; readonly action: KeyAction}
	/** Printable text was typed or pasted into the prompt. */
		| {readonly kind: 'text'; readonly text: string}
	/** Another policy comes into focus. */
		| {readonly kind: 'policy'; readonly index: number}
	/** A list was laid out with room for `visible` rows. */
		| {readonly kind: 'fit'; readonly list: ScrolledList; readonly visible: number}
	/** Only threads that meet this are to be listed; undefined: all. */
		| {readonly kind: 'query'; readonly query: ThreadsQuery | undefined}
	/** A script says something else, or nothing any more. */
		| {readonly kind: 'caption'; readonly caption: Caption | undefined};

/** Where leaving a view leads to: closing up, the list it is opened from. */
const backOf = (view: View): Tab => view === 'core' ? 'cores' : (view === 'thread' ? 'threads' : view);

/** What is shown at first. */
export const initialState = (view: View = 'overview'): UiState => ({
	view,
	back: backOf(view),
	policy: 0,
	// Even an idle box switches levels
	metric: Math.max(0, mapMetrics.findIndex(metric => metric.id === 'switches')),
	help: false,
	helpTop: 0,
	hint: false,
	focus: initialFocus,
	log: initialLog,
	inject: initialMenu,
	prompt: initialPrompt,
	cores: initialCores,
	compare: initialMarking,
	events: {marked: 0},
	threads: initialThreads,
	caption: undefined,
});
