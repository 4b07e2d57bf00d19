import type {View} from '../../keys/places.js';
import type {Scene} from '../../scene.js';
import type {Section, Statement} from '../statement.js';
import {compare, markedFigure} from './compare.js';
import {core} from './core.js';
import {cores, markedCores} from './cores.js';
import {levels, markedEvents} from './levels.js';
import {markedLog} from './log.js';
import {memory} from './memory.js';
import {overview} from './overview.js';
import {risk} from './risk.js';
import {thread} from './thread.js';
import {markedThread, threads} from './threads.js';

/** A page as it is read; undefined: something of it has not come yet. */
export const pages: Readonly<Record<View, (scene: Scene) => readonly Section[] | undefined>> = {overview, cores, threads, levels, memory, compare, risk, core, thread};

/** What the mark of a page is on; undefined: it has not come yet, or nothing is marked. */
export const marked: Partial<Readonly<Record<View, (scene: Scene) => readonly Statement[] | undefined>>> = {
	overview: markedLog,
	cores: markedCores,
	threads: markedThread,
	levels: markedEvents,
	compare: markedFigure,
	risk: markedLog,
	core: markedEvents,
};

/** What stands for the mark of a page: while it is the same, the mark is where it was. */
export function markOf({view, cores: {marked: cpu, onHead}, threads: {marked: line}, events, compare: {marked: figure}, log}: Scene['ui']): string {
	switch (view) {
		case 'cores': {
			return `${cpu} ${onHead}`;
		}

		case 'threads': {
			return String(line);
		}

		case 'levels':
		case 'core': {
			return `${cpu} ${events.marked}`;
		}

		case 'compare': {
			return String(figure);
		}

		case 'overview':
		case 'risk': {
			return log.marked?.key ?? '';
		}

		case 'memory':
		case 'thread': {
			return '';
		}
	}
}

/** Rows of lists asked for around the mark. */
const rows = 20;

/** What a page asks for, so that it comes. */
const asked: Partial<Readonly<Record<View, (scene: Scene) => unknown>>> = {
	overview(scene) {
		scene.wantThreads(0, rows);
		scene.fit('log', rows);
	},
	cores(scene) {
		scene.fit('cores', rows);
		scene.wantCore();
	},
	threads(scene) {
		scene.wantThreads(scene.fit('threads', rows).threads.top, rows);
	},
	levels: scene => scene.wantCore(),
	compare: scene => scene.fit('compare', rows),
	risk: scene => scene.fit('log', rows),
	core: scene => scene.wantCore(),
	thread: scene => scene.wantThread(),
};

/** Asks for what the page in view is made of. */
export function ask(scene: Scene) {
	asked[scene.ui.view]?.(scene);
}
