import type {PlayerFrame} from '../../player/protocol.js';
import type {ThreadTable} from '../state/threads.js';
import type {UiState} from '../state/ui-state.js';
import {pageOfList} from '../thread-window.js';
import {lineAt} from './lines.js';

/** The table of threads as it stands; before its rows have come, as many as there are threads. */
export function threadTable({reading, threads}: PlayerFrame, ui: UiState): ThreadTable {
	const page = pageOfList(threads, ui);
	return {
		lines: page?.total ?? threads?.live ?? reading.threadRows,
		at: lineAt(page, ui.threads.marked),
		groups: page?.groups.map(({id}) => id) ?? [],
		followed: page?.followed?.tid === ui.threads.follow?.tid ? page?.followed?.line : undefined,
	};
}
