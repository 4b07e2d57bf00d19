import type {
	Action, CoreDetail, FollowedFigure, Reading, Scenario, ThreadDetail, ThreadPage, ThreadQuery,
} from '../../machine/index.js';
import type {ActionRequest} from '../files/action-request.js';
import type {AlarmState} from '../report/alarms.js';

/** What the clock is doing. */
export type PlayerMode = 'live' | 'paused' | 'step' | 'replay' | 'backward' | 'search';

/** Kinds of events that can be looked for. */
export const soughtKinds = ['fault', 'demotion', 'failure', 'poolEmpty'] as const;
export type SoughtKind = (typeof soughtKinds)[number];

/** A search for an event of one policy. */
export type Search = {
	readonly what: SoughtKind;
	readonly which: 'next' | 'previous' | 'first';
	/** Index of the policy in the reading. */
	readonly policy: number;
};

/** What came of a search. */
export type SearchOutcome = Search & {
	/** How many searches there were so far, this one included. */
	readonly number: number;
	/** When it was found; undefined: it was not. */
	readonly foundNs: number | undefined;
	/** Up to where it was looked for. */
	readonly reachedNs: number;
};

/** What came of the last action. */
export type ActionOutcome = {
	/** How many actions were asked for so far, this one included: it tells one outcome from the next. */
	readonly number: number;
	/** The action as it was applied; undefined: it was refused before that, there being no thread alive. */
	readonly action: Action | undefined;
	/** Why the machine refused it; undefined: it was done. */
	readonly refusal: string | undefined;
	readonly timeNs: number;
};

/** A recording of the run. */
export type RecordingState = {
	readonly file: string;
	/** It is being written to; false: it is complete, or ended with `problem`. */
	readonly on: boolean;
	/** Why it could not be written (any further). */
	readonly problem: string | undefined;
};

/** A recording that is being replayed. */
export type ReplayState = {
	/** Digests that agree so far. */
	readonly agreed: number;
	/** Where the run was first not as recorded. */
	readonly difference: string | undefined;
};

/** State of the player that goes with every reading. */
export type PlayerState = {
	readonly mode: PlayerMode;
	/** Simulated seconds wanted per real second; `Infinity`: as fast as it goes. */
	readonly speed: number;
	/** Simulated seconds per real second that were reached lately; 0 while paused. */
	readonly realTimeFactor: number;
	/** The run has reached its end (`--for`, or `until` of a script). */
	readonly ended: boolean;
	/** Undefined until something was done to the box. */
	readonly lastAction: ActionOutcome | undefined;
	/** What became of the alarms so far; empty if none are set. */
	readonly alarms: readonly AlarmState[];
	/** How far this moment lies behind the furthest time reached, in simulated nanoseconds; 0: it is now. */
	readonly behindNs: number;
	/** What is being looked for. */
	readonly search?: Search | undefined;
	/** What came of the last search. */
	readonly lastSearch?: SearchOutcome | undefined;
	/** Undefined: nothing was recorded so far. */
	readonly recording?: RecordingState | undefined;
	/** Undefined: no recording is being replayed. */
	readonly replay?: ReplayState | undefined;
};

/** One value a sample of each figure. */
export type HistoryColumns = {
	/** Kernel-mode page faults on user memory since boot: the same for every policy. */
	readonly userFaults: readonly number[];
	/** Free memory of the box, in KiB: the same for every policy. */
	readonly freeKiB: readonly number[];
	/** One entry a policy, in the order of the reading. */
	readonly policies: ReadonlyArray<Readonly<Record<FollowedFigure, readonly number[]>>>;
};

/** Samples of the whole run at equal steps of simulated time, oldest first, up to the furthest time reached; every array has the same length. */
export type History = HistoryColumns & {
	readonly stepNs: number;
	/** Simulated time between two looks at the machine: the step or a part of it. */
	readonly lookNs: number;
	readonly timeNs: readonly number[];
	/** The least and the most that was seen since the sample before: of sizes the sizes, of counts the growth from one look to the next. */
	readonly least: HistoryColumns;
	readonly most: HistoryColumns;
};

/** All that the board draws from. */
export type PlayerFrame = {
	readonly reading: Reading;
	/** The box a little before the reading, where the run has jumped there; undefined: the frames before tell. */
	readonly before: Reading | undefined;
	readonly state: PlayerState;
	readonly history: History;
	/** The rows last asked for with `threads`, as of this reading; undefined while nobody looks at threads. */
	readonly threads: ThreadPage | undefined;
	/** The core last asked for with `core`, close up; undefined while nobody looks at one. */
	readonly core: CoreDetail | undefined;
	/** The thread last asked for with `thread`, close up; undefined while nobody looks at one. */
	readonly thread: ThreadDetail | undefined;
};

/** Half as fast, or twice as fast; above 64 times real time as fast as it can. */
export type SpeedStep = 'slower' | 'faster';

/**
What the board (or a script) may ask of the player. Keys may come faster than frames: what a key turns round or changes by a step is told so, not worked out from the last frame.
*/
export type PlayerCommand
	= | {readonly kind: 'pause'}
		| {readonly kind: 'resume'}
	/** Pause what runs, resume what is paused. */
		| {readonly kind: 'pause-or-resume'}
	/** Run to the next burst on any CPU, then pause. */
		| {readonly kind: 'step'}
	/** Back to just past the burst before this moment, and pause. */
		| {readonly kind: 'step-back'}
	/** Go to a moment and pause there; beyond the furthest time reached it runs there as fast as it goes. */
		| {readonly kind: 'seek'; readonly timeNs: number}
	/** The same from this moment on. */
		| {readonly kind: 'seek-by'; readonly byNs: number}
	/** To the furthest time reached, and on from there as it was when that was left. */
		| {readonly kind: 'now'}
	/** Run backwards; while it does, pause. */
		| {readonly kind: 'backward'}
	/** Go to an event and pause there; what has not happened yet is waited for, a while of simulated time. */
		| {readonly kind: 'search'; readonly search: Search}
		| {readonly kind: 'speed'; readonly speed: number | SpeedStep}
		| {readonly kind: 'action'; readonly action: ActionRequest}
	/** Record the run in a new file, from boot on; while that is done, end it. */
		| {readonly kind: 'record'; readonly file: string}
	/** Which thread rows to send with each frame; undefined: none. */
		| {readonly kind: 'threads'; readonly query: ThreadQuery | undefined}
	/** Which core to send close up with each frame; undefined: none. */
		| {readonly kind: 'core'; readonly cpu: number | undefined}
	/** Which thread to send close up with each frame; undefined: none. */
		| {readonly kind: 'thread'; readonly tid: number | undefined};

/** What a board knows of a run, and all it knows: it never sees the Machine. */
export type Feed = {
	/** The run as it was asked for, resolved. */
	readonly scenario: Scenario;
	/** The newest frame. */
	latest(): PlayerFrame;
	/** Calls `listener` after each new frame; gives the function that ends it. */
	subscribe(listener: () => void): () => void;
	send(command: PlayerCommand): void;
};

export {alarmLine, type AlarmState} from '../report/alarms.js';
export type {ActionRequest, ThreadChoice} from '../files/action-request.js';
export type {DeliveryKind, PolicyName} from '../../machine/index.js';
