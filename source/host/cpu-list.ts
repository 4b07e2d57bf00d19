/** The most CPUs of an x86-64 kernel (NR_CPUS). */
const mostCpus = 8192;

/** CPUs of a list as the kernel prints it: `0-3,8,10-11`. A part that is no number, or beyond any kernel's CPUs, is left out. */
export const parseCpuList = (text: string): number[] => text.trim().split(',').flatMap(part => {
	const match = /^(?<first>\d+)(?:-(?<last>\d+))?$/u.exec(part);
	if (match === null) {
		return [];
	}

	const first = Number(match.groups!.first);
	const last = Number(match.groups!.last ?? first);
	return last < mostCpus ? Array.from({length: Math.max(0, last - first + 1)}, (_, at) => first + at) : [];
});
