import {chosenColumns, threadColumnNames} from '../../panes/column-names.js';
import {threadColumns} from '../../panes/thread-columns.js';
import type {Scene} from '../../scene.js';
import {lineAt, type ThreadLine} from '../../threads/lines.js';
import {pageOfList} from '../../thread-window.js';
import {figure, said, type Section, type Statement} from '../statement.js';

/** Rows of the list that are read with its page. */
const read = 5;

/** Columns that are drawn and say nothing that others do not. */
const drawn = 'stack';

/** Columns wide enough that nothing is cut. */
const wide = 200;

const titles: Readonly<Record<(typeof threadColumnNames)[number], string>> = {
	tid: 'TID', comm: 'Name', class: 'Class', cpu: 'CPU', state: 'State', pages: 'Pages', depth: 'Depth now', high: 'Deepest ever', sleep: 'Sleeping depth', faults: 'Stack faults',
	age: 'Age', stack: '', deepest: 'Deepest path', path: 'Path now',
};

const stateWords: Readonly<Record<string, string>> = {R: 'runs', S: 'sleeps'};
const inBytes: ReadonlySet<string> = new Set(['depth', 'high', 'sleep']);

type Cell = {readonly name: string; readonly text: string};

/** The cells of a line in the columns that were chosen, as the table shows them. */
function cellsOf(scene: Scene, line: ThreadLine): readonly Cell[] {
	const columns = threadColumns(scene, wide);
	const names = scene.columns?.threads ?? threadColumnNames;
	return chosenColumns(columns, scene.columns?.threads, threadColumnNames).flatMap((column, index) => {
		const name = names[index]!;
		const text = column.cell(line, wide)[0].trim();
		return name === drawn || text === '' ? [] : [{name, text: name === 'state' ? stateWords[text] ?? text : `${text}${inBytes.has(name) ? ' bytes' : ''}`}];
	});
}

/** A line in one sentence. */
function rowStatement(scene: Scene, line: ThreadLine): Statement {
	const cells = new Map(cellsOf(scene, line).map(({name, text}) => [name, text]));
	if (line.kind === 'group') {
		return said(`Group ${line.group.name}`, `${line.group.isOpen ? 'open' : 'folded'}, ${cells.get('deepest') ?? `${line.group.threads} threads`}`);
	}

	const {row: {comm, tid}} = line;
	const told = (['pages', 'high', 'cpu', 'state'] as const).flatMap(name => cells.has(name) ? [`${titles[name].replace(/^[A-Z](?=[a-z])/u, first => first.toLowerCase())} ${cells.get(name)!}`] : []);
	return said(`${comm}, TID ${tid}`, told.join(', '));
}

/** The marked line of the list; undefined: it has not come yet. */
export function markedThread(scene: Scene): readonly Statement[] | undefined {
	const {ui: {threads}, frame, reading} = scene;
	const page = pageOfList(frame.threads, scene.ui);
	const total = page?.total ?? frame.threads?.live ?? reading.threadRows;
	if (total === 0) {
		return [said('', threads.query ? 'No thread meets the query. Esc lists all, / changes it.' : 'No thread is alive.')];
	}

	const line = lineAt(page, threads.marked);
	if (!line) {
		return undefined;
	}

	const place = said('Row', `${threads.marked + 1} of ${total}${line.kind === 'thread' && threads.picked.includes(line.row.tid) ? ', picked out' : ''}`);
	return line.kind === 'group' ? [place, rowStatement(scene, line)] : [place, ...cellsOf(scene, line).map(({name, text}) => said(titles[name as keyof typeof titles], text))];
}

/** The page of threads: how many meet the query, the first rows, the marked one; undefined: they have not come yet. */
export function threads(scene: Scene): readonly Section[] | undefined {
	const page = pageOfList(scene.frame.threads, scene.ui);
	const marked = markedThread(scene);
	if (!page || !marked) {
		return undefined;
	}

	const lines = Array.from({length: Math.min(read, page.total)}, (_, index) => lineAt(page, index)).filter(line => line !== undefined);
	return [
		{title: 'how many', statements: [figure('Threads', page.matched, {after: page.matched === page.live ? '' : ` of ${page.live}`})]},
		{title: 'first rows', isList: true, statements: lines.map(line => rowStatement(scene, line))},
		{title: 'marked row', statements: marked},
	];
}
