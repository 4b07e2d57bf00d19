import {InputError, showValue} from './input-error.js';

/**
Quantities as people write them in flags and files.

| quantity | accepted | refused |
|---|---|---|
| time | `10s`, `1.5s`, `250ms`, `40us`, `100ns`, `2m`, `1h` | no unit, less than a whole nanosecond, negative |
| count | `384`, `1_000_000` | `1e6`, `0x10`, `1.0`, `+5`, a sign |
| number | `0.5`, `16`, `1_000` | `.5`, `5.`, `1e3`, a sign |
| share | `0.25`, `25%` | less than 0, more than 1 (100%) |
| speed | `0.5`, `16`, `max` | a sign, `0` |

Sizes take no unit suffix anywhere: a file says `memoryMiB: 4096`, so nobody has to guess whether 4GB is 1000 or 1024 based.
A value is never rounded: what cannot be taken exactly is refused, and the message says the accepted form.
*/
export type Limits = {
	readonly min: number;
	readonly max: number;
};

const nsPer = new Map([['ns', 1n], ['us', 1000n], ['ms', 1_000_000n], ['s', 1_000_000_000n], ['m', 60_000_000_000n], ['h', 3_600_000_000_000n]]);

/** The longest time that is accepted: 30 days. Far below 2^53 ns, so that nanoseconds stay exact. */
const longestNs = 30 * 24 * 3600 * 1_000_000_000;

const anyTime: Limits = {min: 1, max: longestNs};

/** A time with its unit, in nanoseconds. `what` names the value in the error (`--for`). */
export const parseTimeNs = (text: string, what: string, limits: Limits = anyTime): number => {
	const form = 'a time with its unit, such as 10s, 250ms or 2m';
	const match = /^(?<whole>\d{1,18})(?:\.(?<fraction>\d{1,18}))?(?<unit>ns|us|ms|s|m|h)$/u.exec(text);
	if (match === null) {
		throw mustBe(what, form, text);
	}

	const {whole, fraction = '', unit} = match.groups!;
	const scale = 10n ** BigInt(fraction.length);
	const scaled = BigInt(whole! + fraction) * nsPer.get(unit!)!;
	if (scaled % scale !== 0n) {
		throw mustBe(what, 'a whole number of nanoseconds', text);
	}

	const ns = scaled / scale;
	if (ns < BigInt(limits.min) || ns > BigInt(limits.max)) {
		throw mustBe(what, `a time from ${showNs(limits.min)} to ${showNs(limits.max)}`, text);
	}

	return Number(ns);
};

/** A whole number, digits only; `_` may group them. */
export const parseCount = (text: string, what: string, limits: Limits): number => {
	const count = /^\d+(?:_\d+)*$/u.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
	if (!(count >= limits.min && count <= limits.max)) {
		throw mustBe(what, `a whole number from ${limits.min} to ${limits.max}`, text);
	}

	return count;
};

/** A decimal number without sign or exponent; `_` may group the digits. */
export const parseNumber = (text: string, what: string, limits: Limits): number => {
	const number = /^\d{1,15}(?:_\d+)*(?:\.\d{1,15})?$/u.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
	if (!(number >= limits.min && number <= limits.max)) {
		throw mustBe(what, `a number from ${limits.min} to ${limits.max}`, text);
	}

	return number;
};

/** A share from 0 to 1, written as `0.25` or `25%`. */
export const parseShare = (text: string, what: string): number => {
	const match = /^(?<number>\d{1,3}(?:\.\d{1,15})?)(?<percent>%?)$/u.exec(text);
	const share = match === null ? Number.NaN : Number(match.groups!.number) / (match.groups!.percent === '%' ? 100 : 1);
	if (!(share >= 0 && share <= 1)) {
		throw mustBe(what, 'a share from 0 to 1, such as 0.25 or 25%', text);
	}

	return share;
};

/** Simulated seconds a real second that may be asked for, apart from `max`. */
export const speedLimits = {min: 0.001, max: 1000} as const;

/** A speed, in simulated seconds a real second; `max` (as fast as it goes) is `Infinity`. */
export const parseSpeed = (text: string, what: string): number => text === 'max' ? Infinity : parseNumber(text, `${what} (or max)`, speedLimits);

/** A time in the largest unit that shows it exactly: `250ms`, `10s`. */
export const showNs = (ns: number): string => {
	const [unit, perUnit] = [...nsPer].findLast(([, size]) => ns !== 0 && BigInt(ns) % size === 0n) ?? ['s', 1n];
	return `${BigInt(ns) / perUnit}${unit}`;
};

const mustBe = (what: string, form: string, found: string): InputError =>
	new InputError(`${what} must be ${form}, found ${found === '' ? 'nothing' : showValue(found)}`);
