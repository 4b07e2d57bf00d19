import {counted} from './counted.js';
import {DepthHistogram} from './depth-histogram.js';
import type {MeasuredClassName} from './thread-classes.js';
import {type MeasuredClass, leastUserBytes} from './workload-file.js';

/** Depths by class of thread, gathered one by one. */
export class ClassDepths {
	readonly #threadSizeBytes: number;
	readonly #marks = new Map<MeasuredClassName, DepthHistogram>();
	readonly #asleep = new Map<MeasuredClassName, DepthHistogram>();

	constructor(threadSizeBytes: number) {
		this.#threadSizeBytes = threadSizeBytes;
	}

	/** The most a thread of the class had used. */
	addMark(name: MeasuredClassName, bytes: number): void {
		this.#histogram(this.#marks, name).add(bytes);
	}

	/** How deep a thread of the class was asleep. */
	addAsleep(name: MeasuredClassName, bytes: number): void {
		this.#histogram(this.#asleep, name).add(bytes);
	}

	/** The classes in the order in which they first came up. */
	measured(): readonly MeasuredClass[] {
		return [...this.#marks].map(([name, marks]) => ({
			name,
			count: marks.total,
			quantiles: marks.quantiles(),
			asleepBytes: this.#asleep.get(name)?.percentile(50),
		}));
	}

	#histogram(table: Map<MeasuredClassName, DepthHistogram>, name: MeasuredClassName): DepthHistogram {
		const known = table.get(name);
		if (known !== undefined) {
			return known;
		}

		const histogram = new DepthHistogram(this.#threadSizeBytes);
		table.set(name, histogram);
		return histogram;
	}
}

/** What came of each class, one line each; `what` is the thing counted (`thread`). */
export const describeMeasured = (measured: readonly MeasuredClass[], what: string, stackOffset: boolean): string[] => measured.flatMap(({name, count, quantiles}) => {
	const bytes = [...quantiles.values()];
	const range = bytes[0] === bytes.at(-1) ? `${bytes[0]!}` : `${bytes[0]!} to ${bytes.at(-1)!}`;
	const line = `${name}: ${counted(count, what)}, ${range} bytes deep`;
	const isRaised = name === 'user' && bytes[0]! < leastUserBytes(stackOffset);
	return isRaised ? [line, `user: depths below ${leastUserBytes(stackOffset)} bytes are taken as that: the random offset alone is nearly as much`] : [line];
});
