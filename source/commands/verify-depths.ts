import {compareMeasured} from '../depths/compare.js';
import {readEventMix} from '../depths/event-mix.js';
import {measuredFolder, measuredFolderAt, readMeasuredRuns} from '../depths/measured.js';
import {loadDepthModel} from '../depths/model.js';
import {sensitivityRows} from '../depths/sensitivity.js';
import {asMeasured, type Sensitivity} from '../depths/thread-depths.js';
import {InputError, shortPath, showValue} from '../files/input-error.js';
import {parseKernel} from '../files/kernel-growth.js';
import {oneOf} from '../files/scenario.js';
import {parseDeeper} from '../files/sensitivity.js';
import {depthsText} from '../report/depths.js';
import {sensitivityText} from '../report/depths-sensitivity.js';
import {plain} from '../report/plain.js';
import type {ParsedFlags} from './parse-flags.js';
import {write} from './output.js';
import {read} from './run-options.js';

/** Options that only mean something with --depths: the same words as those of run and board. */
const sensitivityFlags = ['deeper', 'stack-offset', 'kernel'] as const;

/** `kstacktop verify --depths [DIR]`: measured stack depths against predicted ones; exit code 1 if a figure is off that is not known to be. */
export const verifyDepths = async (flags: ParsedFlags, format: 'text' | 'json'): Promise<number> => {
	const folder = flags.operands[0] === undefined ? measuredFolder : measuredFolderAt(flags.operands[0]);
	const model = loadDepthModel();
	const {runs, notes} = readMeasuredRuns(folder);
	const change = readSensitivity(flags);
	if (change !== undefined) {
		const rows = sensitivityRows(model, runs, change);
		await write(format === 'json' ? `${JSON.stringify(plain({change, rows, notes}))}\n` : sensitivityText(rows, change, notes));
		return 0;
	}

	const found = readEventMix(folder);
	const compared = compareMeasured(model, runs, found === undefined ? undefined : {known: readEventMix(measuredFolder)!, found});
	const comparison = {...compared, notes: [...notes, ...compared.notes]};
	await write(format === 'json' ? `${JSON.stringify(plain(comparison))}\n` : depthsText(comparison, shortPath(folder)));
	return comparison.rows.some(({verdict, known}) => verdict === 'off' && known === undefined) ? 1 : 0;
};

/** Throws an `InputError` when an option was given that needs --depths. */
export const refuseDepthsOptions = (flags: ParsedFlags): void => {
	const given = sensitivityFlags.find(name => flags.value(name) !== undefined);
	if (given !== undefined) {
		throw new InputError(`--${given} needs --depths`);
	}

	if (flags.operands[0] !== undefined) {
		throw new InputError(`a folder needs --depths, found ${showValue(flags.operands[0])}`);
	}
};

/** The change that was asked for; undefined: none. */
const readSensitivity = (flags: ParsedFlags): Sensitivity | undefined =>
	sensitivityFlags.every(name => flags.value(name) === undefined)
		? undefined
		: {
			deeper: read(flags, 'deeper', parseDeeper) ?? asMeasured.deeper,
			stackOffset: read(flags, 'stack-offset', (text, what) => oneOf(text, ['on', 'off'], what) === 'on'),
			kernel: read(flags, 'kernel', parseKernel),
		};
