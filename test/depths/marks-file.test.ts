import test from 'ava';
import {pagesOf, parseMarks} from '../../source/depths/marks-file.js';
import {InputError} from '../../source/files/input-error.js';

const header = 'comm,kthread,pid,bytes_used,pages_touched,sleep_depth';
const line = 'init.sh,0,1,3992,1,1632';

/** What is wrong with the lines below the header, and what is said of it. */
const mistakes: ReadonlyArray<readonly [about: string, text: string, told: string]> = [
	['another header', 'comm,pid\na,1', 'x.csv:1:1: the first line must name the columns comm, kthread, pid, bytes_used: kthread, bytes_used are missing'],
	['a column twice', 'comm,kthread,pid,bytes_used,pid\na,0,1,8,1', 'x.csv:1:1: the column pid stands twice'],
	['no rows', header, 'x.csv:2:1: holds no stack'],
	['a negative depth', `${header}\nsh,0,5,-8,1,100`, 'x.csv:2:8: bytes_used must be a whole number from 0 to 16384, found "-8"'],
	['a depth beyond the stack', `${header}\n${line}\nsh,0,5,16392,4,100`, 'x.csv:3:8: bytes_used must be a whole number from 0 to 16384, found "16392"'],
	['a depth with a fraction', `${header}\nsh,0,5,1.5,1,100`, 'x.csv:2:8: bytes_used must be a whole number from 0 to 16384, found "1.5"'],
	['nothing for a depth', `${header}\nsh,0,5,,1,100`, 'x.csv:2:8: bytes_used must be a whole number from 0 to 16384, found nothing'],
	['too few pages', `${header}\nsh,0,5,4104,1,100`, 'x.csv:2:13: pages_touched is 1, but 4104 bytes touch 2 (pages of 4096 bytes, counted from the top)'],
	['too many pages', `${header}\nsh,0,5,4096,2,100`, 'x.csv:2:13: pages_touched is 2, but 4096 bytes touch 1 (pages of 4096 bytes, counted from the top)'],
	['a pid twice', `${header}\n${line}\nsh,0,1,100,1,100`, 'x.csv:3:6: pid 1 stands on line 2 already'],
	['a kind that is none', `${header}\nsh,3,5,100,1,100`, 'x.csv:2:4: kthread must be a whole number from 0 to 2, found "3"'],
	['no name', `${header}\n,0,5,100,1,100`, 'x.csv:2:1: comm must be a name, found nothing'],
	['a field too few', `${header}\nsh,0,5,100,1`, 'x.csv:2:1: a line needs 6 fields as the first one has, this one has 5'],
];

for (const [about, text, told] of mistakes) {
	test(`refuses ${about}, with its place`, t => {
		const error = t.throws(() => parseMarks(text, 'x.csv', 'live'), {instanceOf: InputError});
		t.is(error.toLine(), told);
	});
}

test('idle tasks and IRQ stacks share pid 0', t => {
	const rows = parseMarks(`${header}\nswapper/0,1,0,1280,1,-1\nswapper/1,1,0,1280,1,-1\nirq/0,2,0,1400,1,-1`, 'x.csv', 'live');
	t.deepEqual(rows.map(({kind}) => kind), ['kernel', 'kernel', 'irq-stack']);
});

test('ended threads: their ids may come again, and there may be none', t => {
	const ended = 'comm,kthread,pid,bytes_used,pages_touched,life_us';
	t.deepEqual(parseMarks(`${ended}\nsh,0,5,3000,1,9\nls,0,5,3200,1,7`, 'x.csv', 'ended').map(({bytes}) => bytes), [3000, 3200]);
	t.deepEqual(parseMarks(`${ended}\n`, 'x.csv', 'ended'), []);
});

test('columns are told by their names: in any order, with others between them, without those that only check', t => {
	const thread = {comm: 'sh', kind: 'user', pid: 5, bytes: 3000};
	for (const text of [
		'\uFEFFpid,cpu,bytes_used,kthread,comm\r\n5,3,3000,0,sh\r\n',
		'kthread, comm, pid, bytes_used\n0, sh, 5, 3000\n',
		'comm,kthread,pid,bytes_used,pages_touched,sleep_depth\nsh,0,5,3000,1,\n',
	]) {
		t.deepEqual(parseMarks(text, 'x.csv', 'live') as unknown, [thread]);
	}
});

test('pages are counted from the top, at least one', t => {
	t.deepEqual([0, 8, 4096, 4104, 8192, 16_384].map(bytes => pagesOf(bytes)), [1, 1, 1, 2, 2, 4]);
});
