import {nearBorderBytes, type SensitivityRow} from '../depths/sensitivity.js';
import type {Sensitivity} from '../depths/thread-depths.js';
import {alignColumns, wrap} from './layout.js';

/** What a change of all depths would do, for a person. */
export const sensitivityText = (rows: readonly SensitivityRow[], change: Sensitivity): string => [
	`Stack depths ${describeChange(change)}: how close the stacks sit to the border of their first page`,
	'',
	...alignColumns([
		['run               stacks', 'number', `last ${nearBorderBytes} B`, 'mean pages', 'changed', 'saving', 'changed', 'measured+'],
		...rows.map(row => [
			`${row.run.padEnd(18)}${row.part}`,
			String(row.stacks),
			String(row.nearBorder),
			row.predictedPages.toFixed(4),
			row.changedPages.toFixed(4),
			`${row.predictedSaving.toFixed(2)} %`,
			`${row.changedSaving.toFixed(2)} %`,
			row.measuredChangedPages?.toFixed(4) ?? '-',
		]),
	], [25, 12]),
	'',
	...wrap([
		`last ${nearBorderBytes} B: measured stacks that end in the last ${nearBorderBytes} bytes of their first page.`,
		'mean pages and saving are the model\'s, as the runs were and changed; measured+: mean pages of the measured marks with the same change, where a mark can tell.',
	].join(' '), 110),
	'',
].join('\n');

/** The change in words: `with every mark 512 bytes deeper, without random offset`. */
const describeChange = ({shiftBytes, scale, noOffset, kernel}: Sensitivity): string => [
	...scale === 1 ? [] : [`every mark times ${scale}`],
	...shiftBytes === 0 ? [] : [`every mark ${Math.abs(shiftBytes)} bytes ${shiftBytes < 0 ? 'less deep' : 'deeper'}`],
	...noOffset ? ['no random offset'] : [],
	...kernel === undefined ? [] : [`kernel ${kernel}`],
].join(', ').replace(/^/u, 'with ');
