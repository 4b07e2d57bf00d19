import process from 'node:process';
import {type Scenario, Machine} from '../../machine/index.js';
import {prepareEnvironment} from '../board/environment.js';
import {Captions} from '../board/caption/captions.js';
import type {OffScreenBoard, OffScreenOptions} from '../board/off-screen.js';
import type {BoardOptions} from '../board/session.js';
import type {Script, ScriptStep} from '../files/script.js';
import {type LocalFeed, createLocalFeed} from '../player/local-feed.js';
import type {AlarmState} from '../player/protocol.js';
import {playScript} from '../player/script.js';
import type {WatchOptions} from '../player/watch.js';
import {captionText} from '../report/caption.js';
import {requireCheckable} from './alarms.js';
import type {Interruption} from './interruption.js';
import type {Verdict} from './replay-verdict.js';
import type {SaveSnapshot} from './snapshots.js';
import {scriptKeys} from './script-keys.js';
import {Slices} from './slices.js';

export type HeadlessReplay = {
	readonly script: Script;
	readonly scenario: Scenario;
	readonly look: Pick<BoardOptions, 'theme' | 'ascii'>;
	/** Snapshots with colours (24 bits) or plain text. */
	readonly colour: boolean;
	/** What becomes of snapshots. */
	readonly save: SaveSnapshot;
	readonly verdict: Verdict;
	/** What becomes of captions: a line of text for a moment of simulated time. */
	readonly say: (timeNs: number, text: string) => Promise<void>;
	readonly watch?: WatchOptions | undefined;
	/** Ends the script between two slices once it holds a signal. */
	readonly interruption?: Pick<Interruption, 'signal'>;
	/** Called between slices with how far the run has come, and its alarms. */
	readonly between?: (reachedNs: number, alarms: readonly AlarmState[]) => void;
};

/** Plays a script without a terminal: simulated time goes from step to step, a board is drawn only for scripts that use one. Gives the alarms as they ended. */
export const playHeadless = async ({script, scenario, look, colour, save, verdict, say, watch, interruption = {signal: undefined}, between}: HeadlessReplay): Promise<readonly AlarmState[]> => {
	const feed = createLocalFeed(new Machine(scenario), {endNs: script.untilNs, mode: 'replay', watch});
	requireCheckable(watch, () => feed.read());
	const slices = new Slices({
		advance(timeNs) {
			feed.approach(timeNs);
		},
	}, {
		speed: Infinity,
		interruption,
		between(reachedNs) {
			between?.(reachedNs, feed.alarms());
		},
	});
	const captions = new Captions();
	const captioned = script.steps.filter(({kind}) => kind === 'caption');
	const board = await openFor(script, feed, {...look, color: colour, captions});
	const {show, ...keys} = scriptKeys(async key => {
		await board?.press(key);
	});

	try {
		await playScript(script, scenario.policies.length, {
			async reach(timeNs) {
				const reached = await slices.reach(timeNs);
				// Told once, whatever slices it took, so that the board draws the same whatever the speed of this computer
				feed.advance(Math.min(timeNs, slices.reachedNs));
				await board?.refresh();
				return reached ? feed.read() : undefined;
			},
			async act(action) {
				feed.send({kind: 'action', action});
				return feed.lastAction();
			},
			refused(error) {
				throw error;
			},
			...keys,
			async snapshot(step) {
				await board!.resize(step.columns, step.rows);
				await show(step.view);
				await board!.refresh();
				await save(step, board!.rows());
			},
			async caption(step, reading, focus) {
				const text = captionText(step, reading, focus);
				await say(step.timeNs, text);
				await captions.show({text, number: captioned.indexOf(step) + 1, of: captioned.length, waits: false});
			},
			expect(step, reading, focus) {
				verdict.check(step, reading, focus);
			},
		});
	} finally {
		board?.close();
	}

	return feed.alarms();
};

const openFor = async (script: Script, feed: LocalFeed, look: Pick<OffScreenOptions, 'theme' | 'ascii' | 'color' | 'captions'>): Promise<OffScreenBoard | undefined> => {
	if (!script.steps.some(step => step.kind === 'key' || step.kind === 'snapshot')) {
		return undefined;
	}

	prepareEnvironment(process.env, {colour: look.color});
	const {openOffScreenBoard} = await import('../board/off-screen.js');
	return openOffScreenBoard(feed, {columns: 120, rows: 36, view: 'overview', ...look});
};
