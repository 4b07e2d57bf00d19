import {inks} from '../../charts/charts.js';
import {percent, size} from '../figures.js';
import type {Scene} from '../scene.js';
import type {Area, Piece} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {displayWidth} from '../terminal/width.js';
import {drawChart} from './chart.js';
import {framed} from './chrome.js';

/** Least columns of a large figure, and most. */
const pitches = {least: 5, most: 12} as const;

/** Columns of the point, and of the unit behind the large figures. */
const pointWidth = 1;
const unitWidth = 2;

const ringRoles = {[inks.first]: 'good', [inks.axis]: 'frame', [inks.text]: 'strong'} as const;

/** A share saved as a text of at least two figures before the point, so that it stays in its place. */
const shown = (share: number) => share.toFixed(1).padStart(4);

/** How large the figures of a text can be in a rectangle; undefined: there is no room for them. They are about twice as high as they are wide. */
function figureSize(text: string, columns: number, rows: number): {readonly pitch: number; readonly rows: number; readonly width: number} | undefined {
	const count = text.length - 1;
	const more = pointWidth + unitWidth;
	const pitch = Math.min(pitches.most, Math.floor((columns - more) / count), rows + 1);
	return pitch < pitches.least ? undefined : {pitch, rows: pitch - 1, width: (pitch * count) + more};
}

/** What the large figures stand for, with the same before what the policy itself needs is taken off. */
function captions({calm: {policy: {fixedKiB, netKiB, stackKiB, savedPercent}}}: Scene): ReadonlyArray<readonly Piece[]> {
	const {number: fixed, unit} = size(fixedKiB);
	const saved = (kib: number) => size(fixedKiB - kib, fixedKiB).number;
	return [
		[['net ', 'net'], [`${saved(netKiB)} of ${fixed} ${unit}`, 'text']],
		[['gross ', 'gross'], [`${saved(stackKiB)} ${unit}, ${percent(savedPercent.gross, 1)}`, 'dim']],
	];
}

const widthOf = (pieces: readonly Piece[]) => pieces.reduce((sum, [text]) => sum + displayWidth(text), 0);

/** The share as large figures with what they stand for below, in the middle; gives whether there was room. */
function drawFigures(area: Area, scene: Scene): boolean {
	const {charts, calm: {policy: {savedPercent: {net}}}} = scene;
	const text = shown(net);
	const lines = captions(scene).filter(pieces => widthOf(pieces) <= area.width);
	const large = figureSize(text, area.width, area.height - lines.length - 1);
	if (!charts || !large) {
		return false;
	}

	const role: Role = net < 0 ? 'bad' : (net === 0 ? 'dim' : 'good');
	const x = Math.max(0, (area.width - large.width) >> 1);
	const y = Math.max(0, (area.height - large.rows - lines.length - 1) >> 1);
	drawChart(area.part(x, y, large.width, large.rows), charts.figures('saved', text, large), {[inks.first]: role});
	area.text(x + large.width - unitWidth + 1, y + large.rows - 1, '%', 'strong');
	for (const [index, pieces] of lines.entries()) {
		area.pieces(Math.max(0, (area.width - widthOf(pieces)) >> 1), y + large.rows + 1 + index, pieces);
	}

	return true;
}

/** The share as a ring. */
function drawRing(area: Area, {charts, calm: {policy}}: Scene) {
	const share = policy.savedPercent.net / 100;
	if (charts) {
		drawChart(area, charts.donut('saved', share.toFixed(3), {columns: area.width, rows: area.height}, () => ({share, label: 'net'})), ringRoles);
	}
}

/** Rows from which on there is room for a ring above the figures, and columns from which on there is beside them. */
const enough = {above: 15, beside: 44} as const;

/**
The share of stack memory that is saved, net of everything the policy itself needs: as a ring, and where there is room in large figures too, that can be read from the other end of the room.
It follows a running machine in steps of some frames: large figures that change ten times a second cannot be read.
*/
export function saved(area: Area, scene: Scene) {
	const inner = framed(area, scene, {title: 'saved'});
	const {width, height} = inner;
	if (!scene.charts || width < 10 || height < 5) {
		inner.text(0, 0, percent(scene.policy.savedPercent.net), 'strong');
		return;
	}

	if (width >= enough.beside && height >= 8) {
		const ring = Math.min(width >> 1, height * 2, 40);
		if (drawFigures(inner.part(0, 0, width - ring - 2, height), scene)) {
			drawRing(inner.part(width - ring, 0, ring, height), scene);
			return;
		}
	}

	const below = 8;
	if (height >= enough.above && drawFigures(inner.part(0, height - below, width, below), scene)) {
		drawRing(inner.part(0, 0, width, height - below), scene);
		return;
	}

	drawRing(inner, scene);
}
