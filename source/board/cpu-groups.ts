import {places, type MachineDescription} from '../../machine/index.js';

/** Where a CPU sits, in words. */
export type CpuPlaceText = {readonly socket: number; readonly complex: number; readonly core: number; readonly smt: number};

/** Core complexes of a socket; each is a list of hardware threads, each a list of CPUs in the order of their cores. */
export type CpuGroups = {
	readonly sockets: ReadonlyArray<{readonly socket: number; readonly complexes: ReadonlyArray<ReadonlyArray<readonly number[]>>}>;
	readonly placeOf: (cpu: number) => CpuPlaceText;
};

/** The CPUs of a machine as its map shows them: by socket, core complex, hardware thread and core. */
export function cpuGroups(machine: MachineDescription): CpuGroups {
	const all = places(machine);
	const sockets = new Map<number, Map<number, number[][]>>();
	for (const {cpu, socket, complex, smt} of all) {
		const complexes = sockets.get(socket) ?? new Map<number, number[][]>();
		sockets.set(socket, complexes);
		const threads = complexes.get(complex) ?? [];
		complexes.set(complex, threads);
		(threads[smt] ??= []).push(cpu);
	}

	return {
		sockets: [...sockets].map(([socket, complexes]) => ({socket, complexes: [...complexes.values()]})),
		placeOf: cpu => all[cpu] ?? {socket: 0, complex: 0, core: 0, smt: 0},
	};
}
