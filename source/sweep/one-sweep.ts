import {InputError} from '../files/input-error.js';
import type {SweepLine} from './line.js';

/** Refuses lines that are not of the sweep and the version of the first one. */
export class OneSweep {
	#first: {readonly line: SweepLine; readonly place: string} | undefined;

	/** The first line; undefined: none came yet. */
	get line(): SweepLine | undefined {
		return this.#first?.line;
	}

	/** Throws an `InputError` for a line that does not go with the first one. */
	check(line: SweepLine, file: string, number: number): void {
		this.#first ??= {line, place: `${file}:${number}`};
		const {line: first, place} = this.#first;
		if (line.toolVersion !== first.toolVersion) {
			throw new InputError(`was made by kstacktop ${line.toolVersion}, ${place} by ${first.toolVersion}: cells of two versions do not go together`, {file, line: number});
		}

		if (line.sweep.hash !== first.sweep.hash) {
			const [other, one] = [line, first].map(({sweep: {title}}) => JSON.stringify(title));
			throw new InputError(`is of another sweep (${other}) than ${place} (${one}), or of another state of its grid`, {file, line: number});
		}
	}
}
