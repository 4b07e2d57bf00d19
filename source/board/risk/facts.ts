import {failureKinds, type PolicyReading, type Reading} from '../../../machine/index.js';
import {bytes, count, moment, percent, size, sizeText, span} from '../figures.js';
import type {Scene} from '../scene.js';
import type {Role} from '../terminal/style.js';
import {causes} from '../truth.js';

/** A line of the risk page: what it is, and its value in words. */
export type Fact = {
	readonly label: string;
	readonly text: string;
	/** What stands there where the text does not fit. */
	readonly brief?: string;
	readonly role: Role;
};

/** A count of something that should not happen: dim while it has not, with a sign where it is deadly. */
function counted(label: string, value: number, role: Role = 'warn'): Fact {
	if (value === 0) {
		return {label, text: '0', role: 'dim'};
	}

	return {label, text: `${role === 'bad' ? '✗ ' : ''}${count(value)}`, role};
}

/** What would have killed the kernel, first of all and kind by kind, and what else was lost for good. */
export const deaths = ({policy}: Scene): readonly Fact[] => [
	...firstDeath(policy),
	...failureKinds.map(kind => counted(causes[kind], policy.failuresBy[kind], 'bad')),
	counted('events lost', policy.eventsLost, 'bad'),
];

/** When the kernel would have died first, and where. */
function firstDeath({firstFailure}: PolicyReading): readonly Fact[] {
	if (!firstFailure) {
		return [{label: 'first', text: 'not yet', role: 'dim'}];
	}

	const {timeNs, cpu, tid, kind} = firstFailure;
	return [
		{label: 'first', text: `${moment(timeNs, 3)}: ${causes[kind]}`, brief: moment(timeNs, 3), role: 'bad'},
		{label: 'where', text: tid > 0 ? `CPU ${cpu}, TID ${tid}` : `CPU ${cpu}`, brief: `CPU ${cpu}`, role: 'strong'},
	];
}

/** Bytes left below which the guard page is near: a frame or two. */
const nearBytes = 1024;

/** The stack that was left at the deepest call. */
function headroom({headroomBytes}: PolicyReading): Fact {
	if (headroomBytes < 0) {
		return {label: 'headroom', text: `✗ ${bytes(-headroomBytes)} into the guard page`, brief: `✗ ${bytes(headroomBytes)}`, role: 'bad'};
	}

	return {label: 'headroom', text: `${bytes(headroomBytes)} to the guard page at worst`, brief: bytes(headroomBytes), role: headroomBytes < nearBytes ? 'warn' : 'strong'};
}

/** Least that was ever left of stack and of pages. */
export function margins({policy}: Scene): readonly Fact[] {
	const {poolSize, poolLowest, reserve} = policy;
	const pool: Fact = poolSize === 0
		? {label: 'worst pool', text: 'has no pools', brief: 'none', role: 'dim'}
		: {label: 'worst pool', text: `${poolLowest} of ${poolSize} pages on a CPU`, brief: `${poolLowest} of ${poolSize}`, role: poolLowest === 0 ? 'warn' : 'strong'};
	const {size: full, now, lowest, taken} = reserve;
	const least = `${lowest} of ${full}`;
	const ofBox: Fact = full === 0
		? {label: 'reserve of box', text: 'has none', brief: 'none', role: 'dim'}
		: {label: 'reserve of box', text: `${least} pages at worst, ${now} now, ${count(taken)} taken`, brief: least, role: lowest === 0 ? 'warn' : 'strong'};
	return [headroom(policy), pool, ofBox];
}

/** Trouble with getting pages that killed nobody. */
export function troubles({policy}: Scene): readonly Fact[] {
	const {waits, waitNs, shortages} = policy;
	const shortage = `${count(shortages.count)}, ${span(shortages.totalNs)} in all`;
	return [
		{...counted('waits for pages', waits), ...waits > 0 && {text: `${count(waits)}, ${span(waitNs / waits)} on average`, brief: count(waits)}},
		counted('refills failed', policy.refillFailures),
		{...counted('pools short', shortages.count), ...shortages.count > 0 && {text: `${shortage}, ${shortages.now} now`, brief: count(shortages.count)}},
		counted('CPUs up short', policy.shortFills),
		counted('memcg said no', policy.chargeFailures),
		counted('stack refused', policy.refused),
	];
}

const stateWords: Readonly<Record<Reading['memory']['state'], readonly [about: string, role: Role]>> = {
	calm: ['', 'good'],
	low: [': kswapd runs', 'warn'],
	min: [': who may sleep reclaims', 'warn'],
	empty: [': atomic requests fail', 'bad'],
};

/** The marks of the page allocator that free memory is held against. */
function watermarks({minKiB, lowKiB, highKiB}: Reading['memory']): Fact {
	const marks = [minKiB, lowKiB, highKiB].map(kib => size(kib, highKiB).number);
	return {label: 'min, low, high', text: `${marks.join(', ')} ${size(highKiB).unit}`, brief: marks.join(' '), role: 'text'};
}

/** How short memory is, and what comes of it. */
function memory({state, freeKiB, failShare, starved}: Reading['memory']): readonly Fact[] {
	const [about, role] = stateWords[state];
	const failing = starved ? 'refills are starved' : `fail in ${percent(failShare * 100, 0)} of time`;
	return [
		{label: 'memory', text: `${role === 'bad' ? '✗ ' : ''}${state}${about}`, brief: `${role === 'bad' ? '✗ ' : ''}${state}`, role},
		{label: 'free', text: sizeText(freeKiB), role: 'strong'},
		starved || failShare > 0
			? {label: 'atomic requests', text: failing, brief: starved ? 'starved' : `fail ${percent(failShare * 100, 0)}`, role: 'warn'}
			: {label: 'atomic requests', text: 'never fail', brief: 'served', role: 'dim'},
	];
}

/** What the box put a policy through: memory, and what came at bad moments. The same for every policy. */
export function hardships({reading}: Scene): readonly Fact[] {
	const {totals} = reading;
	const plain = (label: string, value: number): Fact => ({label, text: count(value), role: value === 0 ? 'dim' : 'text'});
	return [
		...memory(reading.memory),
		plain('nested IRQs', totals.nestedInterrupts),
		plain('NMIs, user mode', totals.nmisUser),
		plain('hits at switch', totals.switchWindowHits),
		watermarks(reading.memory),
		plain('async #PF', totals.asyncPageFaults),
		plain('machine checks', totals.machineChecks),
	];
}
