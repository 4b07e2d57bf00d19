import {parseCsv} from '../files/csv.js';
import {InputError, showValue} from '../files/input-error.js';
import {nearest} from '../files/nearest.js';
import {ClassDepths, describeMeasured} from './class-depths.js';
import {counted} from './counted.js';
import {type Place, checkDepth} from './depth.js';
import type {Imported, Importer} from './imported.js';
import {guessedLines, KindGuess, refuseOther} from './kinds.js';
import {Skips} from './skips.js';
import {describeEnd, eachLine} from './text-lines.js';
import {classOfThread} from './thread-classes.js';
import {workloadYaml} from './workload-file.js';

const needed = ['comm', 'kthread', 'pid', 'bytes_used'] as const;
const known = [...needed, 'pages_touched', 'sleep_depth', 'life_us'] as const;
type Column = typeof known[number];

/** Largest process id of a 64-bit kernel (PID_MAX_LIMIT). */
const largestPid = 4_194_304;
const pageBytes = 4096;
const noHead = 'its first line is no head such as "comm,kthread,pid,bytes_used,pages_touched,sleep_depth"';
/** What the kthread column says: a user thread, a kernel thread, the interrupt stack of a CPU. */
const kinds = {user: 0, interruptStack: 2} as const;

/** A CSV table of threads with the bytes of stack each has used, as `fixtures/measured` has them: classes by command, with percentiles. */
export const importText: Importer = async (input, {threadSizeBytes, stackOffset}): Promise<Imported> => {
	const {name: file, label} = input;
	const guess = new KindGuess();
	const skips = new Skips();
	const depths = new ClassDepths(threadSizeBytes);
	/** Line of each process id: an array, because a table may have millions of rows. */
	const lineOfPid = new Int32Array(largestPid + 1);
	let columns: ReadonlyMap<Column, number> | undefined;
	let width = 0;
	let threads = 0;
	/** Whether the text begins with something else than a head. */
	let foreign = false;

	const takeRow = (content: string, line: number): void => {
		const fields = fieldsOf(content, file, line);
		if (fields.length !== width) {
			refuseOther('tasks', content, {file, line}, true);
			const hint = fields.length < width ? 'the row is cut short' : 'a command with a comma stands in double quotes';
			throw new InputError(`has ${fields.length} fields, the head has ${width}`, {file, line, column: content.length + 1}, hint);
		}

		const placeOf = (column: Column): Place => ({file, line, column: 1 + fields.slice(0, columns!.get(column)).reduce((sum, field) => sum + field.length + 1, 0)});
		const numberOf = (column: Column, min: number, max: number, unit = ''): number => {
			const text = fields[columns!.get(column)!]!;
			const value = /^-?\d+$/u.test(text) ? Number(text) : Number.NaN;
			if (!(value >= min && value <= max)) {
				throw new InputError(`${column} must be a whole number from ${min} to ${max}${unit}, found ${showValue(text)}`, placeOf(column));
			}

			return value;
		};

		const kind = numberOf('kthread', 0, 2, ' (0 user, 1 kernel, 2 interrupt stack)');
		const pid = numberOf('pid', 0, largestPid);
		const bytes = numberOf('bytes_used', 0, Number.MAX_SAFE_INTEGER);
		checkDepth(bytes, threadSizeBytes, placeOf('bytes_used'));
		if (columns!.has('pages_touched')) {
			const pages = numberOf('pages_touched', 0, threadSizeBytes / pageBytes);
			const touched = Math.ceil(bytes / pageBytes);
			if (bytes > 0 && pages !== touched) {
				throw new InputError(`pages_touched is ${pages}, but ${bytes} bytes touch ${touched}`, placeOf('pages_touched'), 'pages of 4096 bytes, counted from the top');
			}
		}

		const asleep = columns!.has('sleep_depth') ? numberOf('sleep_depth', -1, threadSizeBytes, ' (-1: running)') : -1;
		if (columns!.has('life_us')) {
			numberOf('life_us', 0, Number.MAX_SAFE_INTEGER);
		} else if (pid !== 0) {
			// Idle threads all have 0, and ids of ended threads come again
			const first = lineOfPid[pid]!;
			if (first !== 0) {
				throw new InputError(`pid ${pid} stands in line ${first} already: one row a thread`, placeOf('pid'));
			}

			lineOfPid[pid] = line;
		}

		if (kind === kinds.interruptStack) {
			skips.add('interrupt stacks: they are no threads', line);
		} else if (bytes === 0) {
			skips.add('threads with nothing used: never measured', line);
		} else {
			threads++;
			const name = classOfThread(fields[columns!.get('comm')!]!, kind !== kinds.user);
			depths.addMark(name, bytes);
			if (asleep > bytes) {
				skips.add('depths asleep of more than the bytes used: threads that had not run yet', line);
			} else if (asleep > 0) {
				depths.addAsleep(name, asleep);
			}
		}
	};

	const count = await eachLine(input, (content, line) => {
		guess.look(content);
		if (content === '' || content.startsWith('#')) {
			return;
		}

		if (columns === undefined) {
			if (!content.startsWith('comm,') || foreign) {
				foreign = true;
				if (line < guessedLines) {
					return;
				}

				throw guess.error('tasks', file, noHead);
			}

			const names = fieldsOf(content, file, line);
			columns = readHead(names, file, line);
			width = names.length;
			return;
		}

		takeRow(content, line);
	});

	if (columns === undefined) {
		throw guess.error('tasks', file, noHead);
	}

	if (threads === 0) {
		throw guess.error('tasks', file, 'it has no row of a thread below its head');
	}

	const measured = depths.measured();
	const hasLives = columns.has('life_us');
	return {
		target: 'workload',
		yaml: workloadYaml({
			stackOffset,
			title: `Depths of ${counted(threads, 'thread')}, ${label}`,
			source: `Stack depths of ${counted(threads, 'thread')}, ${label}.`,
			measured,
			provenance: [
				...measured.map(({name, count}) => ({
					about: name === 'user' ? 'depths of the classes service and pool-thread' : `depths of the class ${name}`,
					status: 'measured' as const,
					source: `${counted(count, `${name} thread`)} of ${label}; services and kernel threads are told apart by command`,
				})),
			],
		}),
		understood: [
			`${counted(threads, 'thread')} in ${counted(count.lines, 'line')}`,
			...describeMeasured(measured, 'thread', stackOffset),
			...hasLives ? ['life_us is read and not used: a workload on top of idle has threads that live on'] : [],
			...describeEnd(count),
		],
		skips: skips.list(),
	};
};

