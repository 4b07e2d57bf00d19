import type {ThreadQuery} from '../../machine/index.js';
import type {UiState} from './state/ui-state.js';

/** Rows asked for beyond each end of the screen, so that scrolling finds them there. */
const margin = 64;

/**
The thread rows a view needs: the deepest ones for the overview, the visible window and a margin for the list, none elsewhere.
Windows begin at multiples of the margin, so that scrolling by a row seldom asks anew.
*/
export function threadWindow({view, threads}: UiState, first: number, visible: number): ThreadQuery | undefined {
	switch (view) {
		case 'overview': {
			return visible > 0 ? {sort: 'high', descending: true, offset: 0, count: Math.ceil(visible / 16) * 16} : undefined;
		}

		case 'threads': {
			const offset = Math.max(0, (Math.floor(first / margin) - 1) * margin);
			const end = (Math.ceil((first + visible) / margin) + 1) * margin;
			return {sort: threads.sort, descending: threads.descending, offset, count: end - offset};
		}

		case 'cores':
		case 'levels':
		case 'compare':
		case 'memory':
		case 'risk':
		case 'core': {
			return undefined;
		}
	}
}

export const sameQuery = (a: ThreadQuery | undefined, b: ThreadQuery | undefined) => a?.sort === b?.sort && a?.descending === b?.descending && a?.offset === b?.offset && a?.count === b?.count;
