import path from 'node:path';
import {findFixture} from '../files/find-fixture.js';
import {InputError} from '../files/input-error.js';
import {showNs} from '../files/quantity.js';
import {contentHash, figuresHash} from '../recordings/content-hash.js';
import type {CellTask} from '../player/cell-work.js';
import {readGrid} from './grid.js';
import {cellResolver, type ResolvedCell, type Settings} from './resolve.js';

/** One run of a sweep. */
export type Cell = ResolvedCell & {
	/** Its place in the grid, from 0. */
	readonly cell: number;
	/** Hash of everything that its result depends on. */
	readonly key: string;
};

/** All the runs of a sweep. */
export type SweepPlan = {
	readonly title: string;
	/** Hash of the title, and of all keys and settings in their order: equal for sweeps that give the same bytes. */
	readonly hash: string;
	readonly cells: readonly Cell[];
	/** Cells of the grid that were the same as others, and are run once. */
	readonly same: number;
};

/** Keys of cells: hashes of resolved scenario, length, steps, seed and version of the tool. Descriptions that cells share are hashed once. */
const keyMaker = (toolVersion: string): ((task: CellTask) => string) => {
	const known = new WeakMap<WeakKey, string>();
	const hashOf = (description: WeakKey): string => {
		const hash = known.get(description) ?? figuresHash(description);
		known.set(description, hash);
		return hash;
	};

	return ({scenario: {machine, workload, costs, policies, delivery, seed}, forNs, actions}) => contentHash({
		toolVersion,
		machine: hashOf(machine),
		workload: hashOf(workload),
		costs: hashOf(costs),
		policies,
		delivery,
		seed,
		forNs,
		actions: actions.map(({timeNs, request}) => ({timeNs, request})),
	});
};

/** Settings as people read them: `machine=phone workload=web policies=fred-pf,fixed seed=1`. */
export const showSettings = (settings: Settings): string =>
	Object.entries(settings).map(([name, value]) => `${name}=${typeof value === 'object' ? value.join(',') : String(value)}`).map(text => /\s/u.test(text) ? JSON.stringify(text) : text).join(' ');

const refuseLateSteps = ({task: {forNs, actions}}: ResolvedCell): void => {
	const late = actions.find(({timeNs}) => timeNs > forNs);
	if (late !== undefined) {
		throw new InputError(`the step "${late.text}" at ${showNs(late.timeNs)} comes after the end of the run (${showNs(forNs)})`);
	}
};

/** Reads a grid and makes all of its cells. Throws an `InputError` for the first thing that is wrong, be it in a value or in how values go together. */
export const planSweep = (nameOrPath: string, toolVersion: string): SweepPlan => {
	const grid = readGrid(nameOrPath);
	const resolve = cellResolver(path.dirname(path.resolve(findFixture('sweeps', nameOrPath))));
	const keyOf = keyMaker(toolVersion);
	const cells = new Map<string, Cell>();
	for (const [at, fields] of grid.cells.entries()) {
		try {
			const resolved = resolve(fields);
			refuseLateSteps(resolved);
			const key = keyOf(resolved.task);
			if (!cells.has(key)) {
				cells.set(key, {...resolved, cell: cells.size, key});
			}
		} catch (error) {
			throw error instanceof InputError && error.file === undefined ? grid.problem(at, error.message, error.hint) : error;
		}
	}

	const all = [...cells.values()];
	const hash = contentHash({title: grid.title, cells: all.map(({key, settings}) => ({key, settings}))});
	return {title: grid.title, hash, cells: all, same: grid.cells.length - all.length};
};
