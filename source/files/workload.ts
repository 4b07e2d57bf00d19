import path from 'node:path';
import type {WorkloadDescription} from '../../machine/index.js';
import {resolveClass} from './workload-class.js';
import {resolveEvents} from './workload-events.js';
import {readLayers} from './workload-layers.js';
import {PathTable} from './workload-paths.js';

/**
Reads a workload: the name of one under `fixtures/workloads/`, or the path of a YAML file.
Throws an `InputError` with file, line and column for whatever is wrong in it, or in a workload it extends or a trace it cuts.
@param deepestBytes - The largest address space of a stack in the run: a deeper path is an error. Default: no limit.
*/
export const loadWorkload = (nameOrPath: string, deepestBytes = Number.POSITIVE_INFINITY): WorkloadDescription => {
	const layers = readLayers(nameOrPath);
	if (layers.classes.size === 0) {
		throw layers.fail(['classes'], 'classes holds no class of threads', 'write one, or extend a workload that has some');
	}

	const table = new PathTable(layers);
	const classes = [...layers.classes.values()].map(fields => resolveClass(fields, table));
	table.refuseDeeperThan(deepestBytes);
	return {
		name: path.basename(layers.file).replace(/\.ya?ml$/u, ''),
		title: layers.text.title,
		paths: table.paths,
		classes,
		events: resolveEvents(layers),
		randomStackOffset: layers.randomStackOffset,
		provenance: layers.provenance,
	};
};
