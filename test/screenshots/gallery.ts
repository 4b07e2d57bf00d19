import process from 'node:process';
import type {ThemeName} from '../../source/board/terminal/themes.js';
import {readScript} from '../../source/commands/replay-source.js';
import {playHeadless} from '../../source/commands/replay-headless.js';
import {Verdict} from '../../source/commands/replay-verdict.js';
import {snapshotNames} from '../../source/commands/snapshots.js';
import {screenSvg} from '../../source/picture/screen.js';

/** A script whose snapshots are shown, in a theme. */
type Showing = {
	readonly script: string;
	/** Its name becomes part of the file names, unless it is the default. */
	readonly theme?: ThemeName;
	/** Name of the pictures, which are then numbered, instead of the views that they show. */
	readonly name?: string;
	/** Only the snapshots with these names. */
	readonly only?: readonly string[];
	/** What the pictures are called, in their order, where the view does not tell what is shown. */
	readonly names?: readonly string[];
};

const gallery: readonly Showing[] = [
	{script: 'overview'},
	{script: 'cores', names: ['cores-120x36', 'cores-200x60', 'cores-grouped-120x36']},
	{script: 'levels', names: ['levels-120x36', 'levels-200x60', 'levels-ist-120x36', 'core-120x36', 'core-200x60']},
	{script: 'memory', only: ['memory-120x36-2', 'memory-80x24', 'memory-200x60'], names: ['memory-120x36', 'memory-80x24', 'memory-200x60']},
	{script: 'compare', only: ['compare-120x36', 'compare-200x60']},
	{script: 'risk', only: ['risk-80x24', 'risk-120x36-2', 'risk-200x60'], names: ['risk-80x24', 'risk-120x36', 'risk-200x60']},
	{
		script: 'threads',
		only: ['threads-120x36', 'threads-200x60', 'threads-120x36-2', 'thread-120x36', 'thread-200x60'],
		names: ['threads-120x36', 'threads-200x60', 'threads-grouped-120x36', 'thread-120x36', 'thread-200x60'],
	},
	{script: 'keys', names: ['help', 'inject', 'command', 'query'].flatMap(name => [`${name}-120x36`, `${name}-200x60`])},
	{script: 'tour', name: 'tour'},
	{script: 'overview', theme: 'light', only: ['overview-120x36']},
	{script: 'memory', theme: 'light', only: ['memory-120x36-2'], names: ['memory-120x36']},
	{script: 'risk', theme: 'light', only: ['risk-120x36-2'], names: ['risk-120x36']},
	{script: 'compare', theme: 'light', only: ['compare-120x36']},
	{script: 'overview', theme: 'colour-blind', only: ['overview-120x36']},
];

export type Screenshot = {
	/** Of the file, without its extension. */
	readonly name: string;
	readonly svg: string;
};

async function draw({script: name, theme = 'default', name: called, only, names}: Showing): Promise<Screenshot[]> {
	const script = readScript(name);
	const scenario = script.resolve();
	const nameOf = snapshotNames();
	const drawn: Screenshot[] = [];
	await playHeadless({
		script,
		scenario,
		look: {theme, ascii: false},
		colour: true,
		async save(step, rows) {
			const snapshot = nameOf(step);
			if (!only || only.includes(snapshot)) {
				const title = `kstacktop: ${step.view} of ${scenario.machine.name} (${scenario.workload.name}, seed ${scenario.seed})`;
				const base = names?.[drawn.length] ?? (called === undefined ? snapshot : `${called}-${drawn.length + 1}`);
				drawn.push({name: theme === 'default' ? base : `${base}-${theme}`, svg: screenSvg(rows, theme, title)});
			}
		},
		say: async () => undefined, // Captions are in the pictures
		verdict: new Verdict(script, line => {
			throw new Error(line);
		}),
	});
	return drawn;
}

/** Plays the scripts of the gallery and draws what they show: the same pictures, byte for byte, each time. */
export async function drawGallery(): Promise<Screenshot[]> {
	// Ink colours its own text by these alone; they must be set before it loads
	Object.assign(process.env, {NODE_ENV: 'production', FORCE_COLOR: '3'});
	delete process.env.NO_COLOR;
	const drawn: Screenshot[] = [];
	for (const showing of gallery) {
		drawn.push(...await draw(showing)); // eslint-disable-line no-await-in-loop -- each run fills a core
	}

	return drawn;
}
