import {showNs} from '../files/quantity.js';
import type {Check, CheckReport} from './checks.js';

/** A description in one line, without control characters; `#` would begin a directive. */
const escape = (text: string): string => text.replaceAll('\\', String.raw`\\`).replaceAll('#', String.raw`\#`).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** A failure as YAML; strings of JSON are strings of YAML. */
const diagnostics = ({wanted, place, checked, failed, failure}: Check): string[] => failure === undefined
	? []
	: [
		'  ---',
		'  severity: fail',
		...place === undefined ? [] : ['  at:', `    file: ${JSON.stringify(place.file)}`, `    line: ${place.line}`, `    column: ${place.column}`],
		`  time: ${JSON.stringify(showNs(failure.timeNs))}`,
		`  policy: ${JSON.stringify(failure.policy)}`,
		`  wanted: ${JSON.stringify(wanted)}`,
		`  found: ${JSON.stringify(failure.found)}`,
		...checked > 1 ? [`  failed: ${failed}`, `  checked: ${checked}`] : [],
		'  ...',
	];

/** Checks as TAP version 14. What a run that was cut short did not come to is left out, and the cut is told by `Bail out!`. */
export const tapReport = ({checks, problem}: CheckReport): string => [
	'TAP version 14',
	checks.length === 0 ? '1..0 # SKIP nothing is expected' : `1..${checks.length}`,
	...checks.flatMap((check, index) => check.checked === 0
		? []
		: [`${check.failed === 0 ? 'ok' : 'not ok'} ${index + 1} - ${escape(check.title)}`, ...diagnostics(check)]),
	...problem === undefined ? [] : [`Bail out! ${escape(problem)}`],
	'',
].join('\n');
