import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {Worker} from 'node:worker_threads';
import type {BoxSize, DriverKind} from './box.js';

/** What stands in the table: something that runs the same box, in a thread or process of its own, so that no two are compiled for each other. */
export type Peer = {
	readonly name: string;
	/** Runs to tick `until`; gives the CPU time that took in ns, and the bursts of all its time so far where it counts them itself. */
	advance(until: number): Promise<{readonly cpuNs: number; readonly bursts?: number}>;
	/** Bytes of the state, where it is laid out as ours is. */
	save?(file: string): Promise<void>;
	/** Hash of what happened in the box; to be asked at the end, as event loops empty their queues for it. */
	digest?(): Promise<string>;
	stop(): Promise<void>;
};

export type ThreadTask = {readonly size: BoxSize; readonly kind: DriverKind; readonly policies: readonly string[]; readonly image?: string};
export type ThreadOrder = {readonly until: number} | {readonly save: string} | {readonly digest: true};
export type ThreadAnswer = {readonly cpuNs: number; readonly bursts: number; readonly digest: string};

/** A box in a thread; once it has booted it writes its image, if one is asked for. */
export const startThread = async (name: string, task: ThreadTask): Promise<Peer> => {
	const worker = new Worker(fileURLToPath(new URL('thread.js', import.meta.url)), {workerData: task});
	const ask = async (order: ThreadOrder): Promise<ThreadAnswer> => {
		worker.postMessage(order);
		const [answer] = await once(worker, 'message') as [ThreadAnswer];
		return answer;
	};

	await once(worker, 'message');
	return {
		name,
		advance: async until => ask({until}),
		async save(file) {
			await ask({save: file});
		},
		async digest() {
			const {digest} = await ask({digest: true});
			return digest;
		},
		async stop() {
			await worker.terminate();
		},
	};
};

/** A box in a program that reads lines "advance TICKS" and "save FILE" and answers each with one: CPU time in ns and, if it likes, its bursts. */
export const startProgram = (name: string, command: string, args: readonly string[]): Peer => {
	const child = spawn(command, args, {stdio: ['pipe', 'pipe', 'inherit'], env: process.env});
	const lines = createInterface({input: child.stdout});
	const ended = once(child, 'exit');
	const ask = async (line: string): Promise<string> => {
		child.stdin.write(`${line}\n`);
		const answer = await Promise.race([once(lines, 'line'), ended]);
		if (typeof answer[0] !== 'string') {
			throw new TypeError(`${name} ended with ${String(answer[0])}`);
		}

		return answer[0];
	};

	return {
		name,
		async advance(until) {
			const answer = await ask(`advance ${until}`);
			const [cpuNs, bursts] = answer.split(' ').map(Number);
			return {cpuNs: cpuNs!, bursts};
		},
		async save(file) {
			await ask(`save ${file}`);
		},
		async stop() {
			child.stdin.end();
			await ended;
		},
	};
};
