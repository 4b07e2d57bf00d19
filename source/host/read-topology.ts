import {parseCpuList} from './cpu-list.js';
import type {HostFiles} from './host-files.js';

/** The shape of a box: cores of its largest socket, hardware threads of a core, cores that share a last-level cache. */
export type Topology = {
	readonly coresPerSocket: number;
	readonly threadsPerCore: number;
	readonly coresPerComplex: number;
};

/** Reads the shape from sys/devices/system/cpu; undefined when a CPU tells neither its socket nor its core. */
export const readTopology = (files: HostFiles, cpus: readonly number[]): Topology | undefined => {
	const coresBySocket = new Map<string, Set<string>>();
	const coreByCpu = new Map<number, string>();
	for (const cpu of cpus) {
		const [socket, core] = ['physical_package_id', 'core_id'].map(name => files.text(`${folderOf(cpu)}/topology/${name}`)?.trim());
		if (socket === undefined || core === undefined) {
			return undefined;
		}

		const ofSocket = coresBySocket.get(socket) ?? new Set();
		coresBySocket.set(socket, ofSocket.add(core));
		coreByCpu.set(cpu, `${socket}:${core}`);
	}

	const coresPerSocket = Math.max(...[...coresBySocket.values()].map(cores => cores.size));
	const siblings = Math.max(...countBy([...coreByCpu.values()]).values());
	return {
		coresPerSocket,
		threadsPerCore: siblings > 1 ? 2 : 1,
		coresPerComplex: readCoresPerComplex(files, cpus[0]!, coreByCpu) ?? coresPerSocket,
	};
};

const folderOf = (cpu: number): string => `sys/devices/system/cpu/cpu${cpu}`;

const countBy = (keys: readonly string[]): Map<string, number> => {
	const counts = new Map<string, number>();
	for (const key of keys) {
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}

	return counts;
};

/** Cores that share the level 3 cache with `cpu`; undefined without one, and where it spans sockets (a hypervisor says that). */
const readCoresPerComplex = (files: HostFiles, cpu: number, coreByCpu: ReadonlyMap<number, string>): number | undefined => {
	const shared = parseCpuList(files.text(`${folderOf(cpu)}/cache/index3/shared_cpu_list`) ?? '');
	const cores = new Set(shared.map(other => coreByCpu.get(other)).filter(core => core !== undefined));
	const sockets = new Set([...cores].map(core => core.split(':')[0]));
	return sockets.size === 1 ? cores.size : undefined;
};
