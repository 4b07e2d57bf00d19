import path from 'node:path';
import process from 'node:process';
import {Machine, type MachineDescription, type Provenance, type Scenario} from '../../machine/index.js';
import {prepareEnvironment} from '../board/environment.js';
import {loadCosts} from '../files/costs.js';
import {parseCount, parseTimeNs} from '../files/quantity.js';
import {checkFits, oneOf, parseDelivery, parsePolicies, scenarioLimits} from '../files/scenario.js';
import {parseKernel, withKernel} from '../files/kernel-growth.js';
import {parseDeeper, withDeeperPaths, withOffset} from '../files/sensitivity.js';
import {readHost} from '../host/read-host.js';
import {type Twin, twinOf} from '../host/twin.js';
import {unreadOf} from '../host/unread.js';
import {hostJson} from '../report/host-json.js';
import {hostText} from '../report/host-text.js';
import {type HostReport, predict, type TwinRun} from '../report/host.js';
import {noSettings} from '../settings/read.js';
import {loadSettings, readInForce} from './board-look.js';
import {watch} from './board.js';
import {write} from './output.js';
import {type ParsedFlags, parseFlags} from './parse-flags.js';
import {read, requireText} from './run-options.js';
import {defaultForNs} from './run.js';
import {findCommand} from './table.js';
import {checkTerminalSize} from './terminal-size.js';
import {toolVersion} from './version.js';

const forms = {text: hostText, json: hostJson} as const;
const formNames = Object.keys(forms) as Array<keyof typeof forms>;

/** `kstacktop host`: reads the box it runs on and opens the board on its twin; with --once, and without a terminal, prints what was read and what is predicted. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('host')!, argv);
	const format = read(flags, 'format', (text, what) => oneOf(text, formNames, what));
	const forNs = read(flags, 'for', parseTimeNs);
	const root = read(flags, 'root', requireText);
	const isOnce = flags.has('once') || format !== undefined || !process.stdout.isTTY || !process.stdin.isTTY;
	if (!isOnce) {
		checkTerminalSize(process.stdout);
		prepareEnvironment(process.env);
	}

	const settings = isOnce ? noSettings() : loadSettings(flags);
	const inForce = readInForce(flags, settings);
	const host = readHost(root === undefined ? '/' : path.resolve(root));
	const twin = whatIf(twinOf(host), flags);
	const scenario = scenarioOf(twin, flags);
	if (!isOnce) {
		// The board has no place for these: they stand in the terminal again when it closes.
		process.stderr.write(twin.notes.map(note => `kstacktop: ${note}\n`).join(''));
		return watch(scenario, {endNs: forNs, settings, inForce});
	}

	const report: HostReport = {
		toolVersion, host, twin, scenario, unread: unreadOf(host), forNs: forNs ?? defaultForNs, predictions: predictions(scenario, twin, forNs ?? defaultForNs),
	};
	await write(forms[format ?? 'text'](report));
	return 0;
};

/** The twin with deeper paths or another random stack offset than the box has: how close to the end of a page its stacks are. */
const whatIf = (twin: Twin, flags: ParsedFlags): Twin => {
	const stackOffset = read(flags, 'stack-offset', (text, what) => oneOf(text, ['on', 'off'], what));
	const deeper = read(flags, 'deeper', parseDeeper);
	const offset = stackOffset === undefined ? twin.workload : withOffset(twin.workload, stackOffset === 'on');
	const kernel = read(flags, 'kernel', parseKernel);
	const ofKernel = kernel === undefined ? offset : withKernel(offset, kernel);
	const workload = deeper === undefined ? ofKernel : withDeeperPaths(ofKernel, deeper);
	const asked: readonly Provenance[] = [
		...deeper === undefined ? [] : workload.provenance.slice(0, 1),
		...kernel === undefined ? [] : ofKernel.provenance.slice(0, 1),
		...stackOffset === undefined ? [] : [{about: `random stack offset, ${stackOffset}`, status: 'assumed' as const, source: 'asked for (--stack-offset)'}],
	];
	const told = (known: readonly Provenance[]): Provenance[] => [...asked, ...known.filter(({about}) => stackOffset === undefined || !about.startsWith('random stack offset, '))];
	return {...twin, workload: {...workload, provenance: told(twin.workload.provenance)}, provenance: told(twin.provenance)};
};

/** The likely twin with what was asked for on the command line. Throws an `InputError` for a policy that cannot be had on it. */
const scenarioOf = (twin: Twin, flags: ParsedFlags): Scenario => {
	const policies = read(flags, 'policy', parsePolicies) ?? twin.policies;
	for (const name of policies) {
		checkFits(name, twin.machines.likely);
	}

	return {
		machine: twin.machines.likely,
		workload: twin.workload,
		policies,
		delivery: read(flags, 'delivery', parseDelivery) ?? twin.delivery,
		seed: read(flags, 'seed', (text, what) => parseCount(text, what, scenarioLimits.seed)) ?? 1,
		costs: loadCosts(read(flags, 'costs', requireText)),
	};
};

/** Runs the three twins, one after the other: boxes of a million threads would not fit side by side. */
const predictions = (scenario: Scenario, {machines}: Twin, forNs: number): HostReport['predictions'] => {
	const runTwin = (machine: MachineDescription): TwinRun => {
		const box = new Machine({...scenario, machine});
		const booted = box.read();
		box.advance(forNs);
		return {booted, ended: box.read()};
	};

	return predict({low: runTwin(machines.low), likely: runTwin(machines.likely), high: runTwin(machines.high)}, forNs);
};
