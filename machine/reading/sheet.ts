/**
The columns of one reading, one value a CPU in each, side by side in one buffer: a reading has dozens of them, and a buffer apiece costs more than what is in it.

    | stacks: one value a CPU | contextSwitches | ... | those of the first policy | ...
*/
export class ColumnSheet {
	readonly #room: Float64Array;
	#used = 0;

	/** @param columns - How many columns there is room for. */
	constructor(readonly cpus: number, columns: number) {
		this.#room = new Float64Array(cpus * columns);
	}

	/** The next column, all 0. Throws a RangeError when there is no room for it. */
	column(): Float64Array {
		const end = this.#used + this.cpus;
		if (end > this.#room.length) {
			throw new RangeError(`no room for another column of ${this.cpus} CPUs`);
		}

		const column = this.#room.subarray(this.#used, end);
		this.#used = end;
		return column;
	}

	/** The next column, filled with values as they are now. */
	copy(values: ArrayLike<number>): Float64Array {
		const column = this.column();
		column.set(values);
		return column;
	}
}
