import type {Reading} from '../../machine/index.js';
import {InputError} from '../files/input-error.js';
import type {ActionOutcome, ActionRequest} from '../player/protocol.js';
import {type Digests, digestsOf} from './format.js';
import type {Happening, Recording} from './read.js';

/** Where a recording is replayed: a run without a board, or the one in it. */
export type RecordingStage = {
	/** Runs to exactly this moment of simulated time; gives undefined if the stage has ended before. `read` gives a reading with hashes. */
	reach(timeNs: number): Promise<{readonly read: () => Reading} | undefined>;
	/** Does something to the box; gives what came of it, undefined where nobody will know any more. */
	act(action: ActionRequest): Promise<ActionOutcome | undefined>;
	/** Whether somebody else has done something to the box: then it is no longer what was recorded. */
	isChanged(): boolean;
	/** Told after each digest that agrees, with how many did so far. */
	agreed?(count: number): void;
};

/** How a replay went. */
export type Replayed = {
	/** Digests that agree. */
	readonly agreed: number;
	/** Where the run was first not as recorded. */
	readonly difference: InputError | undefined;
	/** Simulated time up to which it was replayed. */
	readonly reachedNs: number;
	/** It was replayed as far as the recording goes. */
	readonly whole: boolean;
	/** Somebody else has done something to the box; nothing was held against the recording from then on. */
	readonly changed: boolean;
};

/** Does what a recording says and holds every digest against it, up to the first that differs. Throws an `InputError` when the box refuses what was done to it. */
export const replayRecording = async (recording: Recording, stage: RecordingStage): Promise<Replayed> => {
	let agreed = 0;
	let reachedNs = 0;
	const result = (end: Partial<Replayed>): Replayed => ({agreed, difference: undefined, reachedNs, whole: false, changed: stage.isChanged(), ...end});
	/* eslint-disable no-await-in-loop -- one after the other */
	for (const happening of recording.happenings) {
		const moment = await stage.reach(happening.timeNs);
		if (moment === undefined) {
			return result({});
		}

		reachedNs = happening.timeNs;
		if (happening.kind === 'action') {
			const outcome = await stage.act(happening.action);
			if (outcome?.refusal !== undefined && !stage.isChanged()) {
				throw new InputError(`the box refuses what was done to it at ${seconds(happening.timeNs)}: ${outcome.refusal}`, {file: recording.file, line: happening.line});
			}
		} else if (!stage.isChanged()) {
			const difference = differenceAt(recording, happening, digestsOf(moment.read()));
			if (difference !== undefined) {
				return result({difference});
			}

			agreed++;
			stage.agreed?.(agreed);
		}
	}

	/* eslint-enable no-await-in-loop */
	const end = await stage.reach(recording.endNs);
	return end === undefined ? result({}) : result({reachedNs: recording.endNs, whole: true});
};

/** A moment to the nanosecond, as far as it has them: `6.5s`. */
const seconds = (ns: number): string => `${(ns / 1e9).toFixed(9).replace(/\.?0+$/u, '')}s`;

const differenceAt = ({file, header}: Recording, {timeNs, line, digests}: Extract<Happening, {kind: 'digest'}>, now: Digests): InputError | undefined => {
	const parts = [['the stream of events', digests.stream, now.stream], ...Object.entries(digests.policies).map(([name, recorded]) => [name, recorded, now.policies[name]])] as const;
	const [what, recorded, found] = parts.find(([, recorded, found]) => recorded !== found) ?? [];
	return what === undefined
		? undefined
		: new InputError(`at ${seconds(timeNs)} ${what} is not as recorded: digest ${recorded!} then (kstacktop ${header.toolVersion}), ${found!} now`, {file, line});
};

/** One line about how a replay went. */
export const replaySummary = ({cutOff}: Recording, {agreed, reachedNs, whole, changed, difference}: Replayed): string => {
	const digests = agreed === 1 ? '1 digest agrees' : `${agreed} digests agree`;
	const how = [
		`replayed to ${seconds(reachedNs)}`,
		`${digests}${difference === undefined ? '' : ' before the first that does not'}`,
		...whole || changed || difference !== undefined ? [] : ['left before its end'],
		...changed ? ['then something else was done to the box, or it was stepped past what was recorded'] : [],
		...whole && cutOff !== undefined ? [`the recording was cut off ${cutOff}: this is its last whole line`] : [],
	];
	return how.join('; ');
};
