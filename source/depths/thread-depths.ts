import {hashKey} from '../../machine/index.js';
import {depthAt, Draws, offsetOf} from './draws.js';
import {growthAt} from './growth.js';
import {oneCall} from './calibrate.js';
import {threadSizeBytes, type MeasuredThread} from './marks-file.js';
import {
	deepPathsOf, groupOf, loadOf, type DepthModel, type FittedDepths, type Group,
} from './model.js';

/** What is changed on purpose, to see how close the fleet sits to a border; nothing: as measured. */
export type Sensitivity = {
	/** Bytes that every mark is deeper. */
	readonly shiftBytes: number;
	/** Factor on every mark. */
	readonly scale: number;
	/** No random offset. */
	readonly noOffset: boolean;
	/** Another kernel version for every run. */
	readonly kernel: string | undefined;
};

/** Nothing changed. */
export const asMeasured: Sensitivity = {shiftBytes: 0, scale: 1, noOffset: false, kernel: undefined};

/** One thread to predict, with everything resolved that does not change from draw to draw. */
export type DepthSource = {
	readonly group: Group;
	/** Depths of its deepest path without offset, at `knotPercents`. */
	readonly bytes: readonly number[];
	/** Depths of the paths that the workload adds. */
	readonly deep: ReadonlyArray<readonly number[]>;
	/** Which programs move together from one run to another: draws of a name are one a run. */
	readonly key: number;
	/** How far this name may lie from its group, and the group from its true depth, bytes. */
	readonly scatterBytes: number;
	readonly errorBytes: number;
	/** Draws of the group are one a run too. */
	readonly groupKey: number;
	readonly offset: boolean;
};

/** The known kernel that is nearest in version. */
export const nearestKernel = ({marks}: DepthModel, kernel: string): string => {
	const rank = (name: string): number => {
		const [major, minor] = name.split('.').map(Number);
		return major! * 1000 + minor!;
	};

	return [marks.base, ...Object.keys(marks.growth)].toSorted((a, b) => Math.abs(rank(a) - rank(kernel)) - Math.abs(rank(b) - rank(kernel)))[0]!;
};

/** Resolves the depths of threads of one run. `kernel` must be a known one. */
export const sourcesOf = (
	{classes, marks}: DepthModel,
	run: {readonly kernel: string; readonly workload: string; readonly userland?: string | undefined; readonly randomStackOffset: boolean},
	threads: readonly MeasuredThread[],
	when: 'live' | 'ended',
): DepthSource[] => {
	const known = new Map<string, DepthSource>();
	const growth = run.kernel === marks.base ? undefined : marks.growth[run.kernel]!;
	return threads.map(thread => {
		const name = `${thread.kind} ${thread.comm}`;
		const before = known.get(name);
		if (before !== undefined) {
			return before;
		}

		const group = groupOf(classes, thread, when);
		const fits = marks.groups[group.name] ?? {};
		const own = fits[run.kernel];
		const base = fits[marks.base];
		const {knots, scatterBytes} = growth?.[group.lineage] ?? {knots: [], scatterBytes: 0};
		const grown = (bytes: number): number => Math.max(0, bytes + growthAt(knots, bytes));
		const fit = own ?? base ?? Object.values(fits)[0]!;
		const source: DepthSource = {
			group,
			bytes: own === undefined && base !== undefined ? base.bytes.map(bytes => grown(bytes)) : fit.bytes,
			deep: deepPathsOf(classes, loadOf(run), group.name)
				.flatMap(key => marks.deepPaths[key] === undefined ? [] : [marks.deepPaths[key].bytes.map(bytes => bytes === 0 ? 0 : grown(bytes))]),
			// Threads that differ in a number only are one program
			key: textKey(name.replaceAll(/\d+/gu, 'N')),
			groupKey: textKey(group.name),
			scatterBytes: own === undefined ? scatterBytes : 0,
			errorBytes: errorOf(fit),
			offset: thread.kind === 'user' && run.randomStackOffset,
		};
		known.set(name, source);
		return source;
	});
};

/** Standard error of fitted depths as a whole, bytes: a quarter of their middle half's width for each root of the samples. */
const errorOf = ({bytes, samples}: FittedDepths): number => (bytes[5]! - bytes[1]!) / 2.6 / Math.sqrt(samples);

const textKey = (text: string): number => {
	let key = 0;
	for (const character of text) {
		key = Math.imul(key, 31) + character.codePointAt(0)! | 0;
	}

	return key;
};

/** Where in its group's distribution a run lies for the threads that are alike in it, 0 to 1. */
const runShare = (replica: number, groupKey: number): number => (hashKey(replica, groupKey, 3) >>> 0) / 4_294_967_296;

/** Marks of these threads in one imagined run, bytes (multiples of 8); `replica` numbers the run. */
export const drawMarks = ({classes}: DepthModel, sources: readonly DepthSource[], replica: number, {shiftBytes, scale}: Sensitivity = asMeasured): Float64Array => {
	const draws = new Draws();
	const moves = new Map<number, number>();
	return Float64Array.from(sources, (source, thread) => {
		let move = moves.get(source.key);
		if (move === undefined) {
			draws.start(replica, source.key, 1);
			move = draws.deviation() * source.scatterBytes;
			draws.start(replica, source.groupKey, 2);
			move += draws.deviation() * source.errorBytes;
			moves.set(source.key, move);
		}

		draws.start(replica, thread, source.key);
		const isAlike = draws.share() < source.group.alike;
		const own = draws.share();
		let mark = depthAt(source.bytes, isAlike ? runShare(replica, source.groupKey) : own) + move;
		if (source.offset) {
			mark += offsetOf(draws, classes.lineages[source.group.lineage]);
		}

		for (const bytes of source.deep) {
			const path = depthAt(bytes, draws.share());
			mark = Math.max(mark, path === 0 ? 0 : path + move + (source.offset ? offsetOf(draws, oneCall) : 0));
		}

		return Math.min(threadSizeBytes, Math.max(8, Math.round((mark * scale + shiftBytes) / 8) * 8));
	});
};
