import {setTimeout} from 'node:timers/promises';
import process from 'node:process';
import type {Scenario} from '../../machine/index.js';
import {prepareEnvironment} from '../board/environment.js';
import {Captions} from '../board/caption/captions.js';
import {bytesOf} from '../board/input.js';
import type {Script} from '../files/script.js';
import {playScript} from '../player/script.js';
import type {ActionOutcome, ActionRequest, AlarmState} from '../player/protocol.js';
import type {WatchOptions} from '../player/watch.js';
import type {WorkerFeed} from '../player/worker-feed.js';
import {headerOf} from '../recordings/record-scenario.js';
import {captionText} from '../report/caption.js';
import type {BoardSettings} from '../settings/in-force.js';
import type {BoardLook} from './board-look.js';
import {openFeedAndBoard} from './feed-and-board.js';
import {keepFor} from './keep.js';
import {requireCheckable} from './alarms.js';
import type {Verdict} from './replay-verdict.js';
import {scriptKeys} from './script-keys.js';
import {checkTerminalSize} from './terminal-size.js';
import {toolVersion} from './version.js';

export type TerminalReplay = {
	readonly script: Script;
	readonly scenario: Scenario;
	readonly inForce: BoardSettings;
	readonly look: BoardLook;
	/** Simulated seconds per real second. */
	readonly speed: number;
	readonly verdict: Verdict;
	readonly watch: WatchOptions | undefined;
	/** Whether each caption waits until its reader goes on. */
	readonly guided: boolean;
};

/** Time for the board to take a key before the next one comes. */
const keyMs = 30;

/**
Plays a script in the board on this terminal, then leaves the board to the user.
Keys are put in front of what the user types; a snapshot shows its view. Gives the board's exit code, and the alarms as they ended.
*/
export const playOnTerminal = async ({script, scenario, inForce, look, speed, verdict, watch, guided}: TerminalReplay): Promise<{exitCode: number; alarms: readonly AlarmState[]}> => {
	checkTerminalSize(process.stdout);
	prepareEnvironment(process.env);
	const [feed, openBoard] = await openFeedAndBoard(scenario, {
		endNs: script.untilNs, inForce, look, speed, mode: 'replay', watch, recording: {header: headerOf(toolVersion, scenario, script.choice), file: undefined},
	});
	const {show, ...keys} = scriptKeys(async key => {
		process.stdin.unshift(bytesOf(key));
		await setTimeout(keyMs);
	});

	const captions = new Captions();
	const captioned = script.steps.filter(({kind}) => kind === 'caption');
	try {
		requireCheckable(watch, () => feed.latest().reading);
		const board = openBoard(feed, {view: 'overview', failed: feed.failed, captions, keep: keepFor(scenario), ...look});
		const played = playScript(script, scenario.policies.length, {
			async reach(timeNs) {
				const {reading} = await feed.stopAt(timeNs);
				return reading;
			},
			act: async action => actOn(feed, action),
			refused(error) {
				verdict.refuse(error);
			},
			...keys,
			async snapshot(step) {
				await show(step.view);
			},
			async caption(step, reading, focus) {
				await captions.show({text: captionText(step, reading, focus), number: captioned.indexOf(step) + 1, of: captioned.length, waits: guided});
				if (guided) {
					// Whoever paused or stepped meanwhile goes on
					feed.send({kind: 'resume'});
				}
			},
			expect(step, reading, focus) {
				verdict.check(step, reading, focus);
			},
		});
		// The user may quit in the middle: then the rest of the script is not played.
		await Promise.race([played, board]);
		void captions.show(undefined);
		const {exitCode} = await board;
		return {exitCode, alarms: feed.latest().state.alarms};
	} finally {
		await feed.close();
	}
};

/** Asks for an action and waits for the frame that says what came of it. */
export const actOn = async (feed: WorkerFeed, action: ActionRequest): Promise<ActionOutcome | undefined> => {
	const before = feed.latest().state.lastAction?.number ?? 0;
	return new Promise(resolve => {
		const leave = feed.subscribe(() => {
			const {lastAction} = feed.latest().state;
			if (lastAction !== undefined && lastAction.number > before) {
				leave();
				resolve(lastAction);
			}
		});
		feed.send({kind: 'action', action});
	});
};
