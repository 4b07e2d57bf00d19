import type {ActionRequest, ThreadChoice} from './action-request.js';
import {InputError, showValue} from './input-error.js';
import {parseCount, parseNumber, parseShare, parseTimeNs} from './quantity.js';
import {oneOf, parseDelivery} from './scenario.js';

/** The largest of each figure that a step may name. */
const limits = {
	/** NMIs a second on a busy CPU: beyond this nothing else would run. */
	nmi: {min: 0, max: 1_000_000},
	times: {min: 1, max: 1000},
	/** A stack of 64 KiB is the largest there is; depths are kept in units of 8 bytes. */
	depthBytes: {min: 8, max: 65_528},
	cpu: {min: 0, max: 511},
	tid: {min: 1, max: 4_294_967_295},
} as const;

/** What a kind of step asks for. `forNs` is spread into the action: nothing where no time was given. */
type Reader = (words: readonly string[], forNs: {readonly forNs?: number}) => ActionRequest;

type InjectStep = {
	/** As it is written; `[...]` may be left out. */
	readonly form: string;
	/** Words after the verb, without `for TIME`: how many there must and may be. */
	readonly words: readonly [least: number, most: number];
	/** It may end with `for TIME`, after which it is taken back. */
	readonly timed?: boolean;
	readonly read: Reader;
};

const isOn = (word: string, what: string): boolean => oneOf(word, ['on', 'off'], what) === 'on';
const cpuOf = (word: string): number => parseCount(word, 'the CPU', limits.cpu);
const threadOf = (word: string): ThreadChoice => word === 'deepest' ? word : parseCount(word, 'the thread', limits.tid);

/** The steps that do something to the box, by their verbs. */
export const injectSteps = {
	delivery: {form: 'delivery fred|idt', words: [1, 1], read: ([name]) => ({kind: 'delivery', delivery: parseDelivery(name!, 'delivery')})},
	pressure: {
		form: 'pressure SHARE [for TIME]', words: [1, 1], timed: true,
		read: ([share], forNs) => ({kind: 'pressure', atomicFailShare: parseShare(share!, 'pressure'), ...forNs}),
	},
	nmi: {
		form: 'nmi PER_SECOND [for TIME]', words: [1, 1], timed: true,
		read: ([rate], forNs) => ({kind: 'nmi-rate', perBusyCpuSecond: parseNumber(rate!, 'nmi', limits.nmi), ...forNs}),
	},
	starve: {form: 'starve on|off|for TIME', words: [0, 1], timed: true, read: readStarve},
	'fork-storm': {
		form: 'fork-storm TIMES [for TIME]', words: [1, 1], timed: true,
		read: ([times], forNs) => ({kind: 'fork-storm', times: parseNumber(times!, 'fork-storm', limits.times), ...forNs}),
	},
	'deep-call': {
		form: 'deep-call TID|deepest BYTES [jump]', words: [2, 3],
		read: ([thread, bytes, jump]) => ({
			kind: 'deep-call',
			tid: threadOf(thread!),
			depthBytes: parseCount(bytes!, 'the depth', limits.depthBytes),
			jump: jump !== undefined && oneOf(jump, ['jump'], 'what follows the depth') === 'jump',
		}),
	},
	cpu: {
		form: 'cpu N offline|online', words: [2, 2],
		read: ([cpu, way]) => ({kind: oneOf(way!, ['offline', 'online'], 'the way of the CPU') === 'online' ? 'cpu-online' : 'cpu-offline', cpu: cpuOf(cpu!)}),
	},
	'machine-check': {form: 'machine-check N', words: [1, 1], read: ([cpu]) => ({kind: 'machine-check', cpu: cpuOf(cpu!)})},
	'remote-access': {form: 'remote-access TID|deepest', words: [1, 1], read: ([thread]) => ({kind: 'remote-access', tid: threadOf(thread!)})},
	'scan-stacks': {form: 'scan-stacks', words: [0, 0], read: () => ({kind: 'scan-stacks'})},
	'stack-offset': {form: 'stack-offset on|off', words: [1, 1], read: ([way]) => ({kind: 'stack-offset', on: isOn(way!, 'stack-offset')})},
} as const satisfies Readonly<Record<string, InjectStep>>;

export type InjectVerb = keyof typeof injectSteps;

/** Reads a step that does something to the box; undefined: its words are not of its form. Throws an `InputError` without a place for a word that is wrong. */
export const readInjectStep = (verb: InjectVerb, words: readonly string[]): ActionRequest | undefined => {
	const {words: [least, most], timed = false, read}: InjectStep = injectSteps[verb];
	const hasTime = timed && words.at(-2) === 'for';
	const before = hasTime ? words.slice(0, -2) : words;
	// A step that begins with its time says all by that
	if (before.length < least || before.length > most || words.length === 0 && timed) {
		return undefined;
	}

	return read(before, hasTime ? {forNs: parseTimeNs(words.at(-1)!, `the time of ${verb}`)} : {});
};

function readStarve([way = 'on']: readonly string[], forNs: {readonly forNs?: number}): ActionRequest {
	const on = isOn(way, 'starve');
	if (!on && forNs.forNs !== undefined) {
		throw new InputError(`starve off takes no time, found ${showValue('for')}`);
	}

	return {kind: 'starve-refill', on, ...forNs};
}
