import type {LogEntry} from '../../../../machine/index.js';
import {moment} from '../../figures.js';
import {logFilters} from '../../log/filters.js';
import {happening} from '../../panes/log.js';
import type {Scene} from '../../scene.js';
import {markedAt} from '../../state/log.js';
import {said, type Section, type Statement} from '../statement.js';

/** Entries of the log that are read with its page. */
const read = 5;

export const logStatement = (entry: LogEntry): Statement => said(`${moment(entry.timeNs, 3)}, CPU ${entry.cpu}, ${entry.comm}`, happening(entry)[0]);

/** The newest entries of the log. */
export const logLines = ({log, ui}: Scene): Section => ({
	title: 'events', isList: true,
	statements: log.length === 0 ? [said('', logFilters[ui.log.filter]!.none)] : log.slice(0, read).map(entry => logStatement(entry)),
});

/** The marked entry; undefined: none is. */
export function markedLog({log, ui}: Scene): readonly Statement[] | undefined {
	const at = markedAt(ui.log, log);
	return at < 0 ? undefined : [said('Event', `${at + 1} of ${log.length}`), logStatement(log[at]!)];
}
