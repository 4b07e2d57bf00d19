/** A count with thin groups: `5 786`. */
export const showCount = (count: number): string =>
	Math.round(count).toString().replaceAll(/\B(?=(?:\d{3})+$)/gu, ' ');

/** A count with its noun: `1 CPU`, `384 CPUs`. */
export const plural = (count: number, noun: string): string => `${showCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** KiB in the unit that keeps it short: `640 KiB`, `22.8 MiB`, `15.3 GiB`. */
export const showKiB = (kiB: number): string => {
	const size = Math.abs(kiB);
	if (size < 1024) {
		return `${Math.round(kiB)} KiB`;
	}

	return size < 1024 * 1024 ? `${(kiB / 1024).toFixed(1)} MiB` : `${(kiB / (1024 * 1024)).toFixed(1)} GiB`;
};

/** Percent with two decimals, as the published table has it. */
export const showPercent = (percent: number): string => `${percent.toFixed(2)} %`;

/** Small percentages keep three significant digits: a cost of 0.00042 % must not read as nothing. */
export const showSmallPercent = (percent: number): string => {
	if (percent === 0) {
		return '0';
	}

	return Math.abs(percent) >= 0.01 ? percent.toFixed(2) : percent.toPrecision(2);
};

/** Simulated nanoseconds as seconds: `10 s`, `0.25 s`. */
export const showSeconds = (ns: number): string => `${Number((ns / 1e9).toFixed(6))} s`;
