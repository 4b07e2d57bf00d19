import test from 'ava';
import {loadWorkload} from '../../source/files/workload.js';
import {
	type MeasuredClass, measuredClasses, measuredMarks, measuredShare,
} from './measured-classes.js';
import {modelMarks, percentile} from './mark-model.js';

/** How far a modelled percentile may be from the measured one, bytes; 99th percentiles rest on few threads. */
const toleranceBytes = new Map([[50, 200], [90, 300], [99, 400]]);
/** How far the share of the final mark may be from the measured one. */
const shareTolerance = 0.1;

const nameOf = ({workload, className}: MeasuredClass): string => `${className} of ${workload}`;

for (const row of measuredClasses) {
	test(`high-water marks of ${nameOf(row)} are near the measured ones`, t => {
		const workload = loadWorkload(row.workload);
		const item = workload.classes.find(({name}) => name === row.className)!;
		const threads = row.run.kind === 'visits' && row.run.visits > 2000 ? 300 : 1000;
		const modelled = modelMarks(workload, item, row.run, threads, 1);
		const measured = measuredMarks(row);
		t.true(measured.length > 0);
		for (const percent of row.percents) {
			const found = percentile(modelled.marks, percent);
			const wanted = percentile(measured, percent);
			t.true(Math.abs(found - wanted) <= toleranceBytes.get(percent)!, `${percent} %: modelled ${found} bytes, measured ${wanted}`);
		}

		for (const after of row.growth?.after ?? []) {
			const found = modelled.shareAfter(after);
			const wanted = measuredShare(row.growth!.workload, row.growth!.kernel, after);
			t.true(Math.abs(found - wanted) <= shareTolerance, `after ${after} calls: modelled ${found.toFixed(2)} of the mark, measured ${wanted.toFixed(2)}`);
		}
	});
}

test('the model is the same on every run', t => {
	const workload = loadWorkload('forks');
	const item = workload.classes.find(({name}) => name === 'process')!;
	const marks = (seed: number): readonly number[] => modelMarks(workload, item, {kind: 'life'}, 50, seed).marks;
	t.deepEqual(marks(7), marks(7));
	t.notDeepEqual(marks(7), marks(8));
});
