import type {ThreadCondition, ThreadPage, ThreadQuery} from '../../machine/index.js';
import type {UiState} from './state/ui-state.js';

/** Rows asked for beyond each end of the screen, so that scrolling finds them there. */
const margin = 64;

/** The list that the page of threads shows, without saying which part of it; followed or not, it is the same. */
const listOf = ({policy, threads: {sort, descending, query, grouping, open, picked}}: UiState): Omit<ThreadQuery, 'offset' | 'count' | 'follow'> => ({
	sort,
	descending,
	policy,
	...(query ? {where: query.condition} : {}),
	...(query && asksForPicked(query.condition) ? {picked} : {}),
	...(grouping ? {group: grouping, open} : {}),
});

/** Whether a condition is about what was picked out: else the list stays the same whatever that is. */
const asksForPicked = (condition: ThreadCondition): boolean => {
	if (condition.kind === 'and' || condition.kind === 'or') {
		return condition.of.some(part => asksForPicked(part));
	}

	return condition.kind === 'picked' || (condition.kind === 'not' && asksForPicked(condition.of));
};

/**
The thread rows a view needs: the deepest ones for the overview, the visible window and a margin for the list, none elsewhere.
Windows begin at multiples of the margin, so that scrolling by a row seldom asks anew.
*/
export function threadWindow(ui: UiState, first: number, visible: number): ThreadQuery | undefined {
	if (ui.view === 'overview') {
		return visible > 0 ? {sort: 'high', descending: true, offset: 0, count: Math.ceil(visible / 16) * 16} : undefined;
	}

	if (ui.view !== 'threads') {
		return undefined;
	}

	const offset = Math.max(0, (Math.floor(first / margin) - 1) * margin);
	const end = (Math.ceil((first + visible) / margin) + 1) * margin;
	return {...listOf(ui), ...(ui.threads.follow ? {follow: ui.threads.follow.tid} : {}), offset, count: end - offset};
}

export const sameQuery = (a: ThreadQuery | undefined, b: ThreadQuery | undefined) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The page, if it is of the list that is to be shown now: rows of another order must not stand as though they were of this one. */
export function pageOfList(page: ThreadPage | undefined, ui: UiState): ThreadPage | undefined {
	if (page === undefined || ui.view !== 'threads') {
		return undefined;
	}

	const {offset: _, count: __, follow: ___, ...list} = page.query;
	return JSON.stringify(list) === JSON.stringify(listOf(ui)) ? page : undefined;
}
