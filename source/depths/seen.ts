import type {MeasuredThread} from './marks-file.js';
import type {MeasuredRun} from './measured.js';

/** Two runs of their own share up to four in ten of their stacks: kernel threads that start alike get the same pid and go equally deep. */
const seenShare = 0.9;
const overlapShare = 0.5;

/** Fewer stacks than these stand in some run by chance. */
const fewestStacks = 8;

/** How the stacks of a run relate to those that the model was made of. */
export type Seen = {
	/** Nearly all of them stand in one run that the model was made of. */
	readonly isSeen: boolean;
	/** That run, or one that holds more of them than chance would; undefined: none. */
	readonly as: MeasuredRun | undefined;
	/** Share of its stacks that stand there, 0 to 1. */
	readonly share: number;
};

/** Tells by content whether the model was made of a run's stacks: halves, other orders, other columns and other names change nothing. */
export const seenIn = (made: readonly MeasuredRun[], run: MeasuredRun): Seen => {
	const own = stacksOf(run);
	let best: Seen = {isSeen: false, as: undefined, share: 0};
	for (const other of made) {
		const left = countsOf(stacksOf(other));
		let found = 0;
		for (const stack of own) {
			const count = left.get(stack) ?? 0;
			if (count > 0) {
				left.set(stack, count - 1);
				found++;
			}
		}

		const share = own.length === 0 ? 0 : found / own.length;
		if (share > best.share) {
			best = {isSeen: share >= seenShare && own.length >= fewestStacks, as: share >= overlapShare && own.length >= fewestStacks ? other : undefined, share};
		}
	}

	return best;
};

const stacksOf = ({live, ended = []}: MeasuredRun): string[] => [live, ended].flatMap((threads, index) => threads.map(thread => nameOf(thread, index)));

const nameOf = ({kind, comm, pid, bytes}: MeasuredThread, part: number): string => [part, kind, comm, pid, bytes].join('\t');

const countsOf = (names: readonly string[]): Map<string, number> => {
	const counts = new Map<string, number>();
	for (const name of names) {
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}

	return counts;
};
