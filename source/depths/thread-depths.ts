import {hashKey} from '../../machine/index.js';
import type {Deeper} from '../files/sensitivity.js';
import {oneCall} from './calibrate.js';
import {depthAt, Draws, offsetOf} from './draws.js';
import {between, depthsOn, kernelsAround, type Depths} from './group-depths.js';
import {threadSizeBytes, type MeasuredThread} from './marks-file.js';
import {deepPathsOf, groupOf, loadOf, type DepthModel, type Group} from './model.js';

/** What is changed on purpose, to see how close the fleet sits to a border; nothing: as measured. */
export type Sensitivity = {
	/** How much deeper every mark is taken to be. */
	readonly deeper: Deeper;
	/** Whether system calls have a random offset; undefined: as the run had. */
	readonly stackOffset: boolean | undefined;
	/** Another kernel version for every run; undefined: its own. */
	readonly kernel: string | undefined;
};

/** Nothing changed. */
export const asMeasured: Sensitivity = {deeper: {addBytes: 0, factor: 1}, stackOffset: undefined, kernel: undefined};

/** One thread to predict, with everything resolved that does not change from draw to draw. */
export type DepthSource = Depths & {
	readonly group: Group;
	/** Which programs move together from one kernel to another: draws of a name are one for all runs. */
	readonly key: number;
	/** Draws of the group are one a run too. */
	readonly groupKey: number;
	readonly offset: boolean;
};

/** What is said of the run that threads belong to. */
type RunOfThreads = {readonly kernel: string; readonly workload: string; readonly userland?: string | undefined; readonly randomStackOffset: boolean};

/** Resolves the depths of threads of one run. */
export const sourcesOf = (model: DepthModel, run: RunOfThreads, threads: readonly MeasuredThread[], when: 'live' | 'ended'): DepthSource[] => {
	const {classes} = model;
	const known = new Map<string, DepthSource>();
	const {from, to, share} = kernelsAround(model, run.kernel);
	return threads.map(thread => {
		const name = `${thread.kind} ${thread.comm}`;
		const before = known.get(name);
		if (before !== undefined) {
			return before;
		}

		const group = groupOf(classes, thread, when);
		const paths = deepPathsOf(classes, loadOf(run), group.name);
		const source: DepthSource = {
			group,
			...between(depthsOn(model, group, paths, from), depthsOn(model, group, paths, to), share),
			// Threads that differ in a number only are one program
			key: textKey(name.replaceAll(/\d+/gu, 'N')),
			groupKey: textKey(group.name),
			offset: thread.kind === 'user' && run.randomStackOffset,
		};
		known.set(name, source);
		return source;
	});
};

const textKey = (text: string): number => {
	let key = 0;
	for (const character of text) {
		key = Math.imul(key, 31) + character.codePointAt(0)! | 0;
	}

	return key;
};

/** Which imagined run: errors of the model are one for all runs of a replica, the luck of a run is its own. */
export type ImaginedRun = {readonly replica: number; readonly run: number};

/** Where in its group's distribution a run lies for the threads that are alike in it, 0 to 1. */
const runShare = (luck: number, groupKey: number): number => (hashKey(luck, groupKey, 3) >>> 0) / 4_294_967_296;

/** Marks of these threads in one imagined run, bytes (multiples of 8). */
export const drawMarks = ({classes}: DepthModel, sources: readonly DepthSource[], {replica, run}: ImaginedRun, {deeper}: Sensitivity = asMeasured): Float64Array => {
	const draws = new Draws();
	const moves = new Map<number, number>();
	const luck = hashKey(replica, run, 5);
	return Float64Array.from(sources, (source, thread) => {
		let move = moves.get(source.key);
		if (move === undefined) {
			draws.start(replica, source.key, 1);
			move = draws.deviation() * source.scatterBytes;
			draws.start(replica, source.groupKey, 2);
			move += draws.deviation() * source.errorBytes;
			moves.set(source.key, move);
		}

		draws.start(luck, thread, source.key);
		const isAlike = draws.share() < source.group.alike;
		const own = draws.share();
		const share = isAlike ? runShare(luck, source.groupKey) : own;
		// What was found below random offsets has no sharp edge: its error says how far a stack may lie beyond
		let mark = move + (source.group.kind === 'user'
			? depthAt(source.bytes, share) + (source.offset ? offsetOf(draws, classes.lineages[source.group.lineage]) : 0)
			: seenOrNot(source, share, classes.unseenBytes));
		for (const bytes of source.deep) {
			const path = depthAt(bytes, draws.share());
			mark = Math.max(mark, path === 0 ? 0 : path + move + (source.offset ? offsetOf(draws, oneCall) : 0));
		}

		return Math.min(threadSizeBytes, Math.max(8, Math.round((mark * deeper.factor + deeper.addBytes) / 8) * 8));
	});
};

/**
The depth at a share of a group's distribution. Of n stacks seen, one more is the shallowest with chance 1 / (n + 1), and the deepest with the same chance
(rule of succession): it then lies beyond, `unseenBytes` on average.
*/
const seenOrNot = ({bytes, samples}: DepthSource, share: number, unseenBytes: number): number => {
	const beyond = 1 / (samples + 1);
	if (share < beyond) {
		return Math.max(0, bytes[0]! + unseenBytes * Math.log((share + 1e-9) / beyond));
	}

	return share > 1 - beyond ? bytes.at(-1)! - unseenBytes * Math.log((1 - share + 1e-9) / beyond) : depthAt(bytes, (share - beyond) / Math.max(1e-9, 1 - 2 * beyond));
};
