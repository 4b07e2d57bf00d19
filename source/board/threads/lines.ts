import type {ThreadGroup, ThreadPage, ThreadRow} from '../../../machine/index.js';

/** A line of the list of threads. */
export type ThreadLine
	= | {readonly kind: 'group'; readonly group: ThreadGroup}
	/** `group`: number of the group that the thread stands below. */
		| {readonly kind: 'thread'; readonly row: ThreadRow; readonly group: number | undefined};

const known = new WeakMap<ThreadPage, readonly ThreadLine[]>();

/** The lines of a page in their order, the first one at its offset. */
function linesOf(page: ThreadPage): readonly ThreadLine[] {
	const heads = new Map(page.groups.map(group => [group.line, group]));
	let group = page.groups.findLast(({line}) => line < page.offset);
	const lines: ThreadLine[] = [];
	let next = 0;
	for (;;) {
		const head = heads.get(page.offset + lines.length);
		const row = page.rows[next];
		if (head && lines.length < page.query.count) {
			group = head;
			lines.push({kind: 'group', group: head});
		} else if (row) {
			lines.push({kind: 'thread', row, group: group?.id});
			next++;
		} else {
			return lines;
		}
	}
}

/** A line of the whole list, if this page of it holds it. */
export function lineAt(page: ThreadPage | undefined, line: number): ThreadLine | undefined {
	if (page === undefined) {
		return undefined;
	}

	let lines = known.get(page);
	if (lines === undefined) {
		lines = linesOf(page);
		known.set(page, lines);
	}

	return lines[line - page.offset];
}
