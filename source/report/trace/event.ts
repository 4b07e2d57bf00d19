/** One entry of a trace, before it is text. Times are in microseconds, as the format wants them; a `tid` is the number of a CPU, from 1. */
export type TraceEvent = {
	/** Metadata, a slice, an instant, a counter. */
	readonly ph: 'M' | 'X' | 'i' | 'C';
	readonly name: string;
	readonly pid: number;
	readonly tid?: number;
} & Readonly<Record<string, unknown>>;
