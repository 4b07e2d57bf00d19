import {InputError} from '../files/input-error.js';
import type {Place} from './depth.js';
import type {Importer} from './imported.js';

/** A kind of text that can be imported. */
export type ImportKind = {
	readonly name: string;
	/** What it is, as in "is no ...". */
	readonly about: string;
	/** A line that only this kind has. */
	readonly sign: RegExp;
	/** Loaded only when asked for. */
	readonly load: () => Promise<{readonly importText: Importer}>;
};

/** The kinds, in the order of the help. */
export const importKinds: readonly ImportKind[] = [
	{
		name: 'dmesg',
		about: 'kernel log of a kernel with DEBUG_STACK_USAGE',
		sign: / used greatest stack depth: \d+ bytes left/u,
		load: async () => import('./kernel-log.js'),
	},
	{
		name: 'stack-trace',
		about: 'deepest chain of the kernel\'s stack tracer',
		sign: /^\s*\d+\)\s+\d+\s+\d+\s+\S+\+0x[\da-f]+\/0x|^\s*Depth\s+Size\s+Location/u,
		load: async () => import('./stack-tracer.js'),
	},
	{
		name: 'vmstat',
		about: '/proc/vmstat',
		sign: /^(?:nr_free_pages|nr_kernel_stack|nr_dynamic_stacks_faults|kstack_(?:\d+k|rest)) \d+$/u,
		load: async () => import('./vmstat.js'),
	},
	{
		name: 'tasks',
		about: 'CSV table of threads',
		sign: /^comm,kthread,pid,|^[^,]{1,15},[012],\d+,\d+,\d+,-?\d+$/u,
		load: async () => import('./thread-table.js'),
	},
	{
		name: 'bpftrace',
		about: 'histogram of bpftrace',
		sign: /^@\w*(?:\[.*\])?: *$|^[[(]\S+(?:, \S+)?[\])] +\d+ +\|/u,
		load: async () => import('./bpftrace.js'),
	},
	{
		name: 'perf',
		about: 'text of perf script',
		sign: / ABI:[012] +\w+:0x|^ *\S.* \d+(?:\/\d+)? +\[\d{3}\] +\d+\.\d{6}: /u,
		load: async () => import('./perf-samples.js'),
	},
];

/** The kind that a line belongs to without a doubt; undefined for any other line. */
const kindOfLine = (line: string): ImportKind | undefined => importKinds.find(({sign}) => sign.test(line));

/** So many lines are looked over for what a text is: a large one is not to be matched twice. */
export const guessedLines = 1000;

const looksLike = (kind: ImportKind, other: ImportKind, place: Place): InputError =>
	new InputError(`is no ${kind.about}: it looks like ${other.about}`, place, `kstacktop import ${other.name}`);

/** Looks over a text for what it is, for the error when it is not what was said. */
export class KindGuess {
	#seen: ImportKind | undefined;
	/** How many lines were looked at: where it was seen. */
	#lines = 0;

	look(line: string): void {
		if (this.#seen === undefined && this.#lines < guessedLines) {
			this.#lines++;
			this.#seen = kindOfLine(line);
		}
	}

	/** For a text in which nothing of the kind was found; `wanted` says what such a line looks like. */
	error(kindName: string, file: string, wanted: string): InputError {
		const kind = importKinds.find(({name}) => name === kindName)!;
		const other = this.#seen === undefined || this.#seen === kind ? undefined : this.#seen;
		return other === undefined
			? new InputError(`is no ${kind.about}: ${wanted}`, {file})
			: looksLike(kind, other, {file, line: this.#lines, column: 1});
	}
}

/**
Refuses a line that only another kind has: figures of two kinds in one file are a mistake, whichever was meant.
`hasOwn`: something of the kind stands above it; else the text is taken to be of the other kind.
*/
export const refuseOther = (kindName: string, line: string, place: Omit<Place, 'column'>, hasOwn: boolean): void => {
	const other = kindOfLine(line);
	if (other === undefined || other.name === kindName) {
		return;
	}

	if (!hasOwn) {
		throw looksLike(importKinds.find(({name}) => name === kindName)!, other, {...place, column: 1});
	}

	throw new InputError(`two kinds in one file: this line looks like ${other.about}`, {...place, column: 1}, `one kind a file; kstacktop import ${other.name} takes that one`);
};
