/** How figures are written everywhere on the board. */

const steps: ReadonlyArray<readonly [number, string]> = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

function threeDigits(value: number): string {
	return value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}

function scaledBy(value: number, space: string): string {
	const size = Math.abs(value);
	// A value that would round up to the next unit is written in it
	const step = steps.find(([factor]) => size >= factor * 0.9995);
	if (!step) {
		return size < 10 && !Number.isInteger(value) ? value.toFixed(1) : value.toFixed(0);
	}

	return `${value < 0 ? '-' : ''}${threeDigits(size / step[0])}${space}${step[1]}`;
}

/** A count or a rate with its unit apart: `61`, `3.2`, `2.4 k`, `241 k`, `1.0 M`. */
export const count = (value: number) => scaledBy(value, ' ');

/** The same without the space, for columns of tables. */
export const compact = (value: number) => scaledBy(value, '');

/** A count that was chosen, as short as it goes without rounding: `250`, `10 k`. */
export const chosen = (value: number) => value >= 1000 && value % 1000 === 0 ? `${value / 1000} k` : String(value);

/** A value that may not be known yet. */
export const known = (value: number | undefined, format: (value: number) => string = count) => value === undefined ? '–' : format(value);

/** `74.74 %`. */
export const percent = (value: number, digits = 2) => `${value.toFixed(digits)} %`;
export const wholePercent = (value: number) => value.toFixed(0);

/** A size given in KiB, split into number and unit so that two can share one unit. */
export function size(kib: number, like = kib): {readonly number: string; readonly unit: string} {
	const reference = Math.abs(like);
	if (reference < 1024) {
		return {number: kib.toFixed(0), unit: 'KiB'};
	}

	if (reference < 10 * 1024 * 1024) {
		return {number: threeDigits(kib / 1024), unit: 'MiB'};
	}

	return {number: threeDigits(kib / 1024 / 1024), unit: 'GiB'};
}

/** `212 KiB`, `90.4 MiB`. */
export function sizeText(kib: number): string {
	const {number, unit} = size(kib);
	return `${number} ${unit}`;
}

/** Bytes below the top of a stack. */
export const bytes = (value: number) => `${value.toFixed(0)} B`;

/** A moment of simulated time: `12.4 s`, `3:07.2`, `2:03:07`. */
export function moment(timeNs: number, digits = 1): string {
	const seconds = timeNs / 1e9;
	if (seconds < 60) {
		return `${seconds.toFixed(digits)} s`;
	}

	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) {
		return `${minutes}:${(seconds % 60).toFixed(digits).padStart(digits === 0 ? 2 : digits + 3, '0')}`;
	}

	return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}

/** A wanted speed: `1x`, `1/8x`, `64x`, `max`. */
export function speed(value: number): string {
	if (value === Infinity) {
		return 'max';
	}

	return value < 1 ? `1/${(1 / value).toFixed(0)}x` : `${value.toFixed(0)}x`;
}

/** How fast it really runs: `3.1x`, `0.02x`, `120x`. */
export function factor(value: number): string {
	if (value < 0.095) {
		return `${value.toFixed(3)}x`;
	}

	return value < 9.95 ? `${value.toFixed(1)}x` : `${value.toFixed(0)}x`;
}

/** Digits after the point that show two significant ones of the larger end; 2 to 6. */
export function digitsFor(low: number, high: number): number {
	const largest = Math.max(Math.abs(low), Math.abs(high));
	return largest > 0 ? Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(largest)))) : 2;
}

/** The ends of a range: `0.02-0.11`, `0.0003-0.0011`, and with negative ends `-0.02 to 0.11`. */
export function ends({low, high}: {readonly low: number; readonly high: number}, digits = digitsFor(low, high)): string {
	const [from, to] = [low.toFixed(digits), high.toFixed(digits)];
	return low < 0 || high < 0 ? `${from} to ${to}` : `${from}-${to}`;
}

/** A span of time to three digits: `0`, `640 ns`, `1.25 us`, `36.2 ms`, `4.08 s`. */
export function span(ns: number): string {
	if (ns === 0) {
		return '0';
	}

	const [unit, perUnit] = ([['s', 1e9], ['ms', 1e6], ['us', 1e3]] as const).find(([, least]) => Math.abs(ns) >= least * 0.9995) ?? ['ns', 1] as const;
	const value = ns / perUnit;
	return `${Math.abs(value) >= 99.95 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}

/** A probability in percent to two digits or decimals, never rounded to nothing: `0.60 %`, `0.0030 %`, `3.0e-8 %`. */
export function chance(share: number): string {
	const value = share * 100;
	if (value === 0) {
		return '0 %';
	}

	return `${value < 1e-5 ? value.toExponential(1) : value.toFixed(digitsFor(0, value))} %`;
}

/** `time` or `times`, after a count. */
export const times = (value: number) => value === 1 ? 'time' : 'times';
