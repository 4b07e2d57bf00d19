import {pageBytes, pagesOf, threadSizeBytes} from './marks-file.js';
import type {MeasuredRun} from './measured.js';
import type {DepthModel} from './model.js';
import {predictPart} from './predict.js';
import {asMeasured, type Sensitivity} from './thread-depths.js';

/** What a change of depths does to one part of a run. */
export type SensitivityRow = {
	readonly run: string;
	readonly part: 'live' | 'ended';
	readonly stacks: number;
	/** Mean pages as the model draws them, without the change and with it. */
	readonly predictedPages: number;
	readonly changedPages: number;
	/** Saving in percent that goes with these. */
	readonly predictedSaving: number;
	readonly changedSaving: number;
	/** The measured marks with the same change, mean pages; undefined where a mark does not tell (offset, kernel). */
	readonly measuredChangedPages: number | undefined;
	/** Measured stacks whose mark is in the last so many bytes of the first page. */
	readonly nearBorder: number;
};

/** A mark is near the border of its first page when half a kilobyte more would cross it. */
export const nearBorderBytes = 512;

/** How the runs would look with every depth changed. */
export const sensitivityRows = (model: DepthModel, runs: readonly MeasuredRun[], change: Sensitivity): SensitivityRow[] =>
	runs.flatMap(run => (['live', 'ended'] as const).flatMap(part => {
		const stacks = (run[part] ?? []).filter(({kind}) => kind !== 'irq-stack');
		if (stacks.length === 0) {
			return [];
		}

		const [predicted, other] = [asMeasured, change].map(each => {
			const figures = predictPart(model, [run], part, each);
			return (name: string): number => figures.find(({figure}) => figure === name)!.predicted;
		});
		const changed = ({bytes}: {readonly bytes: number}): number => Math.min(threadSizeBytes, Math.max(0, bytes * change.deeper.factor + change.deeper.addBytes));
		return [{
			run: run.name,
			part,
			stacks: stacks.length,
			predictedPages: predicted!('mean pages'),
			changedPages: other!('mean pages'),
			predictedSaving: predicted!('saving'),
			changedSaving: other!('saving'),
			measuredChangedPages: change.stackOffset !== undefined || change.kernel !== undefined ? undefined : stacks.reduce((sum, stack) => sum + pagesOf(changed(stack)), 0) / stacks.length,
			nearBorder: stacks.filter(({bytes}) => bytes <= pageBytes && bytes > pageBytes - nearBorderBytes).length,
		}];
	}));
