import {compareEvents} from '../depths/compare-events.js';
import {compareRuns, type Comparison} from '../depths/compare-runs.js';
import {readEventMix} from '../depths/event-mix.js';
import {measuredFolder, measuredFolderAt, readMeasuredRuns} from '../depths/measured.js';
import {loadDepthModel} from '../depths/model.js';
import {sensitivityRows} from '../depths/sensitivity.js';
import {asMeasured, nearestKernel, type Sensitivity} from '../depths/thread-depths.js';
import {InputError, shortPath, showValue} from '../files/input-error.js';
import {parseNumber} from '../files/quantity.js';
import {depthsText} from '../report/depths.js';
import {sensitivityText} from '../report/depths-sensitivity.js';
import {plain} from '../report/plain.js';
import type {ParsedFlags} from './parse-flags.js';
import {write} from './output.js';
import {read} from './run-options.js';

/** Options that only mean something with --depths. */
const sensitivityFlags = ['shift', 'scale', 'kernel', 'no-offset'] as const;

/** `kstacktop verify --depths [DIR]`: measured stack depths against predicted ones; exit code 1 if a figure is off. */
export const verifyDepths = async (flags: ParsedFlags, format: 'text' | 'json'): Promise<number> => {
	const folder = flags.operands[0] === undefined ? measuredFolder : measuredFolderAt(flags.operands[0]);
	const model = loadDepthModel();
	const runs = readMeasuredRuns(folder);
	const change = readSensitivity(flags);
	if (change !== undefined) {
		if (change.kernel !== undefined && nearestKernel(model, change.kernel) !== change.kernel) {
			throw new InputError(`--kernel must be one of ${[model.marks.base, ...Object.keys(model.marks.growth)].join(', ')}, found ${showValue(change.kernel)}`);
		}

		const rows = sensitivityRows(model, runs, change);
		await write(format === 'json' ? `${JSON.stringify(plain({change, rows}))}\n` : sensitivityText(rows, change));
		return 0;
	}

	const comparison = withEvents(compareRuns(model, runs), folder);
	await write(format === 'json' ? `${JSON.stringify(plain(comparison))}\n` : depthsText(comparison, shortPath(folder)));
	return comparison.rows.some(({verdict}) => verdict === 'off') ? 1 : 0;
};

/** Throws an `InputError` when an option was given that needs --depths. */
export const refuseDepthsOptions = (flags: ParsedFlags): void => {
	const given = sensitivityFlags.find(name => flags.has(name) || flags.value(name) !== undefined);
	if (given !== undefined) {
		throw new InputError(`--${given} needs --depths`);
	}

	if (flags.operands[0] !== undefined) {
		throw new InputError(`a folder needs --depths, found ${showValue(flags.operands[0])}`);
	}
};

const withEvents = (comparison: Comparison, folder: string): Comparison => {
	const found = readEventMix(folder);
	if (found === undefined) {
		return {...comparison, unpredicted: [...comparison.unpredicted, {run: 'all', figure: 'rates, arrivals and growth over a life', reason: 'there is no event-mix.csv'}]};
	}

	const {rows, unpredicted} = compareEvents(loadDepthModel(), readEventMix(measuredFolder)!, found);
	return {...comparison, rows: [...comparison.rows, ...rows], unpredicted: [...comparison.unpredicted, ...unpredicted]};
};

/** The change that was asked for; undefined: none. */
const readSensitivity = (flags: ParsedFlags): Sensitivity | undefined => {
	if (!sensitivityFlags.some(name => flags.has(name) || flags.value(name) !== undefined)) {
		return undefined;
	}

	return {
		...asMeasured,
		shiftBytes: read(flags, 'shift', parseShift) ?? asMeasured.shiftBytes,
		scale: read(flags, 'scale', (text, what) => parseNumber(text, what, {min: 0.1, max: 10})) ?? asMeasured.scale,
		noOffset: flags.has('no-offset'),
		kernel: read(flags, 'kernel', text => text),
	};
};

const mostShiftBytes = 16_384;

const parseShift = (text: string, what: string): number => {
	const bytes = /^[+-]?\d{1,5}$/u.test(text) ? Number(text) : Number.NaN;
	if (!(Math.abs(bytes) <= mostShiftBytes)) {
		throw new InputError(`${what} must be whole bytes from -${mostShiftBytes} to ${mostShiftBytes}, found ${text === '' ? 'nothing' : showValue(text)}`);
	}

	return bytes;
};
