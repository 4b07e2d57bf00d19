import {compact, percent, sizeText} from '../figures.js';
import {partsOf, wholeUnits, type Part} from '../memory/parts.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {cutText} from '../terminal/width.js';
import {framed} from './chrome.js';

const pageKiB = 4;
/** Columns before the bars: the name and the size. */
const barAt = 17;

type Stretch = readonly [glyph: string, role: Role, columns: number];

/** Parts as columns of one bar. */
function stretches(parts: readonly Part[], kibPerColumn: number): readonly Stretch[] {
	const columns = wholeUnits(parts.map(({kib}) => kib), kibPerColumn);
	return parts.map(({glyph, role}, index) => [glyph, role, columns[index]!]);
}

/** What a bar leaves of the fixed one, in words. */
function lefts(saved: number): readonly [text: string, role: Role] {
	return saved < 0 ? [`✗ ${percent(-saved, 0)} over fixed`, 'bad'] : [`${percent(saved, 1)} saved`, saved > 0 ? 'good' : 'text'];
}

/**
Fixed, net and gross as bars made of their parts, then the parts one by one.
The bars lie and are drawn here: standing ones of blessed-contrib have as many steps as the pane has rows, and 10 % of a bar of eight rows is none of them.
*/
export function memoryParts(area: Area, scene: Scene) {
	const {policy} = scene;
	const parts = partsOf(policy);
	const {gross, net} = policy.savedPercent;
	const inner = framed(area, scene, {
		title: 'stack memory, part by part',
		note: [['net', 'net'], [` ${percent(net)} saved`, 'strong'], ['  gross', 'gross'], [` ${percent(gross)}`, 'text']],
		briefNote: [['net ', 'net'], [percent(net, 1), 'strong']],
	});
	const words = inner.width >= 64 ? 22 : 0;
	const columns = Math.max(4, inner.width - barAt - words);
	const perColumn = Math.max(1, policy.fixedKiB, policy.netKiB) / columns;
	const fixed = Math.round(policy.fixedKiB / perColumn);
	const bars: ReadonlyArray<{readonly name: Role & string; readonly kib: number; readonly bar: readonly Stretch[]; readonly saved: number | undefined}> = [
		{name: 'fixed', kib: policy.fixedKiB, bar: [['█', 'fixed', fixed]], saved: undefined},
		{name: 'net', kib: policy.netKiB, bar: stretches(parts, perColumn), saved: net},
		{name: 'gross', kib: policy.stackKiB, bar: stretches(parts.filter(part => part.isGross), perColumn), saved: gross},
	];
	const thick = inner.height >= parts.length + 10 ? 2 : 1;
	for (const [index, {name, kib, bar, saved}] of bars.entries()) {
		const y = index * thick;
		inner.text(0, y, name, name);
		inner.right(barAt - 1, y, sizeText(kib), 'strong');
		for (let line = 0; line < Math.max(1, thick); line++) {
			let x = barAt;
			for (const [glyph, role, width] of bar) {
				x = inner.text(x, y + line, glyph.repeat(Math.min(width, columns)), role);
			}

			inner.text(x, y + line, '·'.repeat(Math.max(0, barAt + fixed - x)), 'frame');
		}

		if (words > 0 && saved !== undefined) {
			inner.text(barAt + columns + 1, y, ...lefts(saved));
		}
	}

	drawList(inner, bars.length * thick + (inner.height >= (bars.length * thick) + parts.length + 4 ? 1 : 0), scene, parts);
}

/** A line a part; on few lines without a head. */
function drawList(area: Area, first: number, {policy}: Scene, parts: readonly Part[]) {
	const room = area.height - first;
	let y = first;
	const [sizeEnd, pagesEnd, shareEnd] = area.width >= 80 ? [32, 42, 52] : [29, 37, 46];
	const aboutAt = shareEnd + 2;
	const described = area.width - aboutAt >= 16;
	if (room >= parts.length + 1) {
		area.bar(y, 'bar');
		area.text(2, y, 'PART', 'dim', 'bar');
		for (const [text, end] of [['SIZE', sizeEnd], ['PAGES', pagesEnd], ['OF FIXED', shareEnd]] as const) {
			area.right(end, y, text, 'dim', 'bar');
		}

		area.text(aboutAt, y, described ? 'WHAT IT IS' : '', 'dim', 'bar');
		y++;
	}

	for (const {glyph, role, title, kib, about} of parts.slice(0, Math.max(0, area.height - y))) {
		const tone: Role = kib > 0 ? 'text' : 'dim';
		area.text(0, y, glyph, role);
		area.text(2, y, title, tone);
		area.right(sizeEnd, y, sizeText(kib), kib > 0 ? 'strong' : 'dim');
		area.right(pagesEnd, y, compact(kib / pageKiB), tone);
		area.right(shareEnd, y, percent(kib * 100 / Math.max(1, policy.fixedKiB), 1), tone);
		area.text(aboutAt, y, described ? cutText(about, area.width - aboutAt) : '', 'dim');
		y++;
	}

	const besides: ReadonlyArray<readonly [title: string, size: string, about: string]> = [
		['cached stacks', sizeText(policy.cachedKiB), 'not in net: up to 2 a CPU, for forks'],
		['bookkeeping', '–', 'not in net: has no known size'],
	];
	for (const [title, text, about] of besides.slice(0, Math.max(0, area.height - y))) {
		area.text(2, y, title, 'dim');
		area.right(sizeEnd, y, text, 'text');
		area.text(sizeEnd + 2, y, cutText(about, Math.max(0, area.width - sizeEnd - 2)), 'dim');
		y++;
	}
}
