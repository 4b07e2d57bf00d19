import test from 'ava';
import {runInWorkers} from '../../source/player/worker-pool.js';

/** A worker that answers each task with the number of its thread. */
const script = new URL('data:text/javascript,import {parentPort, threadId} from "node:worker_threads"; parentPort.on("message", ({index}) => { parentPort.postMessage({index, answer: threadId}); });');

test('one worker does all tasks', async t => {
	const threads: number[] = [];
	await runInWorkers(['a', 'b', 'c', 'd'], {
		script,
		jobs: 1,
		onAnswer(index, thread: number) {
			threads[index] = thread;
		},
	});
	t.is(threads.length, 4);
	t.is(new Set(threads).size, 1);
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
