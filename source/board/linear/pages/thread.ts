import {bytes} from '../../figures.js';
import {faultsText} from '../../panes/thread-columns.js';
import type {Scene} from '../../scene.js';
import {ageText} from '../../threads/age.js';
import {said, type Section} from '../statement.js';

/** A thread close up: its depths, the frames on its stack, its deepest path, what each policy has mapped; undefined: it has not come yet. */
export function thread(scene: Scene): readonly Section[] | undefined {
	const {shown} = scene.ui.threads;
	if (shown === undefined) {
		return [{title: 'stack', statements: [said('Thread', 'none was chosen: 3, then Enter on one of the list')]}];
	}

	const detail = scene.wantThread();
	if (!detail) {
		return undefined;
	}

	const {row, kind, isRestartable, frames, entered, offsetBytes, deepFrames} = detail;
	if (!row) {
		return [{title: 'stack', statements: [said('Thread', `TID ${shown} has ended. Esc leads back to the list.`)]}];
	}

	const {policies} = scene.reading;
	return [
		{
			title: 'stack',
			statements: [
				said('Thread', `${row.comm}, TID ${row.tid}, ${kind} class ${row.className}`),
				said('State', row.state === 'R' ? `runs on CPU ${row.cpu}` : `sleeps on CPU ${row.cpu}, in a wait that ${isRestartable ? 'can' : 'cannot'} be restarted`),
				{...said('Stack pointer', `${bytes(row.depthBytes)} deep${row.path === undefined ? ', in user mode' : ''}`), amount: row.depthBytes, change: bytes},
				{...said('Deepest ever', bytes(row.highWaterBytes)), amount: row.highWaterBytes, change: bytes},
				said('Sleeps at', bytes(row.sleepDepthBytes)),
				{...said('Age', ageText(row.ageNs)), amount: row.ageNs, least: () => Infinity},
			],
		},
		{
			title: 'path', isList: true,
			statements: row.path === undefined
				? [said('Path now', 'in user mode, its kernel stack is empty')]
				: [
					said('Path now', row.path),
					...offsetBytes > 0 && frames.length > 0 ? [said('Random offset below the first frame', bytes(offsetBytes))] : [],
					...frames.map(({fn, bytes: size}, index) => said(fn, `${bytes(size)}${index < entered ? '' : ', not entered'}`)),
				],
		},
		{title: 'deepest path', isList: true, statements: [said('Deepest path', row.deepPath), ...deepFrames.map(({fn, bytes: size}) => said(fn, bytes(size)))]},
		{
			title: 'policies',
			statements: policies.map(({name, sizeKiB}, index) => said(`With ${name}`, `${row.pages[index] ?? 0} of ${sizeKiB / 4} pages mapped, stack faults ${faultsText(row.faults[index] ?? 0)}`)),
		},
	];
}
