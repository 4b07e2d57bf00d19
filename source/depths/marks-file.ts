import {type CsvRow, parseCsv} from '../files/csv.js';
import {InputError, showValue} from '../files/input-error.js';

/** One stack of a measured run. */
export type MeasuredThread = {
	readonly comm: string;
	readonly kind: 'user' | 'kernel' | 'irq-stack';
	readonly pid: number;
	/** High-water mark, bytes from the top. */
	readonly bytes: number;
};

/** Bytes of the stacks that were measured, and of a page. */
export const threadSizeBytes = 16_384;
export const pageBytes = 4096;

/** Pages that a mark touches: at least one. */
export const pagesOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / pageBytes));

const kinds = ['user', 'kernel', 'irq-stack'] as const;

/** Columns that a file must have, in any order and among any others. */
const needed = ['comm', 'kthread', 'pid', 'bytes_used'] as const;
/** Columns that are held against the others where they stand. */
const checked = ['pages_touched', 'sleep_depth', 'life_us'] as const;
type Column = (typeof needed)[number] | (typeof checked)[number];

/** Where the columns stand; undefined: not in this file. */
type Places = Readonly<Record<Column, number | undefined>>;

/**
The stacks of a CSV file as the measuring module writes it; of ended threads there may be none.
Columns are told by their names; others are passed over. Throws an `InputError` at the first field that cannot be.
*/
export const parseMarks = (text: string, file: string, which: 'live' | 'ended'): MeasuredThread[] => {
	const [header, ...rows] = parseCsv(text.replace(/^\uFEFF/u, ''), file);
	const names = header?.fields.map(name => name.trim()) ?? [];
	const place = {file, line: header?.line ?? 1, column: 1};
	const lost = needed.filter(name => !names.includes(name));
	if (lost.length > 0) {
		throw new InputError(`the first line must name the columns ${needed.join(', ')}: ${lost.join(', ')} ${lost.length === 1 ? 'is' : 'are'} missing`, place);
	}

	const twice = names.find((name, index) => names.indexOf(name) !== index && [...needed, ...checked].includes(name as Column));
	if (twice !== undefined) {
		throw new InputError(`the column ${twice} stands twice`, place);
	}

	if (rows.length === 0 && which === 'live') {
		throw new InputError('holds no stack', {file, line: 2, column: 1});
	}

	const places = Object.fromEntries([...needed, ...checked].map(name => [name, names.includes(name) ? names.indexOf(name) : undefined])) as Places;
	// Ids of ended threads come again
	const lineOfPid = which === 'live' ? new Map<number, number>() : undefined;
	return rows.map(row => readThread(row, file, {places, width: names.length}, lineOfPid));
};

const readThread = ({fields, line}: CsvRow, file: string, {places, width}: {readonly places: Places; readonly width: number}, lineOfPid: Map<number, number> | undefined): MeasuredThread => {
	const wrongAt = (index: number, message: string, hint?: string): InputError =>
		new InputError(message, {file, line, column: 1 + fields.slice(0, index).reduce((sum, field) => sum + field.length + 1, 0)}, hint);
	if (fields.length !== width) {
		throw wrongAt(0, `a line needs ${width} fields as the first one has, this one has ${fields.length}`);
	}

	const count = (column: Column, most: number, least = 0): number => {
		const field = fields[places[column]!]!.trim();
		const value = /^-?\d{1,15}$/u.test(field) ? Number(field) : Number.NaN;
		if (!(value >= least && value <= most)) {
			throw wrongAt(places[column]!, `${column} must be a whole number from ${least} to ${most}, found ${field === '' ? 'nothing' : showValue(field)}`);
		}

		return value;
	};

	const comm = fields[places.comm!]!.trim();
	if (comm === '') {
		throw wrongAt(places.comm!, 'comm must be a name, found nothing');
	}

	const kind = kinds[count('kthread', 2)]!;
	const pid = count('pid', 2 ** 22);
	const bytes = count('bytes_used', threadSizeBytes);
	for (const column of ['sleep_depth', 'life_us'] as const) {
		// A running thread has no depth asleep
		if (places[column] !== undefined && fields[places[column]]!.trim() !== '') {
			count(column, Number.MAX_SAFE_INTEGER, -1);
		}
	}

	if (places.pages_touched !== undefined && count('pages_touched', threadSizeBytes / pageBytes) !== pagesOf(bytes)) {
		throw wrongAt(
			places.pages_touched,
			`pages_touched is ${fields[places.pages_touched]!}, but ${bytes} bytes touch ${pagesOf(bytes)}`,
			'pages of 4096 bytes, counted from the top',
		);
	}

	// The idle tasks of all CPUs, and the IRQ stacks, are pid 0
	const before = pid === 0 ? undefined : lineOfPid?.get(pid);
	if (before !== undefined) {
		throw wrongAt(places.pid!, `pid ${pid} stands on line ${before} already`);
	}

	lineOfPid?.set(pid, line);
	return {comm, kind, pid, bytes};
};
