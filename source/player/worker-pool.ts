import {Worker} from 'node:worker_threads';

/** What a worker of a pool is sent, and what it answers: `index` is the place of the task, so that answers find their way back whoever is first. */
export type ToPoolWorker<Task> = {readonly index: number; readonly task: Task};
export type FromPoolWorker<Answer> = {readonly index: number; readonly answer: Answer};

export type PoolOptions<Task, Answer> = {
	/** The compiled script of a worker: it answers each message of its port with one. */
	readonly script: URL;
	readonly workerData?: unknown;
	/** Workers at a time, at least 1. */
	readonly jobs: number;
	readonly onAnswer: (index: number, answer: Answer) => void;
	/** A worker died of its task: it is replaced, and the others go on. Without, that ends all of them. */
	readonly onCrash?: (index: number, error: Error) => void;
	/** Ends all workers at once; what they were at is lost. */
	readonly signal?: AbortSignal;
};

/** Sends a task and waits: true once it is answered, false if the pool was ended. Rejects when the worker dies of it. */
const ask = async <Task, Answer>(worker: Worker, message: ToPoolWorker<Task>, {onAnswer, signal}: PoolOptions<Task, Answer>): Promise<boolean> => {
	// Taken away one by one: whoever ends the worker meanwhile waits for its exit too
	let leave: () => void = () => undefined;
	try {
		return await new Promise<boolean>((resolve, reject) => {
			const answered = ({index, answer}: FromPoolWorker<Answer>): void => {
				try {
					onAnswer(index, answer);
					resolve(true);
				} catch (error) {
					reject(new AnswerError(error));
				}
			};

			const exited = (code: number): void => {
				reject(new Error(`the worker ended with exit code ${code}`));
			};

			const aborted = (): void => {
				resolve(false);
			};

			leave = () => {
				worker.off('message', answered).off('error', reject).off('exit', exited);
				signal?.removeEventListener('abort', aborted);
			};

			worker.on('message', answered).on('error', reject).on('exit', exited);
			signal?.addEventListener('abort', aborted);
			worker.postMessage(message);
		});
	} finally {
		leave();
	}
};

/** Whoever takes the answers threw: no fault of a worker. */
class AnswerError extends Error {
	constructor(readonly reason: unknown) {
		super('an answer could not be taken');
	}
}

/**
Runs tasks in parallel workers, each taking the next one as long as there is one. Answers come as they are ready, with the place of their task.
Rejects when a worker dies without `onCrash`, or when `onAnswer` throws; all workers are ended by then.
*/
export const runInWorkers = async <Task, Answer>(tasks: Iterable<Task>, options: PoolOptions<Task, Answer>): Promise<void> => {
	const {script, workerData, jobs, onCrash, signal} = options;
	const open = new Set<Worker>();
	const queue = tasks[Symbol.iterator]();
	let taken = 0;
	/** Aborted once nobody is to take another task. */
	const over = new AbortController();

	const start = (): Worker => {
		const worker = new Worker(script, {workerData});
		open.add(worker);
		return worker;
	};

	const end = async (worker: Worker): Promise<void> => {
		open.delete(worker);
		await worker.terminate();
	};

	/* eslint-disable no-await-in-loop -- a worker does one task after the other */
	const work = async (): Promise<void> => {
		let worker: Worker | undefined;
		for (let next = queue.next(); !over.signal.aborted && next.done !== true && signal?.aborted !== true; next = queue.next()) {
			const index = taken;
			taken++;
			worker ??= start();
			try {
				if (!await ask(worker, {index, task: next.value}, options)) {
					return;
				}
			} catch (error) {
				if (over.signal.aborted) {
					return;
				}

				if (error instanceof AnswerError) {
					throw error.reason;
				}

				if (onCrash === undefined) {
					throw error;
				}

				await end(worker);
				worker = undefined;
				onCrash(index, error instanceof Error ? error : new Error(String(error)));
			}
		}
	};
	/* eslint-enable no-await-in-loop */

	try {
		await Promise.all(Array.from({length: jobs}, work));
	} finally {
		over.abort();
		await Promise.all([...open].map(async worker => end(worker)));
	}
};
