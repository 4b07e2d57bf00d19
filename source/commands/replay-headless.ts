import process from 'node:process';
import {type Scenario, Machine} from '../../machine/index.js';
import {prepareEnvironment} from '../board/environment.js';
import type {OffScreenBoard, OffScreenOptions} from '../board/off-screen.js';
import type {BoardOptions} from '../board/open.js';
import type {Script, ScriptStep} from '../files/script.js';
import {type LocalFeed, createLocalFeed} from '../player/local-feed.js';
import {playScript} from '../player/script.js';
import type {Verdict} from './replay-verdict.js';
import type {SaveSnapshot} from './snapshots.js';
import {scriptKeys} from './script-keys.js';

export type HeadlessReplay = {
	readonly script: Script;
	readonly scenario: Scenario;
	readonly look: Pick<BoardOptions, 'theme' | 'ascii'>;
	/** Snapshots with colours (24 bits) or plain text. */
	readonly colour: boolean;
	/** What becomes of snapshots. */
	readonly save: SaveSnapshot;
	readonly verdict: Verdict;
};

/** Plays a script without a terminal: simulated time goes from step to step, a board is drawn only for scripts that use one. */
export const playHeadless = async ({script, scenario, look, colour, save, verdict}: HeadlessReplay): Promise<0> => {
	const feed = createLocalFeed(new Machine(scenario), {endNs: script.untilNs, mode: 'replay'});
	const board = await openFor(script, feed, {...look, color: colour});
	const {show, ...keys} = scriptKeys(async key => {
		await board?.press(key);
	});

	try {
		await playScript(script, scenario.policies.length, {
			async reach(timeNs) {
				feed.advance(timeNs);
				await board?.refresh();
				return feed.read();
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
			expect(step, reading, focus) {
				verdict.check(step, reading, focus);
			},
		});
	} finally {
		board?.close();
	}

	return 0;
};

const openFor = async (script: Script, feed: LocalFeed, look: Pick<OffScreenOptions, 'theme' | 'ascii' | 'color'>): Promise<OffScreenBoard | undefined> => {
	if (!script.steps.some(step => step.kind === 'key' || step.kind === 'snapshot')) {
		return undefined;
	}

	prepareEnvironment(process.env, {colour: look.color});
	const {openOffScreenBoard} = await import('../board/off-screen.js');
	return openOffScreenBoard(feed, {columns: 120, rows: 36, view: 'overview', ...look});
};
