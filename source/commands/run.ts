import {setTimeout} from 'node:timers/promises';
import {type Scenario, Machine} from '../../machine/index.js';
import {resolveScenario} from '../files/scenario.js';
import {Session} from '../player/session.js';
import {type ReportHeader, jsonReport, ndjsonLine} from '../report/json.js';
import {textReport} from '../report/text.js';
import {write} from './output.js';
import {parseFlags} from './parse-flags.js';
import {type RunOptions, readRunOptions} from './run-options.js';
import {findCommand} from './table.js';
import {toolVersion} from './version.js';

/** How long a run is when nobody says. */
export const defaultForNs = 10_000_000_000;
const defaultEveryNs = 1_000_000_000;

/** `kstacktop run`: a run without a board, and its report. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const options = readRunOptions(parseFlags(findCommand('run')!, argv));
	return report(resolveScenario(options.choice), options);
};

/** Runs a scenario to its end and reports it in the form asked for. */
export const report = async (scenario: Scenario, options: Omit<RunOptions, 'choice'>): Promise<number> => {
	const endNs = options.forNs ?? defaultForNs;
	const session = new Session(new Machine(scenario), {endNs, history: false});
	const header: ReportHeader = {toolVersion, scenario};
	const stepNs = options.format === 'ndjson' ? options.everyNs ?? defaultEveryNs : endNs;
	const speed = options.speed ?? Infinity;
	const beganMs = performance.now();
	for (let dueNs = Math.min(stepNs, endNs), first = true; !session.ended; dueNs = Math.min(dueNs + stepNs, endNs), first = false) {
		session.advance(dueNs);
		if (speed !== Infinity) {
			await setTimeout(Math.max(0, (dueNs / (speed * 1e6)) - (performance.now() - beganMs))); // eslint-disable-line no-await-in-loop -- the pace that was asked for
		}

		if (options.format === 'ndjson') {
			await write(ndjsonLine(session.read(), first ? header : undefined)); // eslint-disable-line no-await-in-loop -- one line after the other
		}
	}

	if (options.format !== 'ndjson') {
		await write(options.format === 'json' ? jsonReport(session.read(), header) : textReport(session.read(), header));
	}

	return 0;
};
