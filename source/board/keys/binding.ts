import type {Place} from './places.js';

/** Headings of the help, in its order. */
export const keyGroups = ['Time', 'Machine', 'Inject', 'Views', 'Moving', 'Typing', 'Board'] as const;

/** One line of the key table: it feeds the handler, the footer, the help and the readme. */
export type Binding<Action extends string> = {
	readonly keys: readonly string[];
	readonly action: Action;
	readonly views: readonly Place[];
	/** A few words for the help overlay and the readme. */
	readonly help: string;
	/** A word for the footer; bindings without one are not shown there. */
	readonly brief?: string;
	readonly group: (typeof keyGroups)[number];
};
