import type {Scene} from '../scene.js';
import {topFor} from '../scroll.js';
import type {Area} from '../terminal/area.js';
import {cutText, displayWidth} from '../terminal/width.js';
import type {Candidate, Prompt} from './contract.js';
import {stops} from './line.js';
import type {PromptState} from './prompt-state.js';

/** The most candidates that are seen at once. */
const mostRows = 12;

/** The part of the line that is seen: from a character on, so that the cursor is in it. */
function windowOf({line: {text, cursor}}: PromptState, room: number): number {
	if (displayWidth(text) < room) {
		return 0;
	}

	// A column is left for the sign that something stands before
	return stops(text).find(stop => displayWidth(text.slice(stop, cursor)) < room - 1) ?? cursor;
}

/** Columns from the left edge to a place in the text. */
function columnOf(state: PromptState, {prefix}: Prompt, at: number, width: number): number {
	const before = displayWidth(prefix);
	const from = windowOf(state, width - before);
	return before + (from > 0 ? 1 : 0) + displayWidth(state.line.text.slice(from, Math.max(from, at)));
}

/** The line that is typed; while it is empty, what it is for. */
function drawLine(area: Area, y: number, state: PromptState, prompt: Prompt) {
	const {line: {text, cursor}, problem} = state;
	area.bar(y, 'bar');
	let x = area.text(0, y, prompt.prefix, 'key', 'bar');
	const from = windowOf(state, area.width - x);
	if (from > 0) {
		x = area.text(x, y, '…', 'dim', 'bar');
	}

	x = area.text(x, y, text.slice(from, cursor), 'strong', 'bar');
	const end = stops(text).find(stop => stop > cursor) ?? text.length;
	x = area.text(x, y, cursor < text.length ? text.slice(cursor, end) : ' ', problem ? 'bad' : 'strong', 'mark');
	area.text(x, y, cutText(text === '' ? prompt.help : text.slice(end), Math.max(0, area.width - x)), text === '' ? 'dim' : 'strong', 'bar');
}

/** What is wrong, and under it a sign that points at the place. */
function drawProblem(area: Area, y: number, state: PromptState, prompt: Prompt) {
	const {message, at} = state.problem!;
	const x = Math.min(area.width - 1, columnOf(state, prompt, at, area.width));
	area.bar(y, 'bar');
	area.text(x, y, '▼', 'bad', 'bar');
	const after = area.width - x - 2;
	if (displayWidth(message) <= after) {
		area.text(x + 2, y, message, 'bad', 'bar');
	} else if (displayWidth(message) < x) {
		area.right(x - 1, y, message, 'bad', 'bar');
	} else if (y > 1) {
		// Beside the sign it would be cut: above it the whole width is free
		area.bar(y - 1, 'bar');
		area.text(Math.max(0, Math.min(x, area.width - displayWidth(message))), y - 1, cutText(message, area.width), 'bad', 'bar');
	} else {
		area.text(x + 2, y, cutText(message, Math.max(0, after)), 'bad', 'bar');
	}
}

/** Where there is a single line for them: the candidates one beside the other, from the chosen one on. */
function drawInline(area: Area, y: number, {completion: {candidates}, chosen}: PromptState) {
	area.bar(y, 'bar');
	let x = 1;
	for (const [index, {text}] of candidates.slice(chosen?.index ?? 0).entries()) {
		if (x + displayWidth(text) > area.width && index > 0) {
			area.text(area.width - 1, y, '…', 'dim', 'bar');
			return;
		}

		const isChosen = chosen !== undefined && index === 0;
		x = area.text(x, y, cutText(text, area.width - x), isChosen ? 'strong' : 'text', isChosen ? 'mark' : 'bar') + 2;
	}
}

const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(text => displayWidth(text)));

/** The candidates in a list whose last row is `bottom`, under the word that they take the place of. */
function drawList(area: Area, bottom: number, state: PromptState, prompt: Prompt) {
	const {completion: {candidates, from}, chosen} = state;
	const visible = Math.min(candidates.length, mostRows, Math.max(1, bottom - 2));
	const top = topFor({top: 0, visible}, chosen?.index ?? 0, candidates.length);
	const names = Math.min(widest(candidates.map(({text}) => text)), Math.floor(area.width / 2));
	const helps = widest(candidates.map(({help}) => help));
	const more = visible < candidates.length ? `${top + visible} of ${candidates.length}` : '';
	const width = Math.min(area.width, Math.max(names + (helps > 0 ? helps + 2 : 0), more.length) + 4);
	const x = Math.max(0, Math.min(columnOf(state, prompt, from, area.width) - 2, area.width - width));
	const list = area.part(x, bottom - visible + 1, width, visible);
	const drawRow = (y: number, {text, help}: Candidate, isChosen: boolean) => {
		const ground = isChosen ? 'mark' : 'bar';
		list.bar(y, ground);
		list.text(0, y, isChosen ? '▸' : '│', isChosen ? 'accent' : 'frame', ground);
		list.text(2, y, cutText(text, names), isChosen ? 'strong' : 'text', ground);
		list.text(names + 4, y, cutText(help, Math.max(0, width - names - 6)), 'dim', ground);
		list.text(width - 1, y, '│', 'frame', ground);
	};

	for (const [y, candidate] of candidates.slice(top, top + visible).entries()) {
		drawRow(y, candidate, top + y === chosen?.index);
	}

	if (more !== '' && bottom - visible >= 0) {
		const edge = area.part(x, bottom - visible, width, 1);
		edge.text(0, 0, `╭${'─'.repeat(Math.max(0, width - 2))}╮`, 'frame');
		edge.right(width - 2, 0, ` ${more} `, 'dim');
	}
}

/** The prompt over everything else: the line at the bottom, above it what is wrong with it or the ways to go on. */
export function promptPicture(area: Area, {ui: {prompt: state}, prompt}: Scene) {
	const y = area.height - 1;
	if (!prompt) {
		return;
	}

	drawLine(area, y, state, prompt);
	if (y === 0) {
		return;
	}

	if (state.problem) {
		drawProblem(area, y - 1, state, prompt);
	} else if (state.completion.candidates.length > 0 && area.height >= 6) {
		drawList(area, y - 1, state, prompt);
	} else if (state.completion.candidates.length > 0) {
		drawInline(area, y - 1, state);
	}
}
