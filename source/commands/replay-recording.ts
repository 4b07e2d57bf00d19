import process from 'node:process';
import {Machine, type Scenario} from '../../machine/index.js';
import {InputError} from '../files/input-error.js';
import type {AlarmState} from '../player/protocol.js';
import {Session} from '../player/session.js';
import type {WatchOptions} from '../player/watch.js';
import type {Recording} from '../recordings/read.js';
import {type Replayed, replayRecording, replaySummary} from '../recordings/replay.js';
import {scenarioOf} from '../recordings/replay-scenario.js';
import {AlarmTeller, requireCheckable, watchFor} from './alarms.js';
import {Interruption} from './interruption.js';
import {Progress} from './progress.js';
import {type RecordingOnTerminal, replayOnTerminal} from './replay-recording-terminal.js';
import {Slices} from './slices.js';

/** How a recording is to be replayed. */
export type RecordingReplay = Pick<RecordingOnTerminal, 'inForce' | 'look' | 'speed'> & {
	readonly recording: Recording;
	readonly headless: boolean;
	/** What `--fail-on` says. */
	readonly failOn: readonly string[];
	readonly everyNs: number | undefined;
};

/** Replays a recording and holds its digests against the run; exit code 1 at the first that differs. */
export const replay = async ({recording, headless, failOn, everyNs, inForce, look, speed}: RecordingReplay): Promise<number> => {
	const scenario = scenarioOf(recording.header, recording.file);
	const watch = watchFor(failOn, scenario, everyNs);
	return headless ? replayHeadless(recording, scenario, watch) : tellTerminal(recording, await replayOnTerminal({recording, scenario, watch, inForce, look, speed}));
};

const replayHeadless = async (recording: Recording, scenario: Scenario, watch: WatchOptions | undefined): Promise<number> => {
	const session = new Session(boot(recording, scenario), {endNs: recording.endNs, mode: 'replay', history: false, watch});
	requireCheckable(watch, () => session.read());
	const interruption = new Interruption();
	const progress = new Progress(process.stderr, {endNs: recording.endNs, now: () => performance.now()});
	const teller = new AlarmTeller(line => {
		progress.tell(line);
	});
	const slices = new Slices(session, {
		speed: Infinity,
		interruption,
		between(reachedNs) {
			teller.look(session.alarms);
			progress.reached(reachedNs);
		},
	});
	try {
		const replayed = await replayRecording(recording, {
			reach: async timeNs => await slices.reach(timeNs) ? {read: () => session.read()} : undefined,
			async act(action) {
				session.send({kind: 'action', action});
				return session.lastAction;
			},
			isChanged: () => false,
		});
		const alarmed = teller.end(session.alarms);
		if (interruption.signal !== undefined) {
			progress.tell(`kstacktop: ended by ${interruption.signal}`);
		}

		progress.clear();
		return interruption.exitCode ?? (verdict(recording, replayed) === 0 ? alarmed : 1);
	} finally {
		interruption.close();
		progress.clear();
	}
};

/** Tells what was held back while the board had the terminal. */
const tellTerminal = (recording: Recording, {exitCode, replayed, alarms}: Awaited<ReturnType<typeof replayOnTerminal>>): number => {
	const alarmed = new AlarmTeller(line => {
		process.stderr.write(`${line}\n`);
	}).end(alarms);
	const differs = verdict(recording, replayed);
	return exitCode === 0 ? Math.max(differs, alarmed) : exitCode;
};

/** Tells how a replay went, and gives 1 if the run was not as recorded. */
const verdict = (recording: Recording, replayed: Replayed): 0 | 1 => {
	if (replayed.difference !== undefined) {
		process.stderr.write(`kstacktop: ${replayed.difference.toLine()}\n`);
	}

	process.stderr.write(`${replaySummary(recording, replayed)}\n`);
	return replayed.difference === undefined ? 0 : 1;
};

/** A description that somebody wrote may be one that no machine can be built of. */
const boot = ({file}: Recording, scenario: Scenario): Machine => {
	try {
		return new Machine(scenario);
	} catch (error) {
		throw new InputError(`no box can be built of what stands here: ${error instanceof Error ? error.message : String(error)}`, {file, line: 1});
	}
};
