import type {PolicyReading} from '../../machine/index.js';
import {alignColumns, wrap} from './layout.js';

/** Figures that a source printed about a box, under the names that it used. */
export type PublishedFigures
	= | {readonly source: string; readonly stacks: number; readonly regularKiB: number; readonly dynamicKiB: number; readonly savedPercent: number}

		| {readonly source: string; readonly nr_kernel_stack: number; readonly nr_dynamic_stacks_faults: number; readonly tasks: number; readonly savedKiB: number};

/** One figure of one box: what was published, what the simulated box shows. */
export type VerifyRow = {
	readonly box: string;
	readonly figure: string;
	readonly unit: 'stacks' | 'KiB' | '%';
	/** How the simulated figure came about: `published`, an input taken over as it is; `derived` from such; `calibrated`, it rests on an input fitted to this source. */
	readonly basis: 'published' | 'derived' | 'calibrated';
	readonly published: number;
	readonly simulated: number;
	readonly holds: boolean;
};

/** Half of the last digit of the published percentage. */
const percentTolerance = 0.005;

/** A box's published figures beside those of a reading. Counts and KiB must be equal, percentages to their last digit. */
export const verifyRows = (box: string, published: PublishedFigures, policy: PolicyReading): VerifyRow[] => {
	const row = (figure: string, unit: VerifyRow['unit'], basis: VerifyRow['basis'], wanted: number, simulated: number): VerifyRow => ({
		box,
		figure,
		unit,
		basis,
		published: wanted,
		simulated,
		holds: unit === '%' ? Math.abs(wanted - simulated) <= percentTolerance : wanted === simulated,
	});
	if ('stacks' in published) {
		return [
			row('stacks', 'stacks', 'published', published.stacks, policy.stacks),
			row('regular', 'KiB', 'derived', published.regularKiB, policy.fixedKiB),
			row('dynamic', 'KiB', 'calibrated', published.dynamicKiB, policy.stackKiB),
			row('saved', '%', 'calibrated', published.savedPercent, policy.savedPercent.gross),
		];
	}

	return [
		row('nr_kernel_stack', 'KiB', 'calibrated', published.nr_kernel_stack, policy.vmstat.nr_kernel_stack ?? Number.NaN),
		row('nr_dynamic_stacks_faults', 'KiB', 'calibrated', published.nr_dynamic_stacks_faults, policy.vmstat.nr_dynamic_stacks_faults ?? Number.NaN),
		row('tasks', 'stacks', 'derived', published.tasks, policy.stacks),
		row('saved', 'KiB', 'calibrated', published.savedKiB, policy.fixedKiB - policy.stackKiB),
	];
};

const note = [
	'Stacks are an input as published; the count of grown pages is an input too, calibrated to the same source (dynamic KiB / 4 - stacks).',
	'The rows check that population, boot, pools and accounting arrive at the published figures from them. They predict nothing about how often stacks grow.',
].join(' ');

const width = 100;

/** The rows for a person, with a verdict. */
export const verifyText = (rows: readonly VerifyRow[]): string => {
	const off = rows.filter(({holds}) => !holds).length;
	return [
		'Freshly booted machines after an idle second, published against simulated (policy fred-pf, seed 1)',
		'',
		...alignColumns([
			['box            figure', 'published', 'simulated', 'difference', 'basis', ''],
			...rows.map(({
				box, figure, unit, basis, published, simulated, holds,
			}) => [
				`${box.padEnd(15)}${figure}${unit === 'stacks' ? '' : `, ${unit}`}`,
				show(published, unit),
				show(simulated, unit),
				show(simulated - published, unit),
				basis,
				holds ? 'holds' : 'OFF',
			]),
		], [42, 12]),
		'',
		...wrap(note, width),
		'',
		off === 0 ? `All ${rows.length} rows hold.` : `${off} of ${rows.length} rows are off.`,
		'',
	].join('\n');
};

const show = (value: number, unit: VerifyRow['unit']): string => unit === '%' ? value.toFixed(2).replace(/^-(?=0\.00$)/u, '') : String(value);
