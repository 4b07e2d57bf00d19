import type {View} from '../keys/places.js';
import type {KeyAction} from '../keys/table.js';

/** Which pane of a view has the focus, and whether it has the whole page. */
export type FocusState = {
	/** Index into the panes of the view, by view; views that are not in it have no focus yet. */
	readonly panes: Partial<Readonly<Record<View, number>>>;
	readonly enlarged: boolean;
};

export const initialFocus: FocusState = {panes: {}, enlarged: false};

const turns: Partial<Record<KeyAction, number>> = {'next-pane': 1, 'previous-pane': -1};

/** After a key in a view of `count` panes. Gives the very same object when nothing changed. */
export function keyedFocus(focus: FocusState, action: KeyAction, view: View, count: number): FocusState {
	const at = focus.panes[view];
	if (count === 0) {
		return focus;
	}

	if (action === 'enlarge') {
		return {panes: {...focus.panes, [view]: at ?? 0}, enlarged: !focus.enlarged};
	}

	const by = turns[action];
	if (by === undefined) {
		return focus;
	}

	const next = at === undefined ? (by > 0 ? 0 : count - 1) : (at + by + count) % count;
	return {...focus, panes: {...focus.panes, [view]: next}};
}

/** The pane gives the page back. Gives the very same object when it had not got it. */
export const reduced = (focus: FocusState): FocusState => focus.enlarged ? {...focus, enlarged: false} : focus;

/** No pane of the view has the focus. */
export const unfocused = (focus: FocusState, view: View): FocusState => focus.panes[view] === undefined ? focus : {...focus, panes: {...focus.panes, [view]: undefined}};
