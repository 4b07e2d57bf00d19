import type {LogEntry} from '../../../machine/index.js';
import {bytes, moment} from '../figures.js';
import {logFilters} from '../log/filters.js';
import type {Scene} from '../scene.js';
import {logTop, markedAt} from '../state/log.js';
import type {Area, Piece} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {cutText, displayWidth, fitText} from '../terminal/width.js';
import {framed} from './chrome.js';

/** `1 page`, `2 pages`. */
export const pagesText = (count: number) => `${count} ${count === 1 ? 'page' : 'pages'}`;

/** What a happening is called, in full and where room is scarce; a failure begins with a sign. */
type Wording = {
	readonly role: Role;
	readonly full: (depth: string, pages: number) => string;
	readonly brief: (depth: string, pages: number) => string;
};

const wordings: Readonly<Record<LogEntry['kind'], Wording>> = {
	grown: {role: 'text', full: (depth, pages) => `grew to ${pagesText(pages)}, ${depth} deep`, brief: (depth, pages) => `${pagesText(pages)}, ${depth}`},
	'grown-in-interrupt': {
		role: 'warn',
		full: (depth, pages) => `grew to ${pagesText(pages)} in an interrupt, ${depth} deep`,
		brief: (depth, pages) => `${pagesText(pages)} in irq, ${depth}`,
	},
	poolEmpty: {role: 'bad', full: depth => `✗ pool empty, ${depth} deep`, brief: depth => `✗ pool empty, ${depth}`},
	growthInNmi: {role: 'bad', full: depth => `✗ would grow in an NMI, ${depth} deep`, brief: depth => `✗ grows in NMI, ${depth}`},
	overflow: {role: 'bad', full: depth => `✗ overflow, ${depth} deep`, brief: depth => `✗ overflow, ${depth}`},
	notHandled: {role: 'bad', full: depth => `✗ stack fault not handled, ${depth} deep`, brief: depth => `✗ not handled, ${depth}`},
	notEnsured: {role: 'bad', full: depth => `✗ not asked for, ${depth} deep`, brief: depth => `✗ not asked for, ${depth}`},
	eventLost: {role: 'bad', full: depth => `✗ an interrupt was lost, ${depth} deep`, brief: depth => `✗ lost, ${depth}`},
	waited: {role: 'warn', full: () => 'waited for a page', brief: () => 'waited'},
	cpuOffline: {role: 'warn', full: () => 'the CPU went offline', brief: () => 'offline'},
	cpuOnline: {role: 'warn', full: (_, pages) => `the CPU came online, pool ${pages}`, brief: (_, pages) => `online, pool ${pages}`},
	machineCheck: {role: 'warn', full: () => 'machine check', brief: () => 'machine check'},
};

/** What happened, in words or, where room is scarce, in fewer. */
export function happening({kind, depthBytes, pages}: LogEntry, brief = false): Piece {
	const {role, [brief ? 'brief' : 'full']: text} = wordings[kind];
	return [text(bytes(depthBytes), pages), role];
}

/** What is known of one core, newest first: its stack faults and what became of them are not among the events that it delivers. */
export function coreLog(area: Area, scene: Scene) {
	const cpu = scene.ui.cores.marked;
	const entries = scene.logOf(cpu);
	const inner = framed(area, scene, {title: `stacks that grew on CPU ${cpu}`, note: [[`newest of ${entries.length}`, 'dim']]});
	for (const [y, entry] of entries.slice(0, inner.height).entries()) {
		const x = inner.pieces(0, y, [[fitText(moment(entry.timeNs, 3), 9, 'right'), 'dim'], [`  ${fitText(entry.comm, inner.width >= 50 ? 14 : 11)} `, 'strong']]);
		const [text, role] = happening(entry, inner.width < 60);
		inner.text(x, y, cutText(text, inner.width - x), role);
	}

	if (entries.length === 0) {
		inner.text(0, 0, 'None has, as far as was seen.', 'dim');
	}
}

/** What lately happened to the stacks of the policy in focus, newest first; with the marked entry held in its place while others come. */
export function eventLog(area: Area, scene: Scene) {
	const {log: entries} = scene;
	const filter = logFilters[scene.ui.log.filter]!;
	const which = scene.ui.log.marked ? String(markedAt(scene.ui.log, entries) + 1) : 'newest';
	const inner = framed(area, scene, {
		title: 'events',
		note: [['f ', 'key'], [filter.name, scene.ui.log.filter === 0 ? 'text' : 'accent'], [`, ${which} of ${entries.length}`, 'dim']],
		briefNote: [['f ', 'key'], [filter.name, scene.ui.log.filter === 0 ? 'text' : 'accent']],
	});
	const {log} = scene.fit('log', Math.max(1, inner.height));
	const marked = markedAt(log, entries);
	const top = logTop(log, entries);
	const wide = inner.width >= 60;
	for (const [y, entry] of entries.slice(top, top + inner.height).entries()) {
		const isMarked = top + y === marked;
		const ground = isMarked ? 'mark' : 'none';
		if (isMarked) {
			inner.bar(y, 'mark');
			inner.text(0, y, '▸', 'accent', 'mark');
		}

		const x = inner.pieces(1, y, [
			[fitText(moment(entry.timeNs, 3), 9, 'right'), 'dim'],
			wide ? [fitText(`  CPU ${entry.cpu}`, 9), 'dim'] : undefined,
			[`  ${fitText(entry.comm, wide ? 16 : 11)} `, 'strong'],
			inner.width >= 100 ? [fitText(entry.tid > 0 ? `TID ${entry.tid}` : '', 12), 'dim'] : undefined,
		], ground);
		const [inFull, role] = happening(entry, !wide);
		const text = displayWidth(inFull) <= inner.width - x ? inFull : happening(entry, true)[0];
		inner.text(x, y, cutText(text, inner.width - x), role, ground);
	}

	if (entries.length === 0) {
		inner.text(0, 0, filter.none, 'dim');
	}
}
