import type {LogEntry} from '../../../machine/index.js';
import type {KeyAction} from '../keys/table.js';
import {logKey} from '../log/book.js';
import {logFilters} from '../log/filters.js';
import {clamp, strides} from '../scroll.js';

/** The event log: which kinds it shows, and which entry is marked. */
export type LogState = {
	/** Index into `logFilters`. */
	readonly filter: number;
	/** The marked entry, wherever others push it; undefined: none, the newest are in sight. */
	readonly marked: {readonly key: string; readonly timeNs: number} | undefined;
	/** Row of the screen that the marked entry is held on, from 0. */
	readonly row: number;
	/** Rows there were room for when it was last drawn. */
	readonly visible: number;
};

export const initialLog: LogState = {filter: 0, marked: undefined, row: 0, visible: 1};

/** Where the marked entry is among those shown (newest first), or the one that follows where it was; -1: none is marked. */
export function markedAt({marked}: LogState, entries: readonly LogEntry[]): number {
	if (!marked || entries.length === 0) {
		return -1;
	}

	const at = entries.findIndex(entry => entry.timeNs === marked.timeNs && logKey(entry) === marked.key);
	const next = at === -1 ? entries.findIndex(entry => entry.timeNs <= marked.timeNs) : at;
	return next === -1 ? entries.length - 1 : next;
}

/** The first entry in sight, so that the marked one stays on its row. */
export function logTop(log: LogState, entries: readonly LogEntry[]): number {
	const at = markedAt(log, entries);
	return at === -1 ? 0 : Math.max(0, Math.min(at - log.row, entries.length - log.visible));
}

/** After a key; `entries` are those shown before it. Gives the very same object when nothing changed. */
export function keyedLog(log: LogState, action: KeyAction, entries: readonly LogEntry[]): LogState {
	if (action === 'log-filter') {
		return {...log, filter: (log.filter + 1) % logFilters.length};
	}

	const by = strides[action]?.(log.visible, entries.length);
	if (by === undefined || entries.length === 0) {
		return log;
	}

	const at = markedAt(log, entries);
	if (at + by < 0) {
		return log.marked ? {...log, marked: undefined, row: 0} : log;
	}

	const next = clamp(at + by, entries.length);
	const entry = entries[next]!;
	return {...log, marked: {key: logKey(entry), timeNs: entry.timeNs}, row: clamp(next - logTop(log, entries), log.visible)};
}
