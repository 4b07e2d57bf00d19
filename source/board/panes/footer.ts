import {keyLabel, keysOf, keyTable, tabs, type KeyBinding} from '../keys.js';
import type {Scene} from '../scene.js';
import {drawSegments, fitting, segmentsWidth, type Segment} from '../segments.js';
import type {Area} from '../terminal/area.js';

/** Which words stay longest in a narrow footer; all others go in the order of the table. */
const lasting: ReadonlyArray<KeyBinding['action']> = ['help', 'quit', 'close', 'core', 'pause', 'next-view', 'sort', 'metric'];

function keySegments(scene: Scene): readonly Segment[] {
	return keysOf(scene.ui.view).flatMap((binding, index) => {
		if (!binding.brief) {
			return [];
		}

		const rank = lasting.indexOf(binding.action);
		return [{rank: rank === -1 ? 10 + index : rank, pieces: [[keyLabel(binding.keys[0]!), 'key'], [` ${binding.brief}`, 'dim']]} satisfies Segment];
	});
}

/** The last line: the views with their keys, then the keys of this view. */
export function footer(area: Area, scene: Scene) {
	const titles = tabs.map((view): Segment => {
		const key = keyTable.find(binding => binding.action === view)!.keys[0]!;
		const current = view === scene.ui.back;
		const title = scene.ui.view === view ? view : `${view}: ${scene.ui.view}`;
		return {rank: 0, pieces: current ? [[`[${key} ${title}]`, 'strong']] : [[` ${key}`, 'key'], [` ${view} `, 'dim']]};
	});
	area.bar(0, 'bar');
	const tabsWidth = segmentsWidth(titles.map(tab => tab.pieces), 0);
	const roomy = area.width >= tabsWidth + 24;
	let x = 0;
	if (roomy) {
		x = drawSegments(area, {x: 0, y: 0, segments: titles.map(tab => tab.pieces), separator: ['', 'dim'], ground: 'bar'}) + 2;
	}

	drawSegments(area, {x: x + 1, y: 0, segments: fitting(keySegments(scene), area.width - x - 2, 2), separator: ['  ', 'dim'], ground: 'bar'});
}
