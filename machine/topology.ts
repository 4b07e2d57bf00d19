import type {MachineDescription} from './description.js';

/** Where a logical CPU sits. All numbers count from 0. */
export type CpuPlace = {
	readonly cpu: number;
	readonly socket: number;
	/** Core complex (cores that share a last-level cache), numbered over the whole box. */
	readonly complex: number;
	/** Core, numbered over the whole box. */
	readonly core: number;
	/** 0 for the first hardware thread of a core, 1 for its sibling. */
	readonly smt: number;
};

/**
The places of all logical CPUs, in Linux' usual numbering on servers: first one hardware thread of every core, socket by socket, then the siblings in the same order.
A CPU count that differs from the machine's own keeps the shape of its sockets; the last one may be part filled.
*/
export const places = (machine: Pick<MachineDescription, 'cpus' | 'coresPerSocket' | 'threadsPerCore' | 'coresPerComplex'>): CpuPlace[] => {
	const cores = Math.ceil(machine.cpus / machine.threadsPerCore);
	const complexesPerSocket = Math.ceil(machine.coresPerSocket / machine.coresPerComplex);
	return Array.from({length: machine.cpus}, (_, cpu) => {
		const core = cpu % cores;
		const socket = Math.floor(core / machine.coresPerSocket);
		const complex = socket * complexesPerSocket + Math.floor((core % machine.coresPerSocket) / machine.coresPerComplex);
		return {cpu, socket, complex, core, smt: Math.floor(cpu / cores)};
	});
};
