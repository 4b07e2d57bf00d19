import test from 'ava';
import fc from 'fast-check';
import {Machine, threadGroupings, threadSorts, type ThreadCondition, type ThreadGrouping, type ThreadRow, type ThreadSort} from '../../machine/index.js';
import {smallEvents, smallScenario, toolClass, workerClass} from '../helpers/scenario.js';

const box = (() => {
	const machine = new Machine(smallScenario({
		machine: {threads: 1200, cpus: 4}, policies: ['fred-pf', 'below-sp', 'accessed-switch'],
		classes: [workerClass, {...toolClass, count: {share: 0.4}, lifeVisits: 3, respawnMs: 0.1}],
	}));
	machine.advance(700e6);
	return machine;
})();

const every = {descending: false, offset: 0, count: 10_000} as const;
const all = box.threads({...every, sort: 'tid'}).rows;

const pathOf = ({path}: ThreadRow) => path ?? '\uFFFF'; // User mode comes after all paths
/** What each column is sorted by, from the rows as they are shown. */
const keys: Readonly<Record<ThreadSort, (row: ThreadRow, policy: number) => number | string>> = {
	tid: ({tid}) => tid, comm: () => 0, class: ({className}) => className, cpu: ({cpu}) => cpu, state: ({state}) => Number(state === 'R'),
	pages: ({pages}, policy) => pages[policy]!, depth: ({depthBytes}) => depthBytes, high: ({highWaterBytes}) => highWaterBytes, sleep: ({sleepDepthBytes}) => sleepDepthBytes,
	faults: ({faults}, policy) => faults[policy]!, age: ({ageNs}) => ageNs, path: pathOf, deepest: ({deepPath}) => deepPath,
};

const compare = (a: number | string, b: number | string) => a < b ? -1 : Number(a > b);
const sorted = (rows: readonly ThreadRow[], sort: ThreadSort, descending: boolean, policy = 0) =>
	rows.toSorted((a, b) => (descending ? -1 : 1) * compare(keys[sort](a, policy), keys[sort](b, policy)) || a.tid - b.tid);

test('the box of these tests has threads of all kinds', t => {
	t.true(all.some(({state}) => state === 'R') && all.some(({state}) => state === 'S'));
	t.true(all.some(({tid}) => tid > 1200), 'rows that were forked anew');
	t.true(all.some(({ageNs}) => ageNs < 700e6) && all.some(({ageNs}) => Math.abs(ageNs - 700e6) < 65_536));
	t.true(all.some(({faults}) => faults[0]! > 0));
	t.true(all.length > 900 && all.length < 1200);
});

for (const sort of threadSorts.filter(column => column !== 'comm')) {
	for (const descending of [false, true]) {
		test(`sorted by ${sort} ${descending ? 'downwards' : 'upwards'} and by thread id where that is equal, in any window`, t => {
			for (const policy of [0, 2]) {
				const wanted = sorted(all, sort, descending, policy);
				t.deepEqual(box.threads({...every, sort, descending, policy}).rows, wanted);
				fc.assert(fc.property(fc.nat(all.length), fc.integer({min: 0, max: 90}), (offset, count) => {
					t.deepEqual(box.threads({sort, descending, policy, offset, count}).rows, wanted.slice(Math.min(offset, all.length - 1)).slice(0, count));
				}), {numRuns: 8});
			}
		});
	}
}

test('names are sorted by their letters, then by their numbers', t => {
	const names = box.threads({...every, sort: 'comm'}).rows.map(({comm}) => comm);
	const natural = new Intl.Collator('en', {numeric: true});
	t.deepEqual(names, names.toSorted((a, b) => natural.compare(a, b)));
});

const conditions: ReadonlyArray<readonly [ThreadCondition, (row: ThreadRow) => boolean]> = [
	[{kind: 'number', field: 'pages', is: '>=', value: 2}, ({pages}) => pages[0]! >= 2],
	[{kind: 'number', field: 'high', is: '>', value: 3500}, ({highWaterBytes}) => highWaterBytes > 3500],
	[{kind: 'number', field: 'depth', is: '<', value: 800.5}, ({depthBytes}) => depthBytes < 800.5],
	[{kind: 'number', field: 'sleep', is: '<=', value: 700}, ({sleepDepthBytes}) => sleepDepthBytes <= 700],
	[{kind: 'number', field: 'faults', is: '!=', value: 0}, ({faults}) => faults[0] !== 0],
	[{kind: 'number', field: 'age', is: '<', value: 5e6}, ({ageNs}) => ageNs < 5e6],
	[{kind: 'number', field: 'tid', is: '=', value: 77}, ({tid}) => tid === 77],
	[{kind: 'in', field: 'cpu', ranges: [[0, 1], [3, 3]]}, ({cpu}) => cpu !== 2],
	[{kind: 'word', field: 'class', is: '=', text: 'tool'}, ({className}) => className === 'tool'],
	[{kind: 'word', field: 'comm', is: '~', text: 'OOL*9'}, ({comm}) => /ool.*9/u.test(comm)],
	[{kind: 'word', field: 'comm', is: '=', text: all[3]!.comm}, ({comm}) => comm === all[3]!.comm],
	[{kind: 'word', field: 'kind', is: '=', text: 'kernel'}, () => false],
	[{kind: 'word', field: 'deepest', is: '~', text: all[0]!.deepPath}, ({deepPath}) => deepPath.includes(all[0]!.deepPath)],
	[{kind: 'word', field: 'path', is: '=', text: all[0]!.path ?? ''}, ({path}) => path === (all[0]!.path ?? '')],
	[{kind: 'state', state: 'R'}, ({state}) => state === 'R'],
	[{kind: 'picked'}, ({tid}) => [all[5]!.tid, all[9]!.tid].includes(tid)],
];

