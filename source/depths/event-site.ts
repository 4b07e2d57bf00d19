import type {EventMix} from './event-mix.js';
import type {DepthModel} from './model.js';

/** The workload whose change from one kernel to another stands for that of all, as the event mix names it. */
export const growthWorkload = 'fork';

/** What rows of the event mix are predicted from. */
export type EventSite = {
	readonly model: DepthModel;
	/** The figures that the model rests on. */
	readonly known: EventMix;
	/** The figures that are predicted. */
	readonly found: EventMix;
	readonly workload: string;
	readonly kernel: string;
};

/** What every row of a site says of itself. */
export const aboutOf = ({workload, kernel}: EventSite) => ({
	run: `${workload} ${kernel}`, kernel, workload, basis: 'predicted', part: 'events', class: undefined,
} as const);
