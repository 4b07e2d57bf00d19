import process from 'node:process';
import {type Scenario, Machine} from '../../machine/index.js';
import {showNs} from '../files/quantity.js';
import {resolveScenario} from '../files/scenario.js';
import {Session} from '../player/session.js';
import {headerOf} from '../recordings/record-scenario.js';
import type {ReportHeader} from '../report/json.js';
import {openMetrics, type MetricsFormat} from '../report/open-metrics.js';
import {AlarmTeller, requireCheckable, watchFor} from './alarms.js';
import {Interruption} from './interruption.js';
import {type Output, reportOutput} from './outputs.js';
import type {ListenAddress} from './listen-address.js';
import type {MetricsServer} from './listen.js';
import {parseFlags} from './parse-flags.js';
import {Progress} from './progress.js';
import {openRecorder, requireWritten} from './record.js';
import {type RunOptions, readRunOptions} from './run-options.js';
import {Slices} from './slices.js';
import {findCommand} from './table.js';
import {openTrace} from './trace-output.js';
import {toolVersion} from './version.js';

/** How long a run is when nobody says. */
export const defaultForNs = 10_000_000_000;
const defaultEveryNs = 1_000_000_000;

/** `kstacktop run`: a run without a board, and its report. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const options = readRunOptions(parseFlags(findCommand('run')!, argv));
	return report(resolveScenario(options.choice), options);
};

/** Runs a scenario to its end, or until it is interrupted, and reports it in the form asked for. Gives the exit code. */
export const report = async (scenario: Scenario, options: RunOptions): Promise<number> => {
	const endNs = options.forNs ?? defaultForNs;
	const format = options.format ?? 'text';
	const watch = watchFor(options.failOn, scenario, options.everyNs);
	const recorder = options.record === undefined ? undefined : openRecorder(options.record, headerOf(toolVersion, scenario, options.choice), scenario);
	const machine = new Machine(scenario);
	const session = new Session(machine, {endNs, history: false, watch, journal: recorder});
	requireCheckable(watch, () => session.read());
	const header: ReportHeader = {toolVersion, scenario};
	const outputs: readonly Output[] = [
		reportOutput(format, options.everyNs ?? defaultEveryNs, header, () => session.read()),
		...options.trace === undefined ? [] : await openTrace(machine, {file: options.trace, everyNs: options.everyNs, endNs, header}),
	];
	const server = options.listen && await serve(options.listen, format => openMetrics(session.read({digest: false}), toolVersion, format));
	const interruption = new Interruption();
	const progress = new Progress(process.stderr, {endNs, now: () => performance.now(), quiet: process.stdout.isTTY && (format === 'ndjson' || format === 'csv')});
	if (server !== undefined) {
		progress.tell(`kstacktop: serving ${server.url} until the run ends`);
	}

	const teller = new AlarmTeller(line => {
		progress.tell(line);
	});
	const slices = new Slices(session, {
		speed: options.speed ?? Infinity,
		interruption,
		between(reachedNs) {
			teller.look(session.alarms);
			progress.reached(reachedNs);
			requireWritten(recorder?.recording);
		},
	});
	try {
		await playOut(slices, endNs, outputs);
	} finally {
		interruption.close();
		progress.clear();
		await server?.close();
	}

	for (const {end} of outputs) {
		await end?.(); // eslint-disable-line no-await-in-loop -- one after the other
	}

	recorder?.stop(session);
	requireWritten(recorder?.recording);
	if (interruption.signal !== undefined) {
		progress.tell(`kstacktop: ended by ${interruption.signal} at ${(session.timeNs / 1e9).toFixed(3)}s of ${showNs(endNs)}`);
	}

	const alarmed = teller.end(session.alarms);
	return interruption.exitCode ?? alarmed;
};

/** Loads the server only where one is wanted: the board and other commands share this file. */
const serve = async (address: ListenAddress, metrics: (format: MetricsFormat) => string): Promise<MetricsServer> => {
	const {serveMetrics} = await import('./listen.js');
	return serveMetrics(address, metrics);
};

/** Runs to the end and lets each output take the run whenever it is due, and all of them when it ends, wherever that is. */
const playOut = async (slices: Slices, endNs: number, outputs: readonly Output[]): Promise<void> => {
	const due = outputs.map(({everyNs}) => Math.min(everyNs, endNs));
	/* eslint-disable no-await-in-loop -- one after the other */
	for (let reached = true, nextNs = 0; reached && nextNs < endNs;) {
		nextNs = Math.min(...due);
		reached = await slices.reach(nextNs);
		for (const [index, {everyNs, take}] of outputs.entries()) {
			if (!reached || due[index] === nextNs) {
				await take();
				due[index] = Math.min(nextNs + everyNs, endNs);
			}
		}
	}
	/* eslint-enable no-await-in-loop */
};
