import type {Host} from './read-host.js';

/** What could not be read of a box, a line each: what, and what stands in for it. */
export const unreadOf = ({counters, processor, topology, config, threads}: Host): string[] => {
	const unplaced = threads.userThreads - threads.placed;
	const lines: ReadonlyArray<readonly [isUnread: boolean, line: string]> = [
		[counters.kernelStackKiB === undefined, 'KernelStack of /proc/meminfo: what the stacks hold now is told by counting threads'],
		[counters.memoryKiB === undefined, 'MemTotal of /proc/meminfo'],
		[counters.uptimeS === undefined, '/proc/uptime: the twin keeps the pace of an idle server'],
		[counters.contextSwitches === undefined, 'ctxt of /proc/stat: the twin keeps the pace of an idle server'],
		[counters.forks === undefined, 'processes of /proc/stat: nothing is forked in the twin'],
		[Object.keys(counters.vmstat).length === 0, '/proc/vmstat'],
		[topology === undefined, '/sys/devices/system/cpu: sockets, cores and caches'],
		[!processor.isRead, '/proc/cpuinfo: the processor is taken as one of x86-64 without FRED'],
		[counters.release === undefined, '/proc/version'],
		[processor.clock === undefined, 'clock of the CPUs'],
		[config === undefined, 'configuration of the kernel (/proc/config.gz, /boot/config-*): tick and size of a stack'],
		[threads.groups.every(({runs}) => runs.ageS === 0), '/proc/[pid]/task/[tid]/schedstat: how often single threads run'],
		[threads.waits === 'wchan', '/proc/[pid]/task/[tid]/stack, call chains of sleeping threads (root alone may): the function they wait in is told by wchan'],
		[threads.denied > 0, `call chains of ${threads.denied} threads, which may not be read though others may: the function they wait in is told by wchan`],
		[unplaced > 0, `where ${unplaced} of ${threads.userThreads} user threads wait: they ran, or it is denied`],
		[threads.stride > 1, `how often and where: of one thread in ${threads.stride} only, as there are so many`],
	];
	return lines.filter(([isUnread]) => isUnread).map(([, line]) => line);
};