const fieldsOf = (content: string, file: string, line: number): readonly string[] => {
	if (!content.includes('"')) {
		return content.split(',');
	}

	try {
		return parseCsv(content, file)[0]!.fields;
	} catch (error) {
		throw error instanceof InputError ? new InputError(error.message, {file, line}, error.hint) : error;
	}
};

const readHead = (names: readonly string[], file: string, line: number): ReadonlyMap<Column, number> => {
	const columns = new Map<Column, number>();
	for (const [at, name] of names.entries()) {
		const column = 1 + names.slice(0, at).reduce((sum, text) => sum + text.length + 1, 0);
		const found = known.find(item => item === name);
		if (found === undefined) {
			const near = nearest(name, known);
			throw new InputError(`no column is named ${showValue(name)}`, {file, line, column}, near === undefined ? `known: ${known.join(', ')}` : `did you mean ${near}?`);
		}

		if (columns.has(found)) {
			throw new InputError(`column ${name} stands in the head twice`, {file, line, column});
		}

		columns.set(found, at);
	}

	const missing = needed.find(name => !columns.has(name));
	if (missing !== undefined) {
		throw new InputError(`column ${missing} is missing`, {file, line}, `wanted: ${needed.join(', ')}, and if known pages_touched, sleep_depth or life_us`);
	}

	return columns;
};
