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

test('whoever takes the answers throws while other workers are about to answer: the pool ends with his reason', async t => {
	for (let round = 0; round < 20; round++) {
		// eslint-disable-next-line no-await-in-loop -- one pool after the other
		await t.throwsAsync(runInWorkers(Array.from({length: 400}, (_, task) => task), {
			script,
			jobs: 4,
			onAnswer(index) {
				if (index === 40) {
					throw new Error('enough');
				}
			},
			onCrash: () => undefined,
		}), {message: 'enough'});
	}
});