const picked = [all[5]!.tid, all[9]!.tid, 3_999_999];
const listed = (where: ThreadCondition, sort: ThreadSort = 'tid') => box.threads({...every, sort, where, picked});

for (const [where, meets] of conditions) {
	test(`a condition on ${JSON.stringify(where)} lets through what meets it`, t => {
		const page = listed(where);
		t.deepEqual(page.rows, all.filter(row => meets(row)));
		t.deepEqual([page.matched, page.live], [page.rows.length, all.length]);
	});
}

test('conditions are joined and negated as logic has it', t => {
	const leaf = fc.constantFrom(...conditions);
	type Meant = readonly [ThreadCondition, (row: ThreadRow) => boolean];
	const {meant} = fc.letrec<{meant: Meant}>(tie => ({
		meant: fc.oneof(
			{maxDepth: 3},
			leaf,
			tie('meant').map(([of, meets]): Meant => [{kind: 'not', of}, row => !meets(row)]),
			fc.array(tie('meant'), {minLength: 1, maxLength: 3}).map((parts): Meant => [{kind: 'and', of: parts.map(([of]) => of)}, row => parts.every(([, meets]) => meets(row))]),
			fc.array(tie('meant'), {minLength: 1, maxLength: 3}).map((parts): Meant => [{kind: 'or', of: parts.map(([of]) => of)}, row => parts.some(([, meets]) => meets(row))]),
		),
	}));
	fc.assert(fc.property(meant, fc.constantFrom(...threadSorts.filter(sort => sort !== 'comm')), ([where, meets], sort) => {
		t.deepEqual(listed(where, sort).rows, sorted(all.filter(row => meets(row)), sort, false));
	}), {numRuns: 60});
});

const groupOf: Readonly<Record<ThreadGrouping, (row: ThreadRow) => string>> = {
	class: ({className}) => className, cpu: ({cpu}) => `CPU ${cpu}`, state: ({state}) => state === 'R' ? 'running' : 'sleeping',
};
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

for (const group of threadGroupings) {
	test(`groups by ${group} hold each thread once, with its sums`, t => {
		const page = box.threads({...every, sort: 'high', group});
		t.is(page.total, page.groups.length);
		t.is(page.rows.length, 0);
		t.is(sum(page.groups.map(({threads}) => threads)), all.length);
		for (const {name, threads, pages, faults, highWaterBytes, running} of page.groups) {
			const members = all.filter(row => groupOf[group](row) === name);
			t.is(threads, members.length, name);
			t.is(pages, sum(members.map(row => row.pages[0]!)), name);
			t.is(faults, sum(members.map(row => row.faults[0]!)), name);
			t.is(highWaterBytes, Math.max(...members.map(row => row.highWaterBytes)), name);
			t.is(running, members.filter(({state}) => state === 'R').length, name);
		}
	});
}

test('an open group has its threads below it, a closed one only its line', t => {
	const closed = box.threads({...every, sort: 'pages', descending: true, group: 'cpu'}).groups;
	const {id, threads} = closed[1]!;
	const page = box.threads({...every, sort: 'pages', descending: true, group: 'cpu', open: [id]});
	t.is(page.total, closed.length + threads);
	t.deepEqual(page.rows, sorted(all.filter(row => row.cpu === id), 'pages', true));
	t.deepEqual(page.groups.map(({line}) => line), closed.map((_, index) => index < 2 ? index : index + threads));
	const window = box.threads({sort: 'pages', descending: true, group: 'cpu', open: [id], offset: 5, count: 4});
	t.deepEqual(window.rows, page.rows.slice(3, 7));
	const pages = closed.map(group => group.pages);
	t.deepEqual(pages, pages.toSorted((a, b) => b - a), 'groups are sorted by their sums');
});

test('a followed thread is in the window wherever it stands, and its line is told', t => {
	for (const sort of threadSorts) {
		const order = box.threads({...every, sort, descending: true}).rows.map(({tid}) => tid);
		for (const follow of [order[0]!, order[400]!, order.at(-1)!]) {
			const page = box.threads({sort, descending: true, offset: 0, count: 40, follow});
			t.deepEqual(page.followed, {tid: follow, isAlive: true, line: order.indexOf(follow)}, sort);
			t.is(page.rows[order.indexOf(follow) - page.offset]?.tid, follow, sort);
		}
	}
});

