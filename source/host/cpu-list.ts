/** CPUs of a list as the kernel prints it: `0-3,8,10-11`. A part that is no number is left out. */
export const parseCpuList = (text: string): number[] => text.trim().split(',').flatMap(part => {
	const match = /^(?<first>\d+)(?:-(?<last>\d+))?$/u.exec(part);
	if (match === null) {
		return [];
	}

	const first = Number(match.groups!.first);
	const last = Number(match.groups!.last ?? first);
	return Array.from({length: Math.max(0, last - first + 1)}, (_, at) => first + at);
});
