import type {ThreadPage, ThreadQuery} from './details.js';
import type {Look} from './thread-columns.js';
import {lineOf, type Section} from './thread-follow.js';
import {gather} from './thread-groups.js';
import {runningRows} from './thread-now.js';
import {orderOf} from './thread-order.js';
import {predicateOf} from './thread-predicate.js';
import {liveRow, rowOf} from './thread-rows.js';
import {selectWindow} from './thread-select.js';
import type {World} from './world.js';
import {aliveBit} from './layout.js';

/**
The list of live threads: filtered, grouped, sorted and cut to the window asked for, on columns, without an object a thread.
One of these belongs to a machine: it remembers what the names of threads answered to the last condition.
*/
export class ThreadList {
	readonly #world: World;
	readonly #remembered = new Map<string, Uint8Array>();
	#lastCondition = '';

	constructor(world: World) {
		this.#world = world;
	}

	/** The lines asked for, as of now. Throws a RangeError when there is no such policy. */
	page(query: ThreadQuery): ThreadPage {
		const {sort, descending, group, follow} = query;
		const world = this.#world;
		const look = this.#look(query);
		const {live, threads} = matching(look, query);
		const order = orderOf(look, sort, descending);
		const gathered = group === undefined ? [] : gather(look, threads, {by: group, sort, descending});
		const {sections, total} = group === undefined
			? {sections: [{line: 0, isOpen: true, members: threads}], total: threads.length}
			: laid(gathered.map(({id, members}) => ({members, isOpen: query.open?.includes(id) ?? false})));
		const row = follow === undefined ? undefined : liveRow(world, follow);
		const line = row === undefined ? undefined : lineOf(row, sections, order);
		const offset = offsetFor(query, total, line);
		const end = Math.min(offset + query.count, total);
		const rows = sections.filter(({isOpen}) => isOpen).flatMap(section =>
			Array.from(selectWindow(section.members, order, Math.max(0, offset - section.line), end - section.line), thread => rowOf(world, thread, look.running[thread] === 1)));
		return {
			query, offset, total, matched: threads.length, live, rows,
			groups: gathered.map(({members, ...figures}, index) => ({...figures, line: sections[index].line - 1, isOpen: sections[index].isOpen})),
			followed: follow === undefined ? undefined : {tid: follow, isAlive: row !== undefined, line},
		};
	}

	#look({policy = 0, where}: ThreadQuery): Look {
		const world = this.#world;
		if (world.asked[policy] === undefined) {
			throw new RangeError(`no policy ${policy} among ${world.asked.length}`);
		}

		const condition = JSON.stringify(where ?? '');
		if (condition !== this.#lastCondition) {
			this.#remembered.clear();
			this.#lastCondition = condition;
		}

		return {world, running: runningRows(world), policy: world.asked[policy], remembered: this.#remembered};
	}
}

/** Live threads that meet the condition, in the order of rows, and how many there are in all. */
const matching = (look: Look, {where, picked = []}: ThreadQuery): {live: number; threads: Int32Array} => {
	const {rows, threads: {hot}} = look.world;
	const meets = where === undefined ? undefined : predicateOf(look, where, picked);
	const threads = new Int32Array(rows);
	let live = 0;
	let matched = 0;
	for (let thread = 0; thread < rows; thread++) {
		if ((hot[thread * 4 + 2] & aliveBit) !== 0) {
			live++;
			if (meets === undefined || meets(thread)) {
				threads[matched++] = thread;
			}
		}
	}

	return {live, threads: threads.subarray(0, matched)};
};

/** Groups one below the other, each with a line of its own. */
const laid = (groups: ReadonlyArray<Omit<Section, 'line'>>): {sections: Section[]; total: number} => {
	let total = 0;
	const sections = groups.map(({members, isOpen}) => {
		const line = total + 1;
		total = line + (isOpen ? members.length : 0);
		return {line, isOpen, members};
	});
	return {sections, total};
};

/** The first line of the window: as asked, unless the followed line would be outside, or near the end of a window with room. */
const offsetFor = ({offset, count}: ThreadQuery, total: number, followed: number | undefined): number => {
	const margin = count >> 2;
	const isSeen = followed === undefined || (followed >= offset + (offset > 0 ? margin : 0) && followed < offset + count - margin);
	const wanted = isSeen ? offset : followed - (count >> 1);
	return Math.max(0, Math.min(wanted, total - 1));
};
