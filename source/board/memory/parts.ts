import type {PolicyReading} from '../../../machine/index.js';
import type {Role} from '../terminal/style.js';

/** What stack memory is made of. */
export const partNames = ['held', 'borrowed', 'pools', 'exception'] as const;
export type PartName = (typeof partNames)[number];

/** A part of what a policy holds, with the sign and the colour it is drawn in. */
export type Part = {
	readonly name: PartName;
	readonly title: string;
	/** What it is, in a few words. */
	readonly about: string;
	readonly kib: number;
	readonly glyph: string;
	readonly role: Role;
	/** It counts as a mapped stack page, so that it is in the gross figure too. */
	readonly isGross: boolean;
};

const looks: Readonly<Record<PartName, Pick<Part, 'title' | 'glyph' | 'role' | 'isGross'>>> = {
	held: {title: 'stacks', glyph: '█', role: 'gross', isGross: true},
	borrowed: {title: 'borrowed pages', glyph: '▓', role: 'heat5', isGross: true},
	pools: {title: 'pools and reserve', glyph: '▒', role: 'net', isGross: false},
	exception: {title: 'exception stacks', glyph: '░', role: 'heat6', isGross: false},
};

/** How a part is drawn. */
export const lookOf = (name: PartName) => looks[name];

/** The parts of `netKiB`, which is their sum; the first two are `stackKiB`. */
export function partsOf({stackKiB, borrowedKiB, poolKiB, exceptionStackKiB, poolSize, reserve}: PolicyReading): readonly Part[] {
	const sizes = {held: stackKiB - borrowedKiB, borrowed: borrowedKiB, pools: poolKiB, exception: exceptionStackKiB};
	const about: Readonly<Record<PartName, string>> = {
		held: 'kept by threads',
		borrowed: 'while they run',
		pools: poolSize === 0 && reserve.size === 0 ? 'none needed' : `${poolSize} a CPU${reserve.size > 0 ? `, ${reserve.size} the box` : ' when full'}`,
		exception: 'beyond the usual',
	};
	return partNames.map(name => ({name, ...looks[name], about: about[name], kib: sizes[name]}));
}

/** Part of a column or row from which on it is shown as a whole one, rather than not at all. */
const visibleShare = 0.25;

/** Sizes as whole columns or rows of a bar: their ends are rounded one by one, so that they add up, but a quarter of one is enough to be seen. */
export function wholeUnits(sizes: readonly number[], perUnit: number): number[] {
	let sum = 0;
	let until = 0;
	return sizes.map(value => {
		sum += value;
		const units = Math.max(value >= perUnit * visibleShare && value > 0 ? 1 : 0, Math.round(sum / perUnit) - until);
		until += units;
		return units;
	});
}
