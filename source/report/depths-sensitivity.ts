import {nearBorderBytes, type SensitivityRow} from '../depths/sensitivity.js';
import type {Sensitivity} from '../depths/thread-depths.js';
import {reportWidth} from './depths-signs.js';
import {alignColumns, wrap} from './layout.js';

/** What a change of all depths would do, for a person. */
export const sensitivityText = (rows: readonly SensitivityRow[], change: Sensitivity, notes: readonly string[] = []): string => [
	...wrap(`Stack depths ${describeChange(change)}: how close the stacks sit to the border of their first page`, reportWidth),
	'',
	...alignColumns([
		['run               stacks', 'number', `last ${nearBorderBytes} B`, 'pages', 'changed', 'saving', 'changed', 'measured+'],
		...rows.map(row => [
			`${row.run.padEnd(18)}${row.part}`,
			String(row.stacks),
			String(row.nearBorder),
			row.predictedPages.toFixed(4),
			row.changedPages.toFixed(4),
			row.predictedSaving.toFixed(2),
			row.changedSaving.toFixed(2),
			row.measuredChangedPages?.toFixed(4) ?? '-',
		]),
	], [24, 7, 11, 7, 8, 7, 8, 10]),
	...notes.length === 0 ? [] : ['', ...notes.flatMap(note => wrap(note, reportWidth))],
	'',
	...wrap([
		`last ${nearBorderBytes} B: measured stacks that end in the last ${nearBorderBytes} bytes of their first page.`,
		'pages (mean) and saving (%) are the model\'s, as the runs were and changed; measured+: mean pages of the measured marks with the same change, where a mark can tell.',
	].join(' '), reportWidth),
	'',
].join('\n');

/** The change in words: `with every mark 512 bytes deeper, without random offset`. */
const describeChange = ({deeper: {addBytes, factor}, stackOffset, kernel}: Sensitivity): string => [
	...factor === 1 ? [] : [`every mark times ${factor}`],
	...addBytes === 0 ? [] : [`every mark ${Math.abs(addBytes)} bytes ${addBytes < 0 ? 'less deep' : 'deeper'}`],
	...stackOffset === undefined ? [] : [stackOffset ? 'a random offset' : 'no random offset'],
	...kernel === undefined ? [] : [`kernel ${kernel}`],
].join(', ').replace(/^/u, 'with ');
