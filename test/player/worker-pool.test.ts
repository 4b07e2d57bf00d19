import test from 'ava';
import {runInWorkers} from '../../source/player/worker-pool.js';

/** A worker that answers each task with the number of its thread. */
const script = new URL('data:text/javascript,import {parentPort, threadId} from "node:worker_threads"; parentPort.on("message", ({index}) => { parentPort.postMessage({index, answer: threadId}); });');

const threadsOf = async (isSpent?: (task: string) => boolean): Promise<number[]> => {
	const threads: number[] = [];
	await runInWorkers(['a', 'b', 'c', 'd'], {
		script,
		jobs: 1,
		isSpent,
		onAnswer(index, thread: number) {
			threads[index] = thread;
		},
	});
	return threads;
};

test('one worker does all tasks as long as it is not spent', async t => {
	t.is(new Set(await threadsOf()).size, 1);
	t.is(new Set(await threadsOf(() => false)).size, 1);
});

test('a spent worker is followed by a new one', async t => {
	t.is(new Set(await threadsOf(() => true)).size, 4);
	const [a, b, c, d] = await threadsOf(task => task === 'b');
	t.is(a, b);
	t.not(b, c);
	t.is(c, d);
});
