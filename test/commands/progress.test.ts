import test from 'ava';
import {Progress, progressLine} from '../../source/commands/progress.js';

/** Standard error, and a clock that is set by hand. */
const setUp = (isTTY: boolean, quiet = false) => {
	const written: string[] = [];
	let nowMs = 1000;
	const progress = new Progress({
		isTTY,
		write(text) {
			written.push(text);
		},
	}, {endNs: 60e9, now: () => nowMs, quiet});
	const reach = (seconds: number, afterMs: number) => {
		nowMs = 1000 + afterMs;
		progress.reached(seconds * 1e9);
	};

	return {progress, written, reach};
};

const lines: ReadonlyArray<readonly [timeNs: number, tookMs: number, line: string]> = [
	[6e9, 2000, '10% of 1m, 3.0x real time, 0:18 left'],
	[30e9, 1000, '50% of 1m, 30x real time, 0:01 left'],
	[600e6, 60_000, '1% of 1m, 0.010x real time, 1:39:00 left'],
	[59.99e9, 100_000, '99% of 1m, 0.60x real time, 0:01 left'],
];
for (const [timeNs, tookMs, line] of lines) {
	test(line, t => {
		t.is(progressLine({timeNs, endNs: 60e9, tookMs}), line);
	});
}

test('on a terminal: nothing for a short run, then a bar that is drawn over and taken away', t => {
	const {progress, written, reach} = setUp(true);
	reach(1, 1999);
	progress.clear();
	t.deepEqual(written, []);
	reach(15, 2000);
	reach(16, 2100);
	t.deepEqual(written, ['\r\u001B[K[#######-----------------------] 25% of 1m, 7.5x real time, 0:06 left']);
	progress.tell('something');
	t.deepEqual(written.slice(1), ['\r\u001B[K', 'something\n']);
	reach(30, 4000);
	progress.clear();
	progress.clear();
	t.deepEqual(written.slice(4), ['\r\u001B[K']);
});

test('elsewhere: a line a while, no control characters', t => {
	const {written, reach} = setUp(false);
	for (let second = 0; second < 50; second++) {
		reach(second, second * 1000);
	}

	t.deepEqual(written, ['kstacktop: 16% of 1m, 1.0x real time, 0:50 left\n', 'kstacktop: 66% of 1m, 1.0x real time, 0:20 left\n']);
});

test('no bar over a report that is streamed to the same terminal, and none at the end', t => {
	const quiet = setUp(true, true);
	quiet.reach(30, 10_000);
	t.deepEqual(quiet.written, []);
	const ended = setUp(true);
	ended.reach(60, 10_000);
	t.deepEqual(ended.written, []);
});
