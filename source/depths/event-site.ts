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
