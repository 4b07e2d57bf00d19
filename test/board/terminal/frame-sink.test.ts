import {EventEmitter} from 'node:events';
import {PassThrough} from 'node:stream';
import {setImmediate as turn} from 'node:timers/promises';
import test from 'ava';
import {createStage} from '../../../source/board/stage.js';
import {fakeFeed, type FakeRun} from '../../helpers/fake-feed.js';
import {openScreen} from '../../helpers/screen.js';

class FakeTerminal extends EventEmitter { // eslint-disable-line unicorn/prefer-event-target -- streams of Node are event emitters
	readonly writes: string[] = [];
	accepts = true;
	columns = 100;
	rows = 30;

	write(text: string): boolean {
		this.writes.push(text);
		return this.accepts;
	}
}

async function settled() {
	for (let count = 0; count < 6; count++) {
		await turn(); // eslint-disable-line no-await-in-loop -- one after the other is the point
	}
}

async function openStage(run: FakeRun = {}) {
	const terminal = new FakeTerminal();
	const feed = fakeFeed({cpus: 64, ...run});
	const keyboard = new PassThrough();
	const errors: unknown[] = [];
	const stage = createStage(feed, {
		view: 'overview', theme: 'default', depth: '256', ascii: false, chartFrames: 1, target: terminal,
		stdin: Object.assign(keyboard, {isTTY: true, setRawMode: () => keyboard, ref: () => keyboard, unref: () => keyboard}),
		quit: () => undefined, suspend: () => undefined, onError(error) {
			errors.push(error);
		},
	});
	const screen = openScreen(terminal.columns, terminal.rows);
	const show = async () => {
		await settled();
		const text = terminal.writes.join('');
		terminal.writes.length = 0;
		await screen.write(text);
		return text;
	};

	stage.sink.enter();
	stage.board.enableCharts();
	await show();
	return {terminal, feed, keyboard, stage, screen, show, errors};
}

type Opened = Awaited<ReturnType<typeof openStage>>;

const expected = ({stage: {sink, painter}}: Opened) => {
	const picture = sink.picture();
	return Array.from({length: picture.rows}, (_, y) => picture.plain(painter, y));
};

test.serial('what the terminal shows is the picture, frame after frame, key after key', async t => {
	const opened = await openStage({comm: '漢字'});
	t.deepEqual(opened.screen.lines(), expected(opened));
	for (const key of ['', '2', 'j', 's', '', '?', '', '\u001B', '3', 'G', 'k', '1', 'm', 'p']) {
		opened.keyboard.write(key);
		opened.feed.advance(300_000_000);
		await opened.show(); // eslint-disable-line no-await-in-loop -- one frame after the other
		t.deepEqual(opened.screen.lines(), expected(opened), `after ${key}`);
	}

	opened.stage.close();
});

test.serial('a frame is one synchronised write of what changed', async t => {
	const {terminal, feed, stage} = await openStage();
	const whole = stage.sink.written.bytes;
	terminal.writes.length = 0;
	feed.advance(100_000_000);
	await settled();
	t.is(terminal.writes.length, 1);
	t.regex(terminal.writes[0]!, /^\u001B\[\?2026h.*\u001B\[\?2026l$/su); // eslint-disable-line no-control-regex -- escape sequences
	t.true(terminal.writes[0]!.length < whole / 2);
	t.notRegex(terminal.writes[0]!, /\n|\u001B\[[23]?J/u); // eslint-disable-line no-control-regex -- never a line feed, never cleared
	stage.close();
});

test.serial('nothing is written when nothing changed', async t => {
	const {terminal, feed, stage} = await openStage();
	terminal.writes.length = 0;
	feed.set({});
	await settled();
	t.deepEqual(terminal.writes, []);
	stage.close();
});

test.serial('resizing draws the whole picture anew, exactly as large as the terminal', async t => {
	const opened = await openStage();
	for (const [columns, rows] of [[60, 15], [200, 60], [3, 1], [100, 30]] as const) {
		Object.assign(opened.terminal, {columns, rows});
		opened.screen.resize(columns, rows);
		opened.terminal.emit('resize');
		await opened.show(); // eslint-disable-line no-await-in-loop -- one size after the other
		t.deepEqual(opened.screen.lines(), expected(opened), `${columns}x${rows}`);
	}

	opened.stage.close();
});

test.serial('Ctrl-L writes every cell anew', async t => {
	const {terminal, keyboard, stage, screen, show} = await openStage();
	await screen.write('\u001B[2J\u001B[1;1Hgarbage');
	terminal.writes.length = 0;
	keyboard.write('\f');
	await show();
	t.true(screen.lines()[0]!.includes('box-64'));
	stage.close();
});

test.serial('the terminal is given back as it was, once', async t => {
	const {terminal, stage, screen, show} = await openStage();
	t.true(screen.isAlternate());
	terminal.writes.length = 0;
	stage.sink.leave();
	stage.sink.leave();
	stage.close();
	t.is(terminal.writes.length, 1);
	t.true(terminal.writes[0]!.endsWith('\u001B[0m\u001B[?7h\u001B[?25h\u001B[?2004l\u001B[?1049l'));
	await show();
	t.false(screen.isAlternate());
	t.is(terminal.listenerCount('resize') + terminal.listenerCount('drain'), 0);
});

test.serial('a line that cannot take more is waited for, and then gets the newest picture', async t => {
	const opened = await openStage();
	const {terminal, feed} = opened;
	terminal.accepts = false;
	feed.advance(300_000_000);
	await opened.show();
	for (let count = 0; count < 5; count++) {
		feed.advance(300_000_000);
		await settled(); // eslint-disable-line no-await-in-loop -- one frame after the other
	}

	t.deepEqual(terminal.writes, []);
	terminal.accepts = true;
	terminal.emit('drain');
	await opened.show();
	t.deepEqual(opened.screen.lines(), expected(opened));
	opened.stage.close();
});

test.serial('a pane that throws is reported and does not end the program', async t => {
	const {feed, errors, stage} = await openStage();
	Object.defineProperty(feed.latest(), 'history', {
		get() {
			throw new Error('no history');
		},
	});
	stage.sink.invalidate();
	await settled();
	t.like(errors[0], {message: 'no history'});
	stage.close();
});

test.serial('Ink takes part only when the arrangement changes, not with frames and not with marks', async t => {
	const {stage, feed, keyboard} = await openStage();
	let commits = 0;
	const write = stage.sink._write.bind(stage.sink);
	stage.sink._write = (chunk, encoding, done) => {
		commits++;
		write(chunk, encoding, done);
	};

	for (let count = 0; count < 5; count++) {
		feed.advance(300_000_000);
		await settled(); // eslint-disable-line no-await-in-loop -- one frame after the other
	}

	keyboard.write('mp');
	await settled();
	t.is(commits, 0);
	keyboard.write('2');
	await settled();
	t.is(commits, 1);
	keyboard.write('jjs');
	await settled();
	t.is(commits, 1);
	stage.close();
});

test.serial('the help is bold where the painter writes attributes', async t => {
	const {stage, keyboard} = await openStage();
	keyboard.write('?');
	await settled();
	const picture = stage.sink.picture();
	const rows = Array.from({length: picture.rows}, (_, y) => picture.span(stage.painter, y, 0, picture.columns)).join('\n');
	t.regex(rows, /\u001B\[1mKeys of the overview view/u); // eslint-disable-line no-control-regex -- escape sequences
	stage.close();
});
