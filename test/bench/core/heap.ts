import type {EventQueue} from './event-loop.js';

/** A binary heap of (time, id) in typed arrays; equal times by id. Hand-written the usual way: sift up, sift down, replace the top. */
export class Heap implements EventQueue {
	size = 0;
	readonly times: Float64Array;
	readonly ids: Int32Array;

	constructor(capacity: number) {
		this.times = new Float64Array(capacity);
		this.ids = new Int32Array(capacity);
	}

	get time(): number {
		return this.times[0]!;
	}

	get id(): number {
		return this.ids[0]!;
	}

	push(time: number, id: number): void {
		const {times, ids} = this;
		let at = this.size++;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (times[parent]! < time || (times[parent] === time && ids[parent]! < id)) {
				break;
			}

			times[at] = times[parent]!;
			ids[at] = ids[parent]!;
			at = parent;
		}

		times[at] = time;
		ids[at] = id;
	}

	/** Takes the top away. */
	pop(): void {
		this.size--;
		this.replaceTop(this.times[this.size]!, this.ids[this.size]!);
	}

	replaceTop(time: number, id: number): void {
		const {times, ids, size} = this;
		let at = 0;
		for (;;) {
			let child = 2 * at + 1;
			if (child >= size) {
				break;
			}

			if (child + 1 < size && (times[child + 1]! < times[child]! || (times[child + 1] === times[child] && ids[child + 1]! < ids[child]!))) {
				child++;
			}

			if (times[child]! > time || (times[child] === time && ids[child]! > id)) {
				break;
			}

			times[at] = times[child]!;
			ids[at] = ids[child]!;
			at = child;
		}

		times[at] = time;
		ids[at] = id;
	}
}
