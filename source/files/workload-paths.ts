import type {CallPath, Frame} from '../../machine/index.js';
import {InputError} from './input-error.js';
import {suggest} from './nearest.js';
import {readStackTrace} from './stack-trace.js';
import type {Fail, LayeredWorkload, Sourced} from './workload-layers.js';
import type {PathText} from './workload-schema.js';

/** Stands for all frames of a path whose bytes were measured but not its functions. */
const untracedFunction = '(chain not traced)';

/** The paths that classes refer to by index; each is resolved when it is first asked for. */
export class PathTable {
	readonly paths: CallPath[] = [];
	readonly #indexByName = new Map<string, number>();
	/** By index: says what is wrong with the path at the place it was written. */
	readonly #fails: Fail[] = [];
	readonly #layers: LayeredWorkload;

	/** Throws for a path that is written in none of the three ways, used or not. */
	constructor(layers: LayeredWorkload) {
		this.#layers = layers;
		for (const source of layers.paths.values()) {
			checkForm(source);
		}
	}

	/** Index of a path under `paths:`; an unknown name is an error at the place that used it. */
	named(name: string, usedAt: Sourced<unknown>, at: readonly PropertyKey[]): number {
		const known = this.#indexByName.get(name);
		if (known !== undefined) {
			return known;
		}

		const source = this.#layers.paths.get(name);
		if (source === undefined) {
			throw usedAt.fail(at, `no path is named ${JSON.stringify(name)}`, suggest(name, [...this.#layers.paths.keys()]));
		}

		return this.#add(name, framesOf(source, source.folder), source.fail);
	}

	/** Index of a path known by its bytes alone; `fail` speaks of the place they come from. */
	untraced(name: string, bytes: number, fail: Fail): number {
		return this.#indexByName.get(name) ?? this.#add(name, [{fn: untracedFunction, bytes}], fail);
	}

	/** Throws at the place of the first path that is deeper than `bytes`. */
	refuseDeeperThan(bytes: number): void {
		for (const [index, {name, depthBytes}] of this.paths.entries()) {
			if (depthBytes > bytes) {
				const message = `path ${JSON.stringify(name)} is ${depthBytes} bytes deep, more than a stack of ${bytes / 1024} KiB holds`;
				throw this.#fails[index]!([], message, 'a policy with a larger size, such as fixed:size=32, can hold it');
			}
		}
	}

	#add(name: string, frames: readonly Frame[], fail: Fail): number {
		const depthBytes = frames.reduce((sum, {bytes}) => sum + bytes, 0);
		const index = this.paths.push({name, frames, depthBytes}) - 1;
		this.#indexByName.set(name, index);
		this.#fails.push(fail);
		return index;
	}
}

const checkForm = ({value: {frames, trace, upTo, bytes}, fail}: Sourced<PathText>): void => {
	if ([frames, trace, bytes].filter(form => form !== undefined).length !== 1) {
		throw fail([], 'a path is written in one of three ways', 'frames: [...], or trace: NAME with upTo: FUNCTION, or bytes: N');
	}

	if (upTo !== undefined && trace === undefined) {
		throw fail(['upTo'], 'upTo cuts a trace, and this path has none');
	}
};

const framesOf = ({value, fail}: Sourced<PathText>, folder: string): readonly Frame[] => {
	const {frames, trace, upTo, bytes} = value;
	if (trace !== undefined) {
		return cutTrace({value: {trace, upTo}, fail}, folder);
	}

	return frames ?? [{fn: untracedFunction, bytes: bytes!}];
};

/** The trace from its entry frame down to the first time it enters `upTo`, or whole. */
const cutTrace = ({value, fail}: Sourced<{trace: string; upTo: string | undefined}>, folder: string): readonly Frame[] => {
	const {frames} = readTrace({value: value.trace, fail}, folder);
	if (value.upTo === undefined) {
		return frames;
	}

	const last = frames.findIndex(({fn}) => fn === value.upTo);
	if (last === -1) {
		throw fail(['upTo'], `${value.upTo} is not in ${value.trace}`, suggest(value.upTo, frames.map(({fn}) => fn)));
	}

	return frames.slice(0, last + 1);
};

const readTrace = ({value, fail}: Sourced<string>, folder: string): ReturnType<typeof readStackTrace> => {
	try {
		return readStackTrace(value, folder);
	} catch (error) {
		// A name that is not known is a mistake in the workload; a broken trace file is one in that file.
		throw error instanceof InputError && error.file === undefined ? fail(['trace'], error.message, error.hint) : error;
	}
};
