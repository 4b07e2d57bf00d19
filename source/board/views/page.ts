import type {SizeClass} from '../size-class.js';

/** The room between header and footer. */
export type PageProps = {
	readonly columns: number;
	readonly rows: number;
	readonly size: SizeClass;
};
