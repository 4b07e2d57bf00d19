import {count, percent, sizeText} from '../figures.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {cutText} from '../terminal/width.js';
import {framed} from './chrome.js';
import {meter} from './meter.js';

const pageRoles: readonly Role[] = ['heat2', 'heat4', 'heat5', 'heat7'];

/** How many stacks hold one page, two, three, four. */
export function pagesPerStack(area: Area, scene: Scene) {
	const {policy} = scene;
	const inner = framed(area, scene, {title: 'pages per stack', note: [[`${count(policy.stacks)} stacks`, 'dim']]});
	const highest = Math.max(1, ...policy.pagesPerStack);
	const barWidth = Math.max(0, inner.width - 28);
	const rows = policy.pagesPerStack.length;
	const spread = inner.height >= (rows * 2) - 1 ? 2 : 1;
	for (const [index, stacks] of policy.pagesPerStack.entries()) {
		const y = index * spread;
		const role = pageRoles[Math.min(index, pageRoles.length - 1)]!;
		inner.text(0, y, `${index + 1} ${index === 0 ? 'page' : 'pages'}`, stacks > 0 ? 'text' : 'dim');
		inner.right(15, y, count(stacks), stacks > 0 ? 'strong' : 'dim');
		inner.right(24, y, percent(stacks * 100 / Math.max(1, policy.stacks)), 'dim');
		inner.text(26, y, meter(stacks / highest, barWidth), role);
	}
}

function minimum(values: Float64Array): number {
	let lowest = Infinity;
	for (const value of values) {
		lowest = Math.min(lowest, value);
	}

	return lowest;
}

function sum(values: Float64Array): number {
	let total = 0;
	for (const value of values) {
		total += value;
	}

	return total;
}

/** The pages kept ready for faults that cannot wait: how many now, how few ever, and how often there was none. */
export function reserve(area: Area, scene: Scene) {
	const {policy, reading} = scene;
	const inner = framed(area, scene, {title: 'reserve', note: policy.poolSize > 0 ? [[`${policy.poolSize} pages a CPU, ${sizeText(policy.poolKiB)}`, 'dim']] : []});
	if (policy.poolSize === 0) {
		inner.text(0, 0, cutText(inner.width < 47 ? 'No pool: no page is needed at a fault.' : 'No pool: this policy needs no pages at a fault.', inner.width), 'dim');
		return;
	}

	const full = policy.poolSize * reading.cpus;
	const now = sum(policy.perCpu.pool);
	const lowest = minimum(policy.perCpu.poolLowest);
	const share = now / full;
	const gauge = Math.max(4, inner.width - 30);
	if (inner.height < 4) {
		drawBrief(inner, scene, {now, full, lowest});
		return;
	}

	inner.text(0, 0, 'pool', 'dim');
	inner.right(20, 0, `${count(now)} of ${count(full)}`, 'strong');
	const filled = meter(share, gauge);
	const x = inner.text(22, 0, filled, share < 0.5 ? 'bad' : 'good');
	inner.text(x, 0, '·'.repeat(Math.max(0, 22 + gauge - x)), 'frame');
	inner.text(23 + gauge, 0, percent(share * 100, 1), 'text');
	const lines: ReadonlyArray<readonly [string, string, Role]> = [
		['lowest ever', `${count(lowest)} of ${policy.poolSize} on a CPU`, lowest === 0 ? 'warn' : 'text'],
		['found empty', policy.poolEmpty === 0 ? '0 times' : `✗ ${count(policy.poolEmpty)} times`, policy.poolEmpty > 0 ? 'bad' : 'text'],
		['refill failed', `${count(policy.refillFailures)} times`, policy.refillFailures > 0 ? 'warn' : 'text'],
	];
	for (const [index, [title, text, role]] of lines.entries()) {
		inner.text(0, index + 1, title, 'dim');
		inner.text(14, index + 1, text, role);
	}
}

/** The reserve on one line. */
function drawBrief(area: Area, {policy}: Scene, {now, full, lowest}: {now: number; full: number; lowest: number}) {
	const gauge = Math.max(3, Math.min(12, area.width - 36));
	const filled = meter(now / full, gauge);
	const x = area.text(0, 0, filled, now < full / 2 ? 'bad' : 'good');
	area.text(x, 0, '·'.repeat(Math.max(0, gauge - x)), 'frame');
	area.pieces(gauge + 1, 0, [
		[percent(now * 100 / full, 0), 'strong'],
		['  lowest ', 'dim'],
		[`${lowest}/${policy.poolSize}`, lowest === 0 ? 'warn' : 'text'],
		['  empty ', 'dim'],
		[policy.poolEmpty === 0 ? '0' : `✗ ${count(policy.poolEmpty)}`, policy.poolEmpty > 0 ? 'bad' : 'text'],
	]);
}
