import {showSpan} from '../compare-cells.js';
import {showCount, showKiB} from '../units.js';
import type {Figure, Unit} from './answer.js';

/** Three digits, or thin groups from a thousand on; never a rounded nothing. */
export const showNumber = (value: number): string => Math.abs(value) >= 1000 ? showCount(value) : String(Number(value.toPrecision(3)));

/** A share of 0 to 1 in percent. */
export const showShare = (share: number): string => `${showNumber(share * 100)} %`;

/** A value with its unit. */
export const showWithUnit = (value: number, unit: Unit): string => {
	switch (unit) {
		case 'chance': {
			return showShare(value);
		}

		case 'KiB': {
			return showKiB(value);
		}

		case 'ns': {
			return showSpan(value);
		}

		case '': {
			return showNumber(value);
		}

		case 'pages': {
			return `${showNumber(value)} page${value === 1 ? '' : 's'}`;
		}

		case '%':
		case '/s':
		case 'bytes':
		case 'cycles':
		case 'threads/CPU': {
			return `${showNumber(value)} ${unit}`;
		}
	}
};

/** Nothing was seen although there was something to count: the bound says what that is worth. */
const isNoneSeen = ({value, range}: Figure): boolean => value === 0 && range === 'chance';

/** The value of a figure in words. */
export const showFigure = (figure: Figure): string => {
	if (figure.value === undefined) {
		return 'nothing to count';
	}

	return isNoneSeen(figure) ? 'none seen' : showWithUnit(figure.value, figure.unit);
};

/** Its range in words; empty: none is known. `~` marks a range of costs. */
export const showRange = (figure: Figure): string => {
	const {value, unit, low, high, range} = figure;
	if (value === undefined || low === undefined || high === undefined || range === undefined) {
		return '';
	}

	if (isNoneSeen(figure)) {
		return high === 0 ? '' : `at most ${showWithUnit(high, unit)}`;
	}

	const [from, to] = [showWithUnit(low, unit), showWithUnit(high, unit)];
	if (from === to) {
		return '';
	}

	const tail = from.slice(from.search(/ [^ \d]/u));
	// One unit for both ends where they share it
	const both = tail.startsWith(' ') && to.endsWith(tail) ? `${from.slice(0, -tail.length)} to ${to}` : `${from} to ${to}`;
	return range === 'costs' ? `~ ${both}` : both;
};

/** How sure a chance is, for a sentence: `0.12 % (0.1 to 0.14 %)`, or `none seen (at most 0.003 %)`. */
export const showFully = (figure: Figure): string => {
	const range = showRange(figure);
	return range === '' ? showFigure(figure) : `${showFigure(figure)} (${range})`;
};

/** Names in a row: `a, b and c`. */
export const list = (names: readonly string[]): string => names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;

/** Figures of one kind in a row, each after its policy. */
export const byPolicy = (figures: readonly Figure[], show: (figure: Figure) => string = showFully): string => list(figures.map(figure => `${figure.policy!} ${show(figure)}`));
