import type {ReactNode} from 'react';
import {threadList} from '../panes/threads.js';
import {Surface} from '../terminal/surface.js';
import type {PageProps} from './page.js';

/** The threads: one list, of which only the rows in sight exist. */
export function ThreadsView({columns, rows}: PageProps): ReactNode {
	return <Surface draw={threadList} height={rows} width={columns}/>;
}
