import process from 'node:process';
import {InputError} from '../files/input-error.js';
import {HostFiles} from './host-files.js';
import {type Counters, readCounters} from './read-counters.js';
import {type KernelConfig, readKernelConfig} from './read-kernel-config.js';
import {type Processor, readProcessor} from './read-processor.js';
import {readStackOffset, type StackOffset} from './read-stack-offset.js';
import {readThreads, type ThreadsRead} from './read-threads.js';
import {readTopology, type Topology} from './read-topology.js';

/** A Linux box as it was read: what is in it, never what follows from it. */
export type Host = {
	readonly counters: Counters;
	readonly processor: Processor;
	readonly topology: Topology | undefined;
	readonly config: KernelConfig | undefined;
	readonly stackOffset: StackOffset | undefined;
	readonly threads: ThreadsRead;
};

/**
Reads the box below `root`, `/` for the one this runs on. Writes nothing and needs no rights; what may not be read is left out.
`self`: the process whose threads are not of the box, this one when it reads the box it runs on.
Throws an `InputError` when there is no Linux to be read.
*/
export const readHost = (root: string, platform: string = process.platform, self = root === '/' ? process.pid : undefined): Host => {
	if (root === '/' && platform !== 'linux') {
		throw new InputError(`host reads /proc of a Linux box, and this one runs ${platform}`, {}, 'read a copy of one with --root FOLDER');
	}

	const files = new HostFiles(root);
	const counters = readCounters(files);
	if (counters.cpus.length === 0) {
		throw new InputError(`no CPU is listed in ${root === '/' ? '' : root}/proc/stat`, {}, 'host needs /proc of a Linux box, mounted or copied below --root FOLDER');
	}

	const threads = readThreads(files, {expected: counters.threads ?? 0, uptimeS: counters.uptimeS, self});
	// Where users see their own processes alone (hidepid), there may be none but this one: KernelStack still tells of the others
	if (threads.count === 0 && (threads.own === 0 || counters.kernelStackKiB === undefined)) {
		throw new InputError(`no thread is listed in ${root === '/' ? '' : root}/proc`, {}, 'host needs /proc/PID/task/TID/stat');
	}

	const config = readKernelConfig(files, counters.release);
	return {
		counters,
		processor: readProcessor(files, counters.cpus[0]!),
		topology: readTopology(files, counters.cpus),
		config,
		stackOffset: readStackOffset(files, config),
		threads,
	};
};
