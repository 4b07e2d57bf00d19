import test from 'ava';
import fc from 'fast-check';
import {complete} from '../../source/query/complete.js';
import {fields} from '../../source/query/fields.js';
import {parseQuery} from '../../source/query/parse.js';

const vocabulary = {classes: ['kworker', 'kworker-unbound', 'web-worker'], comms: ['kworker/%c:%n', 'nginx-%n'], paths: ['epoll_wait', 'writeback over ext4']};
const offered = (text: string, cursor = text.length) => complete(text, cursor, vocabulary).candidates.map(candidate => candidate.text);

const rows: ReadonlyArray<readonly [text: string, from: number, candidates: readonly string[]]> = [
	['pa', 0, ['pages', 'path']],
	['pages', 0, []],
	['pages ', 6, ['=', '!=', '<', '<=', '>', '>=', 'in']],
	['comm ', 5, ['=', '!=', '~', '!~', 'in']],
	['pages i', 6, ['in']],
	['class = k', 8, ['kworker', 'kworker-unbound']],
	['class in kworker, w', 18, ['web-worker']],
	['path = w', 7, ['"writeback over ext4"']],
	['comm ~ ', 7, ['kworker/', 'nginx-']],
	['comm = ', 7, []],
	['state != ', 9, ['running', 'sleeping']],
	['cpu in ', 7, ['0-15']],
	['pages >= 2 ', 11, ['and', 'or']],
	['pages >= 2 o', 11, ['or']],
	['high > 2 ', 9, ['KiB', 'pages', 'B', 'and', 'or']],
	['(high > 2 pages ', 16, ['and', 'or', ')']],
	['(high > 2 pages)', 16, ['and', 'or']],
	['pages >= 2 and n', 15, ['not']],
	['high >= 1 page and pic', 19, ['picked']],
	['page > 2 and ', 13, []],
	['pages >= x and ', 15, []],
];

for (const [text, from, candidates] of rows) {
	test(`ways to go on after "${text}"`, t => {
		t.deepEqual(offered(text), candidates);
		t.is(complete(text, text.length, vocabulary).from, from);
	});
}

test('an empty query can begin with any field, and each says what it is', t => {
	const {candidates} = complete('', 0, vocabulary);
	t.deepEqual(candidates.slice(0, fields.length).map(({text}) => text), fields.map(({name}) => name));
	t.true(candidates.every(({help}) => help.length > 0));
});

test('what stands after the cursor does not matter', t => {
	t.deepEqual(offered('pa >= 2', 2), ['pages', 'path']);
});

test('a query that is put together of what is offered is never wrong but at its end', t => {
	fc.assert(fc.property(fc.array(fc.nat(), {minLength: 1, maxLength: 14}), picks => {
		let text = '';
		for (const pick of picks) {
			const {from, candidates} = complete(text, text.length, vocabulary);
			if (candidates.length === 0) {
				text += text.trimEnd().endsWith('=') && /tid|comm|age/u.test(text) ? '77 ' : '';
				break;
			}

			text = `${text.slice(0, from)}${candidates[pick % candidates.length]!.text} `;
			const {problem, isUnfinished} = parseQuery(text, vocabulary);
			t.true(problem === undefined || isUnfinished, `${text}: ${problem?.message}`);
		}
	}), {numRuns: 400});
});
