import {Document} from 'yaml';
import type {Quantiles} from './depth-histogram.js';
import {wholeWords} from './depth.js';
import type {MeasuredClassName} from './thread-classes.js';

/** What was measured of a class of threads. */
export type MeasuredClass = {
	readonly name: MeasuredClassName;
	/** Threads (or samples, or counts) behind the quantiles. */
	readonly count: number;
	/** Bytes of stack used, random offset included. */
	readonly quantiles: Quantiles;
	/** Median depth asleep in bytes, random offset included; undefined: not measured. */
	readonly asleepBytes?: number | undefined;
};

/** A statement on how a part of the file is known. */
export type Statement = {
	readonly about: string;
	readonly status: 'assumed' | 'derived' | 'measured';
	readonly source: string;
};

/** Classes of idle that are user threads, with the random offset that marks contain on average: calibrated there, with their shares of the deepest path. */
const userClasses = [
	{name: 'service', offsetBytes: 848},
	{name: 'pool-thread', offsetBytes: 840},
] as const;

/** The random offset of one system call on average: half of 1008 bytes. */
const meanOffsetBytes = 504;

/** The least mark a user thread can be given: one word below the random offset of the service class; without offset one word. */
export const leastUserBytes = (stackOffset: boolean): number => (stackOffset ? userClasses[0].offsetBytes : 0) + 8;

type Fields = Readonly<Record<string, unknown>>;

/** A workload on top of idle, as YAML. `paths` and `classes` are those besides the measured classes. */
export const workloadYaml = ({title, source, measured, provenance, stackOffset, paths = {}, classes = []}: {
	readonly title: string;
	/** Where the figures come from, one line. */
	readonly source: string;
	readonly measured: readonly MeasuredClass[];
	readonly provenance: readonly Statement[];
	/** Whether depths of user threads hold the random stack offset; without it the workload runs without it too. */
	readonly stackOffset: boolean;
	readonly paths?: Readonly<Record<string, Fields>>;
	readonly classes?: readonly Fields[];
}): string => {
	const document = new Document();
	const parts = measured.map(item => item.name === 'user' ? userParts(item, stackOffset, document) : kernelParts(item, document));
	const allPaths = {...paths, ...Object.assign({}, ...parts.map(part => part.paths)) as Readonly<Record<string, Fields>>};
	document.contents = document.createNode({
		title,
		extends: 'idle',
		...!stackOffset && {randomStackOffset: false},
		...Object.keys(allPaths).length > 0 && {paths: allPaths},
		classes: [...parts.flatMap(part => part.classes), ...classes],
		provenance: [
			...provenance,
			...parts.length === 0
				? []
				: [{
					about: 'counts, CPU times and sleeps of the classes named here, and all other classes',
					status: 'assumed',
					source: 'as in the idle workload; the imported figures hold depths alone',
				}],
			...stackOffset ? (measured.some(({name}) => name === 'user') ? [offsetStatement] : []) : [noOffsetStatement],
		],
	});
	document.commentBefore = ` ${source}\n Sizes are bytes of stack from its top. Change what you know better; what is not written here is that of idle.`;
	return document.toString({lineWidth: 120});
};

const offsetStatement: Statement = {
	about: 'random stack offset in the marks of user threads',
	status: 'assumed',
	source: 'the measured kernel had RANDOMIZE_KSTACK_OFFSET on, as kernels have by default; the marks hold its mean maximum, as calibrated in the idle workload',
};

const noOffsetStatement: Statement = {
	about: 'no random stack offset',
	status: 'assumed',
	source: 'said at the import (--stack-offset off): the measured kernel had RANDOMIZE_KSTACK_OFFSET off, so depths are taken as they are',
};

/** The threads' own marks say who grew a page, so the machine's grown pages are not put on them a second time. */
const userParts = ({quantiles, asleepBytes}: MeasuredClass, stackOffset: boolean, document: Document): ClassParts => ({
	paths: asleepBytes === undefined ? {} : {'imported-user-asleep': {bytes: Math.max(8, wholeWords(asleepBytes - (stackOffset ? meanOffsetBytes : 0)))}},
	classes: userClasses.map(({name, offsetBytes}) => ({
		name,
		common: {'short-call': 1},
		deep: {
			quantiles: flow(document, new Map([...quantiles].map(([percent, bytes]) => [percent, Math.max(bytes, leastUserBytes(stackOffset))]))),
			...stackOffset && {lessOffset: offsetBytes},
		},
		...asleepBytes !== undefined && {sleepPath: 'imported-user-asleep'},
		takesGrownPages: false,
	})),
});

type ClassParts = {
	readonly paths: Readonly<Record<string, Fields>>;
	readonly classes: readonly Fields[];
};

const kernelParts = ({name, quantiles, asleepBytes}: MeasuredClass, document: Document): ClassParts => {
	const sleepPath = `imported-${name}-asleep`;
	return {
		paths: asleepBytes === undefined ? {} : {[sleepPath]: {bytes: Math.max(8, wholeWords(asleepBytes))}},
		classes: [{name, deep: {quantiles: flow(document, quantiles)}, ...asleepBytes !== undefined && {sleepPath}}],
	};
};

/** A mapping on one line. */
const flow = (document: Document, quantiles: Quantiles): unknown => document.createNode(new Map([...quantiles].map(([percent, bytes]) => [percent, Math.max(8, wholeWords(bytes))])), {flow: true});
