import type {ThreadSort} from './details.js';
import {positionOf} from './thread-now.js';
import {livesOf} from './thread-rows.js';
import {numberColumn, type Look} from './thread-columns.js';
import type {World} from './world.js';
import {classMask, generationShift, pathShift} from './layout.js';

/** One digit of what threads are sorted by: 0 to `size` less one. */
export type Digit = {
	readonly size: number;
	readonly of: (thread: number) => number;
};

const tenBits = 1023;
const sixteenBits = 0xFF_FF;

/** Where each of some names stands in alphabetical order, by code units, so that the order is the same everywhere. */
const ranks = (names: readonly string[]): Int32Array => {
	const sorted = names.toSorted((a, b) => a < b ? -1 : Number(a > b));
	return Int32Array.from(names, name => sorted.indexOf(name));
};

const rowDigits = (): Digit[] => [{size: 1024, of: thread => thread >>> 10}, {size: 1024, of: thread => thread & tenBits}];

/** Ids go up with the life that a row is in, then with the row. */
const idDigits = (world: World): Digit[] => {
	const lives = livesOf(world);
	const {life} = world.threads;
	return [{size: Math.min(4096, lives), of: thread => (life[thread] >>> generationShift) % lives}, ...rowDigits()];
};

/** Names by the letters of their class, then by the numbers in them. */
const nameDigits = ({tables, threads: {hot}, classRows, cpus}: World): Digit[] => {
	const letters = ranks(tables.classes.map(({comm}) => comm));
	const perCpu = tables.classes.map(({comm, count}) => comm.includes('%c') && 'perCpu' in count);
	const classOf = (thread: number): number => hot[thread * 4 + 2] & classMask;
	return [
		{size: tables.classes.length, of: thread => letters[classOf(thread)]},
		{size: cpus, of: thread => perCpu[classOf(thread)] ? (thread - classRows[classOf(thread)].first) % cpus : 0},
		...rowDigits(),
	];
};

const digitsOf = (look: Look, sort: ThreadSort): Digit[] => {
	const {world, running} = look;
	const {tables, threads: {hot}} = world;
	const number = (field: Parameters<typeof numberColumn>[1], size: number): Digit => ({size, of: numberColumn(look, field).of});
	switch (sort) {
		case 'tid': {
			return idDigits(world);
		}

		case 'comm': {
			return nameDigits(world);
		}

		case 'class': {
			const rank = ranks(tables.classes.map(({name}) => name));
			return [{size: rank.length, of: thread => rank[hot[thread * 4 + 2] & classMask]}];
		}

		case 'state': {
			return [{size: 2, of: thread => running[thread]}];
		}

		case 'cpu': {
			return [number('cpu', world.cpus)];
		}

		case 'pages': {
			return [number('pages', 17)];
		}

		case 'faults': {
			return [number('faults', 256)];
		}

		case 'high': {
			return [number('high', 8192)];
		}

		case 'depth': {
			return [number('depth', 8192)];
		}

		case 'sleep': {
			return [number('sleep', 8192)];
		}

		case 'age': {
			const {of} = numberColumn(look, 'age');
			return [{size: 65_536, of: thread => of(thread) >>> 16}, {size: 65_536, of: thread => of(thread) & sixteenBits}];
		}

		case 'path': {
			// User mode, which is no path, comes last
			const rank = ranks(tables.paths.map(({name}) => name));
			const sleepPath = Int32Array.from(tables.classes, item => rank[item.sleepPath]);
			const path = (thread: number): number => running[thread] === 1 ? rank[positionOf(world, thread, true).path] ?? rank.length : sleepPath[hot[thread * 4 + 2] & classMask];
			return [{size: rank.length + 1, of: path}];
		}

		case 'deepest': {
			const rank = ranks(tables.paths.map(({name}) => name));
			return [{size: rank.length, of: thread => rank[hot[thread * 4 + 3] >>> pathShift]}];
		}
	}
};

const reversed = ({size, of}: Digit): Digit => ({size, of: thread => size - 1 - of(thread)});

/** What the list is sorted by, most significant first; threads that are equal stand in the order of their ids. */
export const orderOf = (look: Look, sort: ThreadSort, descending: boolean): readonly Digit[] => {
	const digits = digitsOf(look, sort);
	const ordered = descending ? digits.map(digit => reversed(digit)) : digits;
	return sort === 'tid' || sort === 'comm' ? ordered : [...ordered, ...idDigits(look.world)];
};

/** Whether thread `a` stands before thread `b`: less than 0, as `sort` wants it. */
export const compareBy = (order: readonly Digit[], a: number, b: number): number => {
	for (const {of} of order) {
		const difference = of(a) - of(b);
		if (difference !== 0) {
			return difference;
		}
	}

	return 0;
};
