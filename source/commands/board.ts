import process from 'node:process';
import type {Scenario} from '../../machine/index.js';
import {listFixtures} from '../files/find-fixture.js';
import {InputError} from '../files/input-error.js';
import {resolveScenario, type ScenarioChoice} from '../files/scenario.js';
import {prepareEnvironment} from '../board/environment.js';
import {bind} from '../board/keys/table.js';
import type {WatchOptions} from '../player/watch.js';
import {headerOf} from '../recordings/record-scenario.js';
import type {BoardSettings} from '../settings/in-force.js';
import {noSettings, type UserSettings} from '../settings/read.js';
import {isHintSeen, rememberHint} from '../settings/state-file.js';
import {AlarmTeller, requireCheckable, watchFor} from './alarms.js';
import {loadSettings, lookOf, readInForce} from './board-look.js';
import {openFeedAndBoard} from './feed-and-board.js';
import {keepFor} from './keep.js';
import {parseFlags} from './parse-flags.js';
import {requireWritten} from './record.js';
import {readRunOptions} from './run-options.js';
import {findCommand} from './table.js';
import {checkTerminalSize} from './terminal-size.js';
import {toolVersion} from './version.js';

/** `kstacktop` and `kstacktop board`: a box in the terminal; without a terminal, and without the word `board`, the report of the same run. */
export const run = async (argv: readonly string[], {named}: {readonly named: boolean}): Promise<number> => {
	const flags = parseFlags(findCommand('board')!, argv);
	const options = readRunOptions(flags);
	const terminal = process.stdout.isTTY && process.stdin.isTTY;
	// Settings are for who looks at a board: a report is the same for everybody
	const settings = terminal && options.format === undefined ? loadSettings(flags) : noSettings();
	const inForce = readInForce(flags, settings);
	if (named && !terminal) {
		throw new InputError('the board needs a terminal', {}, 'without one: kstacktop run, with --format json for programs');
	}

	if (named && options.format !== undefined) {
		throw new InputError('--format is for reports, the board has none', {}, 'use kstacktop run');
	}

	const scenario = resolveScenario(options.choice);
	if (!terminal || options.format !== undefined) {
		const {report} = await import('./run.js');
		return report(scenario, options);
	}

	checkTerminalSize(process.stdout);
	prepareEnvironment(process.env);
	const alarms = watchFor(options.failOn, scenario, options.everyNs);
	return watch(scenario, {endNs: options.forNs, settings, inForce, alarms, choice: options.choice, record: options.record});
};

/** How a scenario is to be watched; without an end until the user leaves. */
export type Watching = {
	readonly endNs: number | undefined;
	readonly settings: UserSettings;
	readonly inForce: BoardSettings;
	/** What makes it fail; undefined: nothing. */
	readonly alarms?: WatchOptions | undefined;
	/** What the scenario was resolved from; undefined: it is not of files. */
	readonly choice?: ScenarioChoice;
	/** A file to record to from boot on. */
	readonly record?: string | undefined;
};

/** A run that takes the place of another one. */
type NextRun = {readonly scenario: Scenario; readonly choice: ScenarioChoice; readonly what: string};

/** Opens the board on a scenario, then on every run that the user puts in its place, and gives the exit code: that of the last, or 1 if an alarm came in any. The terminal has been looked at before. */
export const watch = async (scenario: Scenario, watching: Watching): Promise<number> => {
	let {exitCode, next} = await watchRun(scenario, watching, undefined);
	while (next !== undefined) {
		process.stderr.write(`kstacktop: a new run: ${next.what}\n`);
		const run = await watchRun(next.scenario, {...watching, choice: next.choice}, next.what); // eslint-disable-line no-await-in-loop -- one run after the other
		exitCode ||= run.exitCode;
		({next} = run);
	}

	return exitCode;
};

/** Gets a run with another fixture ready. Throws an `InputError` when it cannot be. */
const nextRun = (choice: ScenarioChoice, {workload, machine}: {readonly workload?: string; readonly machine?: string}): NextRun => {
	const changed = {...choice, ...(workload === undefined ? {machine} : {workload})};
	const scenario = resolveScenario(changed);
	return {scenario, choice: changed, what: `workload ${scenario.workload.name} on ${scenario.machine.name}, seed ${scenario.seed}`};
};

const watchRun = async (scenario: Scenario, {endNs, settings, inForce, alarms, choice, record}: Watching, what: string | undefined): Promise<{exitCode: number; next: NextRun | undefined}> => {
	bind(settings.bindings);
	if (scenario.engine === 'skip') {
		process.stderr.write('kstacktop: learning how threads wait for their CPUs, some seconds\n');
	}

	const look = lookOf(inForce, settings);
	const [feed, openBoard] = await openFeedAndBoard(scenario, {
		endNs, inForce, look, speed: inForce.speed.value, watch: alarms, recording: {header: headerOf(toolVersion, scenario, choice), file: record},
	});
	const hint = what === undefined && inForce.hint.value && !isHintSeen(process.env);
	if (hint) {
		rememberHint(process.env);
	}

	let boardCode = 0;
	let next: NextRun | undefined;
	try {
		requireCheckable(alarms, () => feed.latest().reading);
		requireWritten(feed.latest().state.recording);
		void feed.stopAt(undefined);
		({exitCode: boardCode} = await openBoard(feed, {
			view: 'overview',
			failed: feed.failed,
			...look,
			fixtures: choice && {workload: listFixtures('workloads'), machine: listFixtures('machines')},
			restart: choice && (change => {
				if (feed.latest().state.recording?.on) {
					return 'this run is being recorded: end that before another one';
				}

				try {
					next = nextRun(choice, change);
					return undefined;
				} catch (error) {
					if (error instanceof InputError) {
						return error.toLine();
					}

					throw error;
				}
			}),
			keep: keepFor(scenario),
			hint,
			run: what,
			note: what === undefined ? undefined : [`▸ a new run: ${what}`, 'accent'],
		}));
	} finally {
		await feed.close();
	}

	const {state} = feed.latest();
	// Told when the board is gone: before, a line would tear it
	const tell = (line: string): void => {
		process.stderr.write(`${line}\n`);
	};

	const alarmed = new AlarmTeller(tell).end(state.alarms);
	requireWritten(state.recording);
	if (state.recording !== undefined) {
		tell(`kstacktop: recorded in ${state.recording.file}; kstacktop replay plays it`);
	}

	return {exitCode: boardCode === 0 ? alarmed : boardCode, next};
};
