import process from 'node:process';
import type {Scenario} from '../../machine/index.js';
import {prepareEnvironment} from '../board/environment.js';
import type {AlarmState, Feed, ReplayState} from '../player/protocol.js';
import type {WatchOptions} from '../player/watch.js';
import {headerLine} from '../recordings/format.js';
import type {Recording} from '../recordings/read.js';
import {type Replayed, replayRecording} from '../recordings/replay.js';
import type {BoardSettings} from '../settings/in-force.js';
import {requireCheckable} from './alarms.js';
import type {BoardLook} from './board-look.js';
import {openFeedAndBoard} from './feed-and-board.js';
import {requireWritten} from './record.js';
import {actOn} from './replay-terminal.js';
import {checkTerminalSize} from './terminal-size.js';
import {keepFor} from './keep.js';
import {toolVersion} from './version.js';

export type RecordingOnTerminal = {
	readonly recording: Recording;
	readonly scenario: Scenario;
	readonly inForce: BoardSettings;
	readonly look: BoardLook;
	/** Simulated seconds per real second. */
	readonly speed: number;
	readonly watch: WatchOptions | undefined;
};

/**
Replays a recording in the board on this terminal; where the run first differs from it, it is paused. Gives the board's exit code,
how the replay went (as far as it was watched), and the alarms as they ended.
*/
export const replayOnTerminal = async ({recording, scenario, inForce, look, speed, watch}: RecordingOnTerminal): Promise<{exitCode: number; replayed: Replayed; alarms: readonly AlarmState[]}> => {
	checkTerminalSize(process.stdout);
	prepareEnvironment(process.env);
	const [feed, openBoard] = await openFeedAndBoard(scenario, {
		endNs: recording.endNs, inForce, look, speed, mode: 'replay', watch, recording: {header: headerLine(toolVersion, recording.header.scenario), file: undefined},
	});
	let changed = false;
	let state: ReplayState = {agreed: 0, difference: undefined};
	const boardFeed: Feed = {
		...feed,
		latest() {
			const frame = feed.latest();
			return {...frame, state: {...frame.state, replay: state}};
		},
		send(command) {
			changed ||= command.kind === 'action';
			feed.send(command);
		},
	};
	let replayed: Replayed = {agreed: 0, difference: undefined, reachedNs: 0, whole: false, changed: false};
	let exitCode = 0;
	try {
		requireCheckable(watch, () => feed.latest().reading);
		const board = openBoard(boardFeed, {view: 'overview', failed: feed.failed, keep: keepFor(boardFeed.scenario), ...look});
		const replay = async (): Promise<void> => {
			replayed = await replayRecording(recording, {
				async reach(timeNs) {
					const {reading} = await feed.stopAt(timeNs);
					return {read: () => reading};
				},
				act: async action => actOn(feed, action),
				isChanged: () => changed,
				agreed(count) {
					state = {...state, agreed: count};
					replayed = {...replayed, agreed: count, reachedNs: feed.latest().reading.timeNs};
				},
			});
			if (replayed.difference !== undefined) {
				state = {...state, difference: replayed.difference.toLine()};
				feed.send({kind: 'pause'});
				void feed.stopAt(undefined);
			}
		};

		// The user may leave in the middle
		await Promise.race([replay(), board]);
		({exitCode} = await board);
	} finally {
		await feed.close();
	}

	const {alarms, recording: recorded} = feed.latest().state;
	requireWritten(recorded);
	return {exitCode, replayed, alarms};
};
