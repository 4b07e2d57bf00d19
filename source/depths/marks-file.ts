import {type CsvRow, parseCsv} from '../files/csv.js';
import {InputError, showValue} from '../files/input-error.js';

/** One stack of a measured run. */
export type MeasuredThread = {
	readonly comm: string;
	readonly kind: 'user' | 'kernel' | 'irq-stack';
	/** High-water mark, bytes from the top. */
	readonly bytes: number;
};

/** Bytes of the stacks that were measured, and of a page. */
export const threadSizeBytes = 16_384;
export const pageBytes = 4096;

/** Pages that a mark touches: at least one. */
export const pagesOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / pageBytes));

const kinds = ['user', 'kernel', 'irq-stack'] as const;

/** Columns of a file of live and of ended threads; the last one is not used here. */
const columns = {
	live: ['comm', 'kthread', 'pid', 'bytes_used', 'pages_touched', 'sleep_depth'],
	ended: ['comm', 'kthread', 'pid', 'bytes_used', 'pages_touched', 'life_us'],
} as const;

/** The stacks of a CSV file as the measuring module writes it; of ended threads there may be none. Throws an `InputError` at the first field that cannot be. */
export const parseMarks = (text: string, file: string, which: keyof typeof columns): MeasuredThread[] => {
	const [header, ...rows] = parseCsv(text, file);
	const wanted = columns[which];
	if (header?.fields.join(',') !== wanted.join(',')) {
		throw new InputError(`the first line must be ${wanted.join(',')}`, {file, line: header?.line ?? 1, column: 1});
	}

	if (rows.length === 0 && which === 'live') {
		throw new InputError('holds no stack', {file, line: 2, column: 1});
	}

	// Ids of ended threads come again
	const lineOfPid = which === 'live' ? new Map<number, number>() : undefined;
	return rows.map(row => readThread(row, file, wanted, lineOfPid));
};

const readThread = ({fields, line}: CsvRow, file: string, wanted: readonly string[], lineOfPid: Map<number, number> | undefined): MeasuredThread => {
	const wrong = (index: number, message: string, hint?: string): InputError =>
		new InputError(message, {file, line, column: 1 + fields.slice(0, index).reduce((sum, field) => sum + field.length + 1, 0)}, hint);
	if (fields.length !== wanted.length) {
		throw wrong(0, `a line needs ${wanted.length} fields (${wanted.join(', ')}), this one has ${fields.length}`);
	}

	const count = (index: number, most: number, least = 0): number => {
		const field = fields[index]!;
		const value = /^-?\d{1,15}$/u.test(field) ? Number(field) : Number.NaN;
		if (!(value >= least && value <= most)) {
			throw wrong(index, `${wanted[index]!} must be a whole number from ${least} to ${most}, found ${field === '' ? 'nothing' : showValue(field)}`);
		}

		return value;
	};

	if (fields[0] === '') {
		throw wrong(0, 'comm must be a name, found nothing');
	}

	const kind = kinds[count(1, 2)]!;
	const pid = count(2, 2 ** 22);
	const bytes = count(3, threadSizeBytes);
	const pages = count(4, threadSizeBytes / pageBytes);
	count(5, Number.MAX_SAFE_INTEGER, -1);
	if (pages !== pagesOf(bytes)) {
		throw wrong(4, `pages_touched is ${pages}, but ${bytes} bytes touch ${pagesOf(bytes)}`, 'pages of 4096 bytes, counted from the top');
	}

	// The idle tasks of all CPUs, and the IRQ stacks, are pid 0
	const before = pid === 0 ? undefined : lineOfPid?.get(pid);
	if (before !== undefined) {
		throw wrong(2, `pid ${pid} stands on line ${before} already`);
	}

	lineOfPid?.set(pid, line);
	return {comm: fields[0]!, kind, bytes};
};
