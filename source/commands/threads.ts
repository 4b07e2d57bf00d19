import {Machine, threadGroupings, threadSorts, type Scenario, type ThreadCondition, type ThreadPage, type ThreadQuery} from '../../machine/index.js';
import {InputError} from '../files/input-error.js';
import {parseCount, parseTimeNs} from '../files/quantity.js';
import {oneOf, resolveScenario, scenarioLimits} from '../files/scenario.js';
import {Session} from '../player/session.js';
import {parseQuery} from '../query/parse.js';
import {vocabularyOf} from '../query/vocabulary.js';
import {threadsCsvHead, threadsCsvRows, threadsNdjson, threadsText, type ThreadListHead} from '../report/threads.js';
import {write} from './output.js';
import {parseFlags} from './parse-flags.js';
import {defaultForNs} from './run.js';
import {read, readChoice} from './run-options.js';
import {findCommand} from './table.js';

const formats = ['text', 'csv', 'ndjson'] as const;

/** Threads that people are shown when they do not say how many. */
const fewThreads = 20;

/** Threads that are asked of the machine at once: a million rows are never in memory together. */
const atOnce = 10_000;

/** `kstacktop threads`: the threads of a box after a run, as the board lists them. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('threads')!, argv);
	const endNs = read(flags, 'for', parseTimeNs) ?? defaultForNs;
	const format = read(flags, 'format', (text, what) => oneOf(text, formats, what)) ?? 'text';
	const sort = read(flags, 'sort', (text, what) => oneOf(text, threadSorts, what)) ?? 'high';
	const group = read(flags, 'group', (text, what) => oneOf(text, threadGroupings, what));
	const top = read(flags, 'top', (text, what) => parseCount(text, what, scenarioLimits.threads)) ?? (format === 'text' ? fewThreads : Infinity);
	if (group !== undefined && format !== 'text') {
		throw new InputError('--group needs --format text');
	}

	const scenario = resolveScenario(readChoice(flags));
	const query = flags.operands[0] ?? '';
	const where = conditionOf(query, scenario);
	const machine = new Machine(scenario);
	const session = new Session(machine, {endNs, history: false});
	session.advance(endNs);
	const {timeNs} = session;
	const head: ThreadListHead = {machine: scenario.machine.name, workload: scenario.workload.name, timeNs, policies: scenario.policies, query};
	const asked: Omit<ThreadQuery, 'offset' | 'count'> = {sort, descending: flags.has('ascending') ? false : !risesBy.has(sort), where, group};
	if (format === 'text') {
		await write(threadsText(head, machine.threads({...asked, offset: 0, count: top})));
		return 0;
	}

	if (format === 'csv') {
		await write(threadsCsvHead(head));
	}

	for (const page of pages(machine, asked, top)) {
		await write(format === 'csv' ? threadsCsvRows(page.rows) : threadsNdjson(page.rows, head)); // eslint-disable-line no-await-in-loop -- one after the other
	}

	return 0;
};

/** Columns that are listed from the lowest up unless somebody says otherwise. */
const risesBy: ReadonlySet<string> = new Set(['tid', 'comm', 'class', 'cpu', 'path', 'deepest']);

/** What the query asks; undefined: nothing. Throws an InputError with the column of the first mistake. */
const conditionOf = (query: string, scenario: Scenario): ThreadCondition | undefined => {
	const {condition, problem} = parseQuery(query, vocabularyOf(scenario));
	if (problem !== undefined) {
		throw new InputError(`query, column ${problem.at + 1}: ${problem.message}`, {}, 'see kstacktop help threads');
	}

	return condition;
};

/** The list in portions, as far as it is wanted. */
function * pages(machine: Machine, asked: Omit<ThreadQuery, 'offset' | 'count'>, top: number): Generator<ThreadPage> {
	for (let offset = 0, end = top; offset < end; offset += atOnce) {
		const page = machine.threads({...asked, offset, count: Math.min(atOnce, end - offset)});
		end = Math.min(end, page.total);
		yield page;
	}
}
