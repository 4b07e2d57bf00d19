import {placeOf, tabs, type Place} from '../keys/places.js';
import {keyLabel, keysOf, bindings, type KeyBinding} from '../keys/table.js';
import type {Scene} from '../scene.js';
import {drawSegments, fitting, segmentsWidth, type Segment} from '../segments.js';
import type {Area, Piece} from '../terminal/area.js';
import {cutText, displayWidth} from '../terminal/width.js';

/** Which words stay longest in a narrow footer; all others go in the order of the table. */
const lasting: ReadonlyArray<KeyBinding['action']> = ['apply', 'help', 'quit', 'close', 'core', 'thread', 'query', 'pause', 'enlarge', 'sort', 'metric'];

/** The segments of the last picture: they change with the place only. */
let last: {readonly place: Place; readonly enlarged: boolean; readonly table: readonly KeyBinding[]; readonly segments: readonly Segment[]} | undefined;

function keySegments({ui}: Scene): readonly Segment[] {
	const [place, enlarged, table] = [placeOf(ui), ui.focus.enlarged, bindings()];
	if (last?.place !== place || last.enlarged !== enlarged || last.table !== table) {
		last = {place, enlarged, table, segments: segmentsOf(place, enlarged)};
	}

	return last.segments;
}

function segmentsOf(place: Place, enlarged: boolean): readonly Segment[] {
	return keysOf(place).flatMap((binding, index) => {
		// While the menu is open, its own keys come first
		if (!binding.brief || (place === 'inject' && binding.group !== 'Inject' && binding.group !== 'Board')) {
			return [];
		}

		const isWayBack = binding.action === 'enlarge' && enlarged;
		const rank = isWayBack ? 0 : lasting.indexOf(binding.action);
		return [{rank: rank === -1 ? 10 + index : rank, pieces: [[keyLabel(binding.keys[0]!), 'key'], [` ${isWayBack ? 'make small' : binding.brief}`, 'dim']]} satisfies Segment];
	});
}

/** The views with their keys, the one in sight in brackets; where they are brief, only that one has a name. */
const viewTitles = ({ui}: Scene, brief: boolean): ReadonlyArray<readonly Piece[]> => tabs.map(view => {
	const key = bindings().find(binding => binding.action === view)?.keys[0] ?? '';
	const title = ui.view === view ? view : `${view}: ${ui.view}`;
	return view === ui.back ? [[`[${key} ${title}]`, 'strong']] : [[` ${key}`, 'key'], [brief ? ' ' : ` ${view} `, 'dim']];
});

/** The last line: the views with their keys, then what came of the last action, or else the keys of this place. */
export function footer(area: Area, scene: Scene) {
	area.bar(0, 'bar');
	const noteWidth = scene.note ? displayWidth(scene.note[0]) : 0;
	const room = area.width - Math.max(24, noteWidth + 3);
	const titles = [viewTitles(scene, false), viewTitles(scene, true)].find(all => segmentsWidth(all, 0) <= room);
	let x = 0;
	if (titles) {
		x = drawSegments(area, {x: 0, y: 0, segments: titles, separator: ['', 'dim'], ground: 'bar'}) + 2;
	}

	if (scene.note) {
		area.text(x + 1, 0, cutText(scene.note[0], Math.max(0, area.width - x - 2)), scene.note[1], 'bar');
		return;
	}

	drawSegments(area, {x: x + 1, y: 0, segments: fitting(keySegments(scene), area.width - x - 2, 2), separator: ['  ', 'dim'], ground: 'bar'});
}
