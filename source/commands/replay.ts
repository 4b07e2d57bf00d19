import process from 'node:process';
import {InputError} from '../files/input-error.js';
import {parseTimeNs, showNs} from '../files/quantity.js';
import {oneOf} from '../files/scenario.js';
import type {AlarmState} from '../player/protocol.js';
import {alarmCheck} from '../report/checks.js';
import {junitReport} from '../report/junit.js';
import {tapReport} from '../report/tap.js';
import {noSettings} from '../settings/read.js';
import {AlarmTeller, watchFor} from './alarms.js';
import {loadSettings, lookOf, readInForce} from './board-look.js';
import {Interruption} from './interruption.js';
import {write} from './output.js';
import {type ParsedFlags, parseFlags} from './parse-flags.js';
import {Progress} from './progress.js';
import {type HeadlessReplay, playHeadless} from './replay-headless.js';
import {replay as replayRecording} from './replay-recording.js';
import {readSource} from './replay-source.js';
import {playOnTerminal, type TerminalReplay} from './replay-terminal.js';
import {Verdict} from './replay-verdict.js';
import {read, readSpeed, requireText} from './run-options.js';
import {snapshotWriter} from './snapshots.js';
import {findCommand} from './table.js';

/** `kstacktop replay`: plays a script or a recording; exit code 1 if an expectation fails or a digest differs. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('replay')!, argv);
	const folder = read(flags, 'snapshots', requireText);
	const costs = read(flags, 'costs', requireText);
	const speed = readSpeed(flags) ?? 1;
	const [name] = flags.operands;
	if (name === undefined) {
		throw new InputError('replay needs a script or a recording', {}, 'the name of a script, the path of either, or - for standard input');
	}

	const headless = flags.has('headless') || !process.stdout.isTTY || !process.stdin.isTTY;
	if (folder !== undefined && !headless) {
		throw new InputError('--snapshots needs --headless: in the board you see them');
	}

	const settings = headless ? noSettings() : loadSettings(flags);
	const inForce = readInForce(flags, settings);
	const look = lookOf(inForce, settings);
	const form = read(flags, 'report', (text, what) => oneOf(text, checkForms, what));
	if (form !== undefined && !headless) {
		throw new InputError('--report needs --headless: the board takes the terminal');
	}

	const everyNs = read(flags, 'every', parseTimeNs);
	const failOn = flags.values('fail-on');
	if (everyNs !== undefined && failOn.length === 0) {
		throw new InputError('--every needs --fail-on: scripts say themselves when something is looked at');
	}

	const source = await readSource(name);
	if (source.kind === 'recording') {
		requireNone(flags, ['snapshots', 'report', 'costs']);
		return replayRecording({recording: source.recording, headless, inForce, look, speed, failOn, everyNs});
	}

	const {script} = source;
	const scenario = script.resolve(costs);
	const watch = watchFor(failOn, scenario, everyNs);
	return headless
		? headlessRun({script, scenario, look, watch, form, save: form !== undefined && folder === undefined ? async () => undefined : await snapshotWriter(folder)})
		: terminalRun({script, scenario, inForce, look, watch, speed, guided: false});
};

/** Throws an `InputError` for a flag that is for scripts. */
const requireNone = (flags: ParsedFlags, names: readonly string[]): void => {
	const given = names.find(name => flags.value(name) !== undefined);
	if (given !== undefined) {
		throw new InputError(`--${given} is for scripts, and this is a recording`);
	}
};

const checkForms = ['tap', 'junit'] as const;
const checkReports = {tap: tapReport, junit: junitReport} as const;

export type HeadlessRun = Pick<HeadlessReplay, 'script' | 'scenario' | 'look' | 'watch' | 'save'> & {readonly form: keyof typeof checkReports | undefined};

/** What fails is told as it happens; the report of all checks stands on standard output, whatever ended the run. */
export const headlessRun = async ({form, ...replay}: HeadlessRun): Promise<number> => {
	const {script} = replay;
	const interruption = new Interruption();
	const progress = new Progress(process.stderr, {endNs: script.untilNs, now: () => performance.now()});
	const tell = (line: string): void => {
		progress.tell(line.trimEnd());
	};

	const teller = new AlarmTeller(tell);
	const verdict = new Verdict(script, tell);
	let alarms: readonly AlarmState[] = [];
	const say = async (timeNs: number, text: string): Promise<void> => {
		if (form === undefined) {
			await write(`${showNs(timeNs)}: ${text}\n`);
		}
	};

	const finish = async (problem: string | undefined): Promise<void> => {
		interruption.close();
		progress.clear();
		if (form !== undefined) {
			await write(checkReports[form]({title: script.title, checks: [...verdict.checks, ...alarms.map(state => alarmCheck(state))], problem}));
		}
	};

	try {
		alarms = await playHeadless({...replay, colour: false, verdict, say, interruption, between(reachedNs, states) {
			teller.look(states);
			progress.reached(reachedNs);
		}});
	} catch (error) {
		await finish(error instanceof InputError ? error.toLine() : String(error));
		throw error;
	}

	const ended = interruption.signal === undefined ? undefined : `ended by ${interruption.signal} before its end at ${showNs(script.untilNs)}`;
	await finish(ended);
	if (ended !== undefined) {
		tell(`kstacktop: ${ended}`);
	}

	const alarmed = teller.end(alarms);
	process.stderr.write(verdict.summary());
	return interruption.exitCode ?? (verdict.exitCode === 0 ? alarmed : verdict.exitCode);
};

/** What fails is told when the board is gone: before, a line would tear it. */
export const terminalRun = async (replay: Omit<TerminalReplay, 'verdict'>): Promise<number> => {
	const held: string[] = [];
	const verdict = new Verdict(replay.script, line => {
		held.push(line);
	});
	const teller = new AlarmTeller(line => {
		held.push(`${line}\n`);
	});
	const {exitCode, alarms} = await playOnTerminal({...replay, verdict});
	const alarmed = teller.end(alarms);
	process.stderr.write(`${held.join('')}${verdict.summary()}`);
	return exitCode === 0 ? (verdict.exitCode === 0 ? alarmed : verdict.exitCode) : exitCode;
};
