import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {type Scenario, Machine} from '../../machine/index.js';
import {prepareEnvironment} from '../board/environment.js';
import {type View, actionFor} from '../board/keys.js';
import type {OffScreenBoard} from '../board/off-screen.js';
import type {BoardOptions} from '../board/open.js';
import {InputError} from '../files/input-error.js';
import type {Script, ScriptStep} from '../files/script.js';
import {showNs} from '../files/quantity.js';
import {type LocalFeed, createLocalFeed} from '../player/local-feed.js';
import {playScript} from '../player/script.js';
import {keyOf} from './board-keys.js';
import {write} from './output.js';
import type {Verdict} from './replay-verdict.js';

export type HeadlessReplay = {
	readonly script: Script;
	readonly scenario: Scenario;
	readonly look: Pick<BoardOptions, 'theme' | 'ascii'>;
	/** Where snapshots go; undefined: standard output. */
	readonly folder: string | undefined;
	readonly verdict: Verdict;
};

/** Plays a script without a terminal: simulated time goes from step to step, a board is drawn only for scripts that use one. */
export const playHeadless = async ({script, scenario, look, folder, verdict}: HeadlessReplay): Promise<0> => {
	const feed = createLocalFeed(new Machine(scenario), {endNs: script.untilNs, mode: 'replay'});
	const board = await openFor(script, feed, look);
	const save = await snapshotWriter(folder);
	let view: View = 'overview';
	const press = async (key: string): Promise<void> => {
		const action = actionFor(view, key);
		await board?.press(key);
		view = action === 'overview' || action === 'cores' || action === 'threads' ? action : view;
	};

	try {
		await playScript(script, scenario.policies.length, {
			async reach(timeNs) {
				feed.advance(timeNs);
				await board?.refresh();
				return feed.read();
			},
			send(command) {
				feed.send(command);
			},
			press,
			async pressNextPolicy() {
				await press(keyOf('next-policy'));
			},
			showsNextPolicy: key => actionFor(view, key) === 'next-policy',
			async snapshot(step) {
				await board!.resize(step.columns, step.rows);
				await press(keyOf(step.view as View));
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

const openFor = async (script: Script, feed: LocalFeed, look: HeadlessReplay['look']): Promise<OffScreenBoard | undefined> => {
	if (!script.steps.some(step => step.kind === 'key' || step.kind === 'snapshot')) {
		return undefined;
	}

	prepareEnvironment(process.env, {colour: false});
	const {openOffScreenBoard} = await import('../board/off-screen.js');
	return openOffScreenBoard(feed, {
		columns: 120, rows: 36, color: false, view: 'overview', theme: look.theme, ascii: look.ascii,
	});
};

type SnapshotStep = Extract<ScriptStep, {kind: 'snapshot'}>;

/** Snapshots as files of a folder (made if need be), or as labelled blocks on standard output. */
const snapshotWriter = async (folder: string | undefined): Promise<(step: SnapshotStep, rows: readonly string[]) => Promise<void>> => {
	if (folder === undefined) {
		return async ({view, columns, rows: height, timeNs}, rows) => {
			await write(`--- ${view} ${columns}x${height} at ${showNs(timeNs)}\n${rows.join('\n')}\n`);
		};
	}

	const used = new Map<string, number>();
	await guard(folder, async () => fs.mkdir(folder, {recursive: true}));
	return async ({view, columns, rows: height}, rows) => {
		const name = `${view}-${columns}x${height}`;
		const count = (used.get(name) ?? 0) + 1;
		used.set(name, count);
		const file = path.join(folder, `${name}${count === 1 ? '' : `-${count}`}.txt`);
		await guard(file, async () => fs.writeFile(file, `${rows.join('\n')}\n`));
	};
};

/** A folder that cannot be written to is the user's to mend. */
const guard = async (file: string, work: () => Promise<unknown>): Promise<void> => {
	try {
		await work();
	} catch (error) {
		throw new InputError(`cannot be written (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`, {file});
	}
};
