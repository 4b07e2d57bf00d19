import {judge, type ComparedPolicy, type Figure, type Judgement} from '../../../machine/index.js';
import {compact, size, sizeText, span} from '../figures.js';
import type {Role} from '../terminal/style.js';

/** How the values of one figure are written, so that a line of them can be read across. */
export type Notation = {
	/** Stands once beside the label; empty where a value says it all or carries its own. */
	readonly unit: string;
	readonly show: (value: number) => string;
};

/** Counts up to here are written in full: a difference of one may matter. */
const inFull = 1e6;

const whole = (value: number) => Math.abs(value) < inFull ? value.toFixed(Number.isInteger(value) ? 0 : 1) : compact(value);

/** Two digits of a small cost, two decimals of a large one: no cost must read as nothing. */
const cost = (value: number) => value === 0 ? '0' : (Math.abs(value) < 1 ? value.toPrecision(2) : value.toFixed(2));

/** The notation for a figure of these policies: one unit for all of them. */
export function notationFor({id, unit, basis}: Figure, policies: readonly ComparedPolicy[]): Notation {
	const largest = Math.max(0, ...policies.map(({values, ranges}) => Math.max(Math.abs(values[id] ?? 0), Math.abs(ranges[id]?.high ?? 0))));
	switch (unit) {
		case 'percent': {
			return {unit: '%', show: basis === 'costs' ? cost : value => value.toFixed(2)};
		}

		case 'KiB': {
			return {unit: size(largest).unit, show: value => size(value, largest).number};
		}

		case 'ns': {
			return {unit: '', show: span};
		}

		case 'count': {
			return {unit: '', show: whole};
		}

		case 'pages':
		case 'bytes': {
			return {unit, show: whole};
		}
	}
}

const signs: Readonly<Record<Judgement, string>> = {better: '▲', worse: '▼', same: '=', neither: '·'};

/** How far a value is from the first policy's: a glyph for what that means, the number with its sign, and a word for where there is room. */
export type DeltaText = {readonly glyph: string; readonly number: string; readonly word: string; readonly role: Role};

/** How far it is, without its sign; what would read as nothing in the unit of the line is written in one of its own, or as less than the least. */
function distance({unit}: Figure, delta: number, show: Notation['show']): string {
	const far = Math.abs(delta);
	const shown = show(far);
	if (/[1-9]/u.test(shown)) {
		return shown;
	}

	return unit === 'KiB' ? sizeText(far) : `<${shown.slice(0, -1)}1`;
}

/** A delta as it is written. What is worse about failures is bad; more cost or more waits are only to be weighed. */
export function deltaText(figure: Figure, delta: number, {show}: Notation): DeltaText {
	const judgement = judge(figure, delta);
	const glyph = signs[judgement];
	if (judgement === 'same') {
		return {glyph, number: '', word: 'same', role: 'dim'};
	}

	const number = `${delta > 0 ? '+' : '-'}${distance(figure, delta, show)}`;
	if (judgement === 'neither') {
		return {glyph, number, word: delta > 0 ? 'more' : 'less', role: 'text'};
	}

	const worse = figure.group === 'failure' ? 'bad' : 'warn';
	return {glyph, number, word: judgement, role: judgement === 'better' ? 'good' : worse};
}
