import type {Failure, KindResult} from '../oracle/check-file.js';

/** How many failures are shown with everything the case says. */
const shownInFull = 3;

/** Passed and failed of each kind, then the first failures. `title` says what was read. */
export const oracleText = (title: string, results: readonly KindResult[]): string => {
	const width = Math.max(...results.map(({kind}) => kind.length));
	const rows = results.map(({kind, passed, failures, remark}) => {
		const row = `  ${kind.padEnd(width)}  ${String(passed).padStart(6)}  ${String(failures.length).padStart(6)}`;
		return remark === undefined ? row : `${row}  ${remark}`;
	});
	const failures = results.flatMap(result => result.failures.map(failure => ({kind: result.kind, failure})));
	const more = failures.length - shownInFull;
	return [
		title,
		'',
		`  ${''.padEnd(width)}  passed  failed`,
		...rows,
		...failures.slice(0, shownInFull).flatMap(({kind, failure}) => ['', ...failureLines(kind, failure)]),
		...more > 0 ? ['', `... and ${more} more failed`] : [],
		'',
	].join('\n');
};

const failureLines = (kind: string, {caseId, note, differences, recorded}: Failure): string[] => [
	`${kind}, case ${caseId}${note === '' ? '' : `: ${note}`}`,
	...differences.map(({what, expected, got}) => `  ${what}: expected ${expected}, got ${got}`),
	...JSON.stringify(recorded, hexadecimal, 2).split('\n').map(line => `  ${line}`),
];

/** Numbers that the file writes in hexadecimal. */
const hexadecimal = (key: string, value: unknown): unknown =>
	typeof value === 'bigint' || (typeof value === 'number' && ['msr', 'cs', 'ss'].includes(key)) ? `0x${value.toString(16)}` : value;
