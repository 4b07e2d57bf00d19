import type {NumberComparison, ThreadCondition} from './thread-condition.js';
import {numberColumn, type Look} from './thread-columns.js';
import {positionOf} from './thread-now.js';
import {liveRow, threadName} from './thread-rows.js';
import {classMask, pathShift} from './layout.js';

type Predicate = (thread: number) => boolean;

const compare: Readonly<Record<NumberComparison, (column: (thread: number) => number, value: number) => Predicate>> = {
	'=': (column, value) => thread => column(thread) === value,
	'!=': (column, value) => thread => column(thread) !== value,
	'<': (column, value) => thread => column(thread) < value,
	'<=': (column, value) => thread => column(thread) <= value,
	'>': (column, value) => thread => column(thread) > value,
	'>=': (column, value) => thread => column(thread) >= value,
};

/** Whether `name` holds the pieces one after the other: what `*` stands between. */
const holds = (name: string, pieces: readonly string[]): boolean => {
	let from = 0;
	for (const piece of pieces) {
		const at = name.indexOf(piece, from);
		if (at === -1) {
			return false;
		}

		from = at + piece.length;
	}

	return true;
};

/** The question that a condition asks of one name. */
const wordTest = ({is, text}: {readonly is: '=' | '~'; readonly text: string}): ((name: string) => boolean) => {
	if (is === '=') {
		return name => name === text;
	}

	const pieces = text.toLowerCase().split('*');
	return name => holds(name.toLowerCase(), pieces);
};

/** Answers for each of a few names beforehand. */
const answers = (names: readonly string[], test: (name: string) => boolean): Uint8Array => Uint8Array.from(names, name => test(name) ? 1 : 0);

/** Names of threads differ, but a row keeps its own, unless it is that of the CPU it is on: it is asked once, and remembered (1: no, 2: yes) under the name of the question. */
const byName = ({world, remembered}: Look, question: string, test: (name: string) => boolean): Predicate => {
	const {tables, threads: {hot}} = world;
	const isFixed = tables.classes.map(({comm, count}) => !comm.includes('%c') || 'perCpu' in count);
	const known = remembered.get(question) ?? new Uint8Array(world.rows);
	remembered.set(question, known);
	return thread => {
		if (known[thread] === 0) {
			const answer = test(threadName(world, thread));
			if (!isFixed[hot[thread * 4 + 2] & classMask]) {
				return answer;
			}

			known[thread] = answer ? 2 : 1;
		}

		return known[thread] === 2;
	};
};

const byWord = (look: Look, {field, is, text}: Extract<ThreadCondition, {kind: 'word'}>): Predicate => {
	const test = wordTest({is, text});
	const {tables, threads: {hot}} = look.world;
	const classOf = (thread: number): number => hot[thread * 4 + 2] & classMask;
	switch (field) {
		case 'comm': {
			return byName(look, is + text, test);
		}

		case 'class': {
			const yes = answers(tables.classes.map(({name}) => name), test);
			return thread => yes[classOf(thread)] === 1;
		}

		case 'kind': {
			const yes = answers(tables.classes.map(({kind}) => kind), test);
			return thread => yes[classOf(thread)] === 1;
		}

		case 'deepest': {
			const yes = answers(tables.paths.map(({name}) => name), test);
			return thread => yes[hot[thread * 4 + 3] >>> pathShift] === 1;
		}

		case 'path': {
			const yes = answers(tables.paths.map(({name}) => name), test);
			return thread => yes[look.running[thread] === 1 ? positionOf(look.world, thread, true).path : tables.classes[classOf(thread)].sleepPath] === 1;
		}
	}
};

/** The condition as a function over the columns, for one look at them. */
export const predicateOf = (look: Look, condition: ThreadCondition, picked: readonly number[]): Predicate => {
	switch (condition.kind) {
		case 'number': {
			const {of, unit} = numberColumn(look, condition.field);
			return compare[condition.is](of, condition.value / unit);
		}

		case 'in': {
			const {of, unit} = numberColumn(look, condition.field);
			const ranges = condition.ranges.map(([low, high]) => [low / unit, high / unit] as const);
			return thread => {
				const value = of(thread);
				return ranges.some(([low, high]) => value >= low && value <= high);
			};
		}

		case 'word': {
			return byWord(look, condition);
		}

		case 'state': {
			const wanted = condition.state === 'R' ? 1 : 0;
			return thread => look.running[thread] === wanted;
		}

		case 'picked': {
			const rows = new Set(picked.map(tid => liveRow(look.world, tid)));
			return thread => rows.has(thread);
		}

		case 'not': {
			const of = predicateOf(look, condition.of, picked);
			return thread => !of(thread);
		}

		case 'and': {
			const all = condition.of.map(part => predicateOf(look, part, picked));
			return thread => all.every(part => part(thread));
		}

		case 'or': {
			const any = condition.of.map(part => predicateOf(look, part, picked));
			return thread => any.some(part => part(thread));
		}
	}
};
