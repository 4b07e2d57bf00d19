/** The pages of the board that have a number key, in its order. */
export const tabs = ['overview', 'cores', 'threads', 'levels', 'memory', 'compare', 'risk'] as const;
export type Tab = (typeof tabs)[number];

/** Every page: those with a number key, and what opens from one of them. */
export const views = [...tabs, 'core', 'thread'] as const;
export type View = (typeof views)[number];

/** Where the general keys have their meaning: on a page, in the menu of what can be done to the box while it is open, or under a caption that waits for its reader. */
export const places = [...views, 'inject', 'caption'] as const;

/** Where keys have a meaning of their own: while something is typed, printable ones belong to the text; while the help is open, some go through it. */
export const allPlaces = [...places, 'prompt', 'help'] as const;
export type Place = (typeof allPlaces)[number];

/** What decides where the user is. */
type Whereabouts = {
	readonly view: View;
	readonly inject: {readonly open: boolean};
	readonly prompt: {readonly open: string | undefined};
	readonly caption: {readonly waits: boolean} | undefined;
};

/** The place for keys that the user is at. */
export function placeOf({view, inject, prompt, caption}: Whereabouts): Place {
	if (prompt.open !== undefined) {
		return 'prompt';
	}

	if (inject.open) {
		return 'inject';
	}

	return caption?.waits === true ? 'caption' : view;
}

/** Pages with rows to go through. */
export const tables: readonly View[] = ['cores', 'threads', 'compare'];

/** Pages about the marked core and its last events. */
export const anatomy: readonly View[] = ['levels', 'core'];

/** Pages of several panes, between which the focus moves. */
export const panedViews: readonly View[] = ['overview', 'cores', 'levels', 'memory', 'compare', 'risk', 'core', 'thread'];

/** Pages with the event log and nothing else to go through. */
export const logViews: readonly View[] = ['overview', 'risk'];
