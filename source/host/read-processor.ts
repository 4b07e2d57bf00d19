import type {HostFiles} from './host-files.js';

/** What /proc/cpuinfo and sysfs tell about the processor. */
export type Processor = {
	/** As it calls itself; undefined when it does not. */
	readonly title: string | undefined;
	/** Whether /proc/cpuinfo was read: without it, that there is no FRED is assumed. */
	readonly isRead: boolean;
	/** It lists flags as x86 does, or could not be read; the policies are about x86-64. */
	readonly isX86: boolean;
	/** Linux lists the flag `fred` when the processor has FRED and the kernel uses it. */
	readonly hasFred: boolean;
	/** Clock in GHz and where it was read; undefined: nowhere. */
	readonly clock: {readonly GHz: number; readonly source: string} | undefined;
};

export const readProcessor = (files: HostFiles, firstCpu: number): Processor => {
	const text = files.text('proc/cpuinfo') ?? '';
	const isRead = text.trim() !== '';
	const title = valueOf(text, 'model name')?.replaceAll(/[\p{C}\u2028\u2029]/gu, '?');
	const flags = valueOf(text, 'flags');
	return {
		title,
		isRead,
		isX86: !isRead || flags !== undefined,
		hasFred: flags?.split(' ').includes('fred') ?? false,
		clock: readClock(files, firstCpu, title, text),
	};
};

const valueOf = (text: string, key: string): string | undefined =>
	text.split('\n').find(line => line.split(':', 1)[0]!.trim() === key)?.split(':').slice(1).join(':').trim();

/** The nominal clock where it is told; `cpu MHz` is only how fast the CPUs happen to run, so their median is the last resort. */
const readClock = (files: HostFiles, firstCpu: number, title: string | undefined, cpuinfo: string): Processor['clock'] => {
	const baseKHz = Number(files.text(`sys/devices/system/cpu/cpu${firstCpu}/cpufreq/base_frequency`));
	if (baseKHz > 0) {
		return {GHz: round(baseKHz / 1e6), source: '/sys/devices/system/cpu/cpu*/cpufreq/base_frequency'};
	}

	const named = /@ (?<GHz>\d+(?:\.\d+)?)GHz/u.exec(title ?? '')?.groups!.GHz;
	if (named !== undefined) {
		return {GHz: Number(named), source: '/proc/cpuinfo, model name'};
	}

	const running = [...cpuinfo.matchAll(/^cpu MHz\s*: (?<MHz>\d+(?:\.\d+)?)$/gmu)].map(match => Number(match.groups!.MHz)).toSorted((a, b) => a - b);
	const median = running[Math.floor(running.length / 2)];
	return median === undefined || median === 0 ? undefined : {GHz: round(median / 1000), source: '/proc/cpuinfo, median of cpu MHz: the clock of the moment, not the nominal one'};
};

/** To the megahertz: more is noise. */
const round = (gigahertz: number): number => Math.round(gigahertz * 1000) / 1000;
