import {bytes} from '../../figures.js';
import {pagesText} from '../../panes/log.js';
import type {Scene} from '../../scene.js';
import {said, type Section} from '../statement.js';
import {markedCores} from './cores.js';
import {markedEvents, stacksOf} from './levels.js';
import {logStatement} from './log.js';

/** Entries of the log of a core that are read. */
const read = 5;

/** A core close up: its figures, who is on it, its stacks, what grew, the marked event; undefined: it has not come yet. */
export function core(scene: Scene): readonly Section[] | undefined {
	const detail = scene.wantCore();
	const events = markedEvents(scene);
	if (!detail || !events) {
		return undefined;
	}

	const {thread, path, running} = detail;
	const {policyIndex, ui: {cores: {marked: cpu}}} = scene;
	const grown = scene.logOf(cpu).slice(0, read);
	return [
		{title: 'detail', statements: markedCores(scene)},
		{
			title: 'stacks',
			statements: [
				...thread === undefined
					? [said('Thread', 'nobody has run here yet')]
					: [
						said('Thread', `${thread.comm}, TID ${thread.tid}, ${running ? 'runs' : 'ran last'}`),
						said('Mapped', pagesText(thread.pages[policyIndex] ?? 0)),
						said('Deepest ever', bytes(thread.highWaterBytes)),
						said('Asleep at', bytes(thread.sleepDepthBytes)),
					],
				...stacksOf(scene).statements,
			],
		},
		{title: 'path', isList: true, statements: path.map(({fn, bytes: size}) => said(fn, bytes(size)))},
		{title: 'growth', isList: true, statements: grown.length === 0 ? [said('Stacks that grew', 'none, as far as was seen')] : grown.map(entry => logStatement(entry))},
		{title: 'last events', isList: true, statements: events},
	];
}
