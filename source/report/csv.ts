import type {PolicyReading, Reading} from '../../machine/index.js';
import {type Cell, csvLine} from './csv-line.js';
import {policyFields} from './fields.js';

/** Inner fields of what is empty until something has failed, so that the columns are there from the first row. */
const inner: Partial<Record<(typeof policyFields)[number], readonly string[]>> = {firstFailure: ['timeNs', 'cpu', 'tid', 'kind']};

/** Inner names of a field that holds other values; none for a plain value, undefined for a list: a list has no place in a row. */
const innerNames = (value: unknown): readonly string[] | undefined => {
	if (Array.isArray(value)) {
		return undefined;
	}

	return typeof value === 'object' && value !== null ? Object.keys(value) : [];
};

type Column = {readonly title: string; readonly value: (policy: PolicyReading) => Cell};

const columnsOf = (policy: PolicyReading): Column[] => policyFields.flatMap((field): Column[] => {
	const names = field === 'perCpu' ? undefined : inner[field] ?? innerNames(policy[field]);
	if (names === undefined) {
		return [];
	}

	return names.length === 0
		? [{title: field, value: one => one[field] as Cell}]
		: names.map(name => ({title: `${field}.${name}`, value: one => (one[field] as Readonly<Record<string, Cell>> | undefined)?.[name]}));
});

/**
Readings as CSV (RFC 4180): a row a reading and policy.
Columns are `timeNs` and the fields of `policies[]` that hold one value, inner ones with a dot (`savedPercent.net`); lists and columns of CPUs are left out.
*/
export class CsvReport {
	readonly #columns: readonly Column[];

	/** `first` is any reading of the run: all have the same columns. */
	constructor(first: Reading) {
		this.#columns = columnsOf(first.policies[0]!);
	}

	/** The header row. */
	header(): string {
		return csvLine(['timeNs', ...this.#columns.map(({title}) => title)]);
	}

	/** The rows of one reading, in the order of its policies. */
	rows({timeNs, policies}: Reading): string {
		return policies.map(policy => csvLine([timeNs, ...this.#columns.map(({value}) => value(policy))])).join('');
	}
}
