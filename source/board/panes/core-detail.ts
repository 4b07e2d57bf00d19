import {outcomeOf, titleOf} from '../delivery/delivered.js';
import {bytes, moment} from '../figures.js';
import {cpuMetrics, isOffline, metricOf} from '../metrics.js';
import type {Scene} from '../scene.js';
import {drawSegments, fitting, type Segment} from '../segments.js';
import {rangesText} from '../cores/groups.js';
import {markedCpus} from '../state/cores.js';
import type {Area, Piece} from '../terminal/area.js';
import {displayWidth} from '../terminal/width.js';
import {framed} from './chrome.js';
import {metricRole, metricText} from './cores.js';
import {pagesText} from './log.js';

/** Who is on the marked core and what it delivered last, in a line. */
function whoIsOnIt(scene: Scene): readonly Segment[] {
	const {policy, policyIndex, ui: {cores: {marked: cpu}}} = scene;
	if (isOffline(scene, cpu)) {
		return [{rank: 0, pieces: [['╳ offline', 'bad'], [': its threads went elsewhere, its pool was freed', 'text']], shorter: [[['╳ offline', 'bad']]]}];
	}

	const core = scene.wantCore();
	if (!core?.thread) {
		return [{rank: 0, pieces: [[core ? 'online, nobody has run here yet' : 'online', 'dim']]}];
	}

	const {thread: {comm, tid, pages, highWaterBytes}, running, events} = core;
	const last = events.at(-1);
	return [
		{
			rank: 0,
			pieces: [[running ? 'runs ' : 'ran last ', running ? 'good' : 'dim'], [comm, 'strong'], [` TID ${tid}`, 'text']],
			shorter: [[[running ? 'runs ' : 'ran last ', running ? 'good' : 'dim'], [comm, 'strong']]],
		},
		{rank: 1, pieces: [[pagesText(pages[policyIndex] ?? 0), 'text'], [', high ', 'dim'], [bytes(highWaterBytes), 'text']]},
		{rank: 3, pieces: [[policy.delivery === 'fred' ? 'level 0 now' : 'IST empty now', 'dim']]},
		...(last
			? [{
				rank: 2,
				pieces: [['last event ', 'dim'], [titleOf(last), 'text'], [` at ${moment(last.timeNs, 3)}, ${outcomeOf(last, policy)}`, 'dim']],
				shorter: [[['last event ', 'dim'], [last.name, 'text']]],
			} satisfies Segment]
			: []),
	];
}

/** How many CPUs of a group are offline. */
function groupSegments(scene: Scene, cpus: readonly number[]): readonly Segment[] {
	const offline = cpus.filter(cpu => isOffline(scene, cpu)).length;
	return [
		{rank: 0, pieces: [[`${cpus.length} CPUs`, 'strong'], [offline > 0 ? `, ╳ ${offline} offline` : ', all online', offline > 0 ? 'bad' : 'text']]},
		{rank: 1, pieces: [['Enter ', 'key'], ['opens or folds it', 'dim']]},
	];
}

/** Everything about the marked core, or the marked group of them. */
export function coreDetail(area: Area, scene: Scene) {
	const {cores} = scene.ui;
	const cpu = cores.marked;
	const {socket, complex, core, smt} = scene.groups.placeOf(cpu);
	const cpus = markedCpus(cores, scene.cores.groups);
	const isGroup = cpus.length > 1;
	const title = isGroup ? scene.cores.groups.find(group => group.cpus === cpus)!.title : `CPU ${cpu}`;
	const where: Piece = [isGroup ? `CPUs ${rangesText(cpus)}` : `socket ${socket}, complex ${complex}, core ${core}, thread ${smt}`, 'dim'];
	const inner = framed(area, scene, {title, note: [where]});
	drawSegments(inner, {x: 0, y: 0, segments: fitting(isGroup ? groupSegments(scene, cpus) : whoIsOnIt(scene), inner.width, 3), separator: [' · ', 'dim']});
	let x = 0;
	let y = 1;
	for (const metric of cpuMetrics) {
		const value = metricOf(metric, scene, cpus);
		const text = metricText(metric, value, scene, cpus.length);
		const name = inner.width < 140 ? metric.head : metric.title;
		const width = displayWidth(text) + name.length + 1;
		if (x > 0 && x + width > inner.width) {
			x = 0;
			y++;
		}

		x = inner.pieces(x, y, [[name, 'dim'], [' ', 'dim'], [text, metricRole(metric, value, scene, cpus.length)], ['  ', 'dim']]);
	}
}
