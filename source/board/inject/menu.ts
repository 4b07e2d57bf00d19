import type {Scene} from '../scene.js';
import {topFor} from '../scroll.js';
import type {Area} from '../terminal/area.js';
import {outlined} from '../terminal/outline.js';
import {cutText} from '../terminal/width.js';
import {wrapText} from '../terminal/wrap.js';
import {durations, injections, type Situation} from './injections.js';
import {choiceOf, dialOf} from './menu-state.js';
import {targetOf} from './target.js';

/** Lines below the list for what the marked injection does. */
const aboutLines = 2;

/** Size of the menu with all its lines and its frame. */
export const menuSize = {columns: 78, rows: injections.length + aboutLines + 3} as const;

/** Columns inside the frame: the key, the title, the dial, its time, what is in force. */
const columnsAt = (width: number) => width >= 70 ? {key: 2, title: 5, dial: 27, time: 41, now: 54} : {key: 1, title: 3, dial: 23, time: 34, now: 45};

/** Draws the frame over whatever is there; gives the area inside. */
function framedOver(area: Area, title: string): Area {
	const inside = outlined(area, 'frame', 'none');
	area.text(2, 0, cutText(` ${title} `, Math.max(0, area.width - 4)), 'title');
	return inside;
}

/** One injection: its key, its name, its dial with the time, and what is in force or hit. */
function drawLine(area: Area, y: number, scene: Scene, situation: Situation, index: number) {
	const {inject: menu} = scene.ui;
	const at = columnsAt(area.width);
	const {id, key, title, timed = false, choices, now} = injections[index]!;
	const count = choices(situation).length;
	const dial = dialOf(menu, index, count);
	const {label, takesBack = false} = choiceOf(menu, id, situation);
	const isMarked = index === menu.marked;
	const ground = isMarked ? 'mark' : 'none';
	if (isMarked) {
		area.bar(y, 'mark');
		area.text(0, y, '▸', 'accent', 'mark');
	}

	area.text(at.key, y, key, 'key', ground);
	area.text(at.title, y, title, isMarked ? 'strong' : 'text', ground);
	area.text(at.dial, y, isMarked && dial > 0 ? '◂' : ' ', 'key', ground);
	const after = area.text(at.dial + 2, y, label, 'accent', ground);
	area.text(after + 1, y, isMarked && dial < count - 1 ? '▸' : ' ', 'key', ground);
	if (timed && !takesBack) {
		area.text(at.time, y, durations[menu.duration]!.label, 'text', ground);
	}

	area.text(at.now, y, cutText(now(situation), Math.max(0, area.width - at.now)), 'dim', ground);
}

/** The menu of what can be done to the box. */
export function injectMenu(area: Area, scene: Scene) {
	const {ui, frame, reading, scenario} = scene;
	const inner = framedOver(area, 'inject: do something to the box');
	area.text(columnsAt(inner.width).now + 1, 0, ' now ', 'dim');
	const situation: Situation = {reading, scenario, target: targetOf(ui, frame)};
	const visible = Math.max(1, Math.min(injections.length, inner.height));
	const top = topFor({top: 0, visible}, ui.inject.marked, injections.length);
	for (let row = 0; row < visible; row++) {
		drawLine(inner, row, scene, situation, top + row);
	}

	const hidden = injections.length - visible;
	if (hidden > 0) {
		area.text(2, area.height - 1, cutText(` ${hidden} more: j k `, Math.max(0, area.width - 4)), 'accent');
	}

	const room = inner.height - visible - 1;
	for (const [index, line] of wrapText(injections[ui.inject.marked]!.about, inner.width, Math.max(0, Math.min(aboutLines, room))).entries()) {
		inner.text(0, visible + 1 + index, line, 'dim');
	}
}