test('a followed thread that has ended, is filtered out or stands in a closed group is told of', t => {
	const query = {sort: 'tid', descending: false, offset: 0, count: 10} as const;
	t.deepEqual(box.threads({...query, follow: 3_000_000}).followed, {tid: 3_000_000, isAlive: false, line: undefined});
	const tool = all.find(({className}) => className === 'tool')!;
	t.deepEqual(box.threads({...query, follow: tool.tid, where: {kind: 'word', field: 'class', is: '=', text: 'nobody'}}).followed, {tid: tool.tid, isAlive: true, line: undefined});
	const page = box.threads({...query, group: 'class', follow: tool.tid});
	t.is(page.followed?.line, page.groups.find(({name}) => name === 'tool')!.line);
});

test('a list without rows has a window without rows', t => {
	const page = box.threads({sort: 'high', descending: true, offset: 900, count: 50, where: {kind: 'number', field: 'tid', is: '<', value: 0}});
	t.like(page, {offset: 0, total: 0, matched: 0, rows: []});
});

test('there is no list for a policy that does not run', t => {
	t.throws(() => box.threads({...every, sort: 'high', policy: 3}), {instanceOf: RangeError, message: 'no policy 3 among 3'});
});

test('nobody is deeper now than ever, and who sleeps is where it sleeps', t => {
	for (let step = 0; step < 40; step++) {
		box.step(box.timeNs + 10e9);
		for (const row of box.threads({...every, sort: 'tid', where: {kind: 'state', state: 'R'}}).rows) {
			t.true(row.depthBytes <= Math.max(row.highWaterBytes, row.sleepDepthBytes));
			const detail = box.thread(row.tid);
			t.is(detail.entered === 0 ? 0 : sum(detail.frames.slice(0, detail.entered).map(({bytes}) => bytes)) + detail.offsetBytes, row.depthBytes);
		}
	}

	for (const row of box.threads({...every, sort: 'tid', where: {kind: 'state', state: 'S'}}).rows) {
		t.is(row.depthBytes, row.sleepDepthBytes);
	}
});

test('one thread close up: alive with its frames, ended without', t => {
	const [first] = box.threads({...every, sort: 'high', descending: true}).rows;
	const {row, frames, entered, deepFrames, kind} = box.thread(first!.tid);
	t.deepEqual(row, first);
	t.true(frames.length >= entered && deepFrames.length > 0 && kind === 'user');
	t.like(box.thread(3_000_000), {tid: 3_000_000, row: undefined, frames: [], entered: 0});
	for (const tid of [0, -3, 1.5]) {
		t.throws(() => box.thread(tid), {instanceOf: RangeError});
	}
});

test('looking at threads changes nothing', t => {
	const make = () => new Machine(smallScenario({machine: {threads: 300}}));
	const [watched, alone] = [make(), make()];
	for (let ms = 10; ms <= 100; ms += 10) {
		watched.advance(ms * 1e6);
		watched.threads({...every, sort: 'depth', group: 'class', open: [0], where: {kind: 'word', field: 'path', is: '~', text: 'e'}, follow: 12});
		watched.thread(12);
	}

	alone.advance(100e6);
	t.deepEqual(new Uint8Array(watched.checkpoint()), new Uint8Array(alone.checkpoint()));
});

test('the stack faults of all threads are those of their policies, until threads end', t => {
	const machine = new Machine(smallScenario({
		machine: {threads: 400, cpus: 4},
		policies: ['fred-pf', 'ist-pf', 'below-sp', 'fixed'],
		classes: [workerClass],
		events: {memory: {...smallEvents.memory, atomicFailShare: 0.05}},
	}));
	const served = () => {
		const {rows} = machine.threads({...every, sort: 'tid'});
		return machine.read({digest: false}).policies.map((policy, index) => ({policy, faults: sum(rows.map(row => row.faults[index]!))}));
	};

	const atBoot = served();
	machine.advance(300e6);
	for (const [index, {policy, faults}] of served().entries()) {
		const before = atBoot[index]!;
		t.is(faults - before.faults, policy.faults - before.policy.faults, policy.name);
		t.is(faults > before.faults, policy.name.endsWith('-pf'), policy.name);
	}
});

test('a row that is forked anew begins with no faults and no age', t => {
	const machine = new Machine(smallScenario({machine: {threads: 60, cpus: 2}, classes: [{...toolClass, comm: 'tool-%n', lifeVisits: 40, respawnMs: 1}]}));
	const seen = new Map<number, number>();
	let young = 0;
	for (let ms = 5; ms < 400; ms += 5) {
		machine.advance(ms * 1e6);
		for (const {tid, faults, ageNs, pages} of machine.threads({...every, sort: 'tid'}).rows) {
			t.true(ageNs <= ms * 1e6 && faults[0]! >= (seen.get(tid) ?? 0) && pages[0]! <= 1 + faults[0]!);
			young += Number(!seen.has(tid) && ms > 5);
			t.true(seen.has(tid) || ms === 5 || ageNs <= 5e6 + 65_536, 'who was not there a moment ago is young');
			seen.set(tid, faults[0]!);
		}
	}

	t.true(young > 20);
});
