import fs from 'node:fs';
import path from 'node:path';
import {parseCsv} from '../files/csv.js';
import {InputError, showValue} from '../files/input-error.js';
import {readTextFile} from '../files/text-file.js';

/** Columns that are used, in any order; others (`unit`) are passed over. */
const columns = ['workload', 'kernel', 'metric', 'value', 'per'] as const;

/** Counted events of several workloads on several kernels. */
export class EventMix {
	readonly #values: ReadonlyMap<string, number>;
	/** Workloads with a kernel each, in the order of the file. */
	readonly runs: ReadonlyArray<{readonly workload: string; readonly kernel: string}>;

	constructor(values: ReadonlyMap<string, number>) {
		this.#values = values;
		const names = new Set([...values.keys()].map(key => key.split(separator, 2).join(separator)));
		this.runs = [...names].map(name => {
			const [workload = '', kernel = ''] = name.split(separator);
			return {workload, kernel};
		});
	}

	/** A figure, or undefined where it was not counted; `per` as the file has it (`run`, `1000 syscalls`, `task`). */
	value(workload: string, kernel: string, metric: string, per?: string): number | undefined {
		return this.#values.get([workload, kernel, metric, per].join(separator));
	}

	/** Counts of a metric's depth bins of 256 bytes, from 0 on. */
	bins(workload: string, kernel: string, metric: string): number[] {
		return Array.from({length: 64}, (_, bin) => this.value(workload, kernel, `${metric}_${bin * 256}`, 'run') ?? 0);
	}
}

const separator = '\t';

/** `event-mix.csv` of a folder; undefined where there is none. Throws an `InputError` with file, line and column. */
export const readEventMix = (folder: string): EventMix | undefined => {
	const file = path.join(folder, 'event-mix.csv');
	if (!fs.existsSync(file)) {
		return undefined;
	}

	const [header, ...rows] = parseCsv(readTextFile(file).replace(/^\uFEFF/u, ''), file);
	const names = header?.fields.map(name => name.trim()) ?? [];
	const lost = columns.filter(name => !names.includes(name));
	if (lost.length > 0) {
		throw new InputError(`the first line must name the columns ${columns.join(', ')}: ${lost.join(', ')} ${lost.length === 1 ? 'is' : 'are'} missing`, {file, line: header?.line ?? 1, column: 1});
	}

	if (rows.length === 0) {
		throw new InputError('holds no figure', {file, line: 2, column: 1});
	}

	const places = columns.map(name => names.indexOf(name));
	const values = new Map<string, number>();
	for (const {fields, line} of rows) {
		if (fields.length !== names.length) {
			throw new InputError(`a line needs ${names.length} fields as the first one has, this one has ${fields.length}`, {file, line, column: 1});
		}

		const [workload, kernel, metric, text = '', per] = places.map(index => fields[index]!);
		const value = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/u.test(text) ? Number(text) : Number.NaN;
		if (!(value >= 0)) {
			const column = 1 + fields.slice(0, places[3]).reduce((sum, field) => sum + field.length + 1, 0);
			throw new InputError(`value must be a number from 0 on, found ${text === '' ? 'nothing' : showValue(text)}`, {file, line, column});
		}

		values.set([workload, kernel, metric, per].join(separator), value);
	}

	return new EventMix(values);
};
