import {judge, type Figure} from '../../machine/index.js';
import {showCount} from './units.js';

/** The unit as it stands beside the label; times carry theirs with the value. */
export const unitOf = ({unit}: Figure): string => unit === 'percent' ? '%' : (unit === 'count' || unit === 'ns' ? '' : unit);

/** A span of time to three digits: `0`, `640 ns`, `1.25 us`, `36.2 ms`, `4.08 s`. */
export const showSpan = (ns: number): string => {
	if (ns === 0) {
		return '0';
	}

	const size = Math.abs(ns);
	const [unit, perUnit] = ([['s', 1e9], ['ms', 1e6], ['us', 1e3]] as const).find(([, least]) => size >= least) ?? ['ns', 1] as const;
	const value = ns / perUnit;
	return `${Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
};

/** A value in the figure's unit, without the unit's name where it stands beside the label. */
export const showValue = ({unit, basis}: Figure, value: number | undefined): string => {
	if (value === undefined) {
		return '-';
	}

	if (unit === 'ns') {
		return showSpan(value);
	}

	if (unit !== 'percent') {
		return showCount(value);
	}

	return basis === 'costs' ? showCost(value) : value.toFixed(2);
};

/** Two digits of a small cost, two decimals of a large one: no cost must read as nothing. */
const showCost = (percent: number): string => percent === 0 ? '0' : (Math.abs(percent) < 1 ? percent.toPrecision(2) : percent.toFixed(2));

const words = {better: 'better', worse: 'worse', same: 'same'} as const;

/** A delta with its sign and what it means: `+12.50` and `better`. Where no way is better, the words are `more` and `less`. */
export const showDelta = (figure: Figure, delta: number): readonly [number: string, word: string] => {
	const judgement = judge(figure, delta);
	if (judgement === 'same') {
		return ['', words.same];
	}

	const word = judgement === 'neither' ? (delta > 0 ? 'more' : 'less') : words[judgement];
	return [`${delta > 0 ? '+' : ''}${showValue(figure, delta)}`, word];
};
