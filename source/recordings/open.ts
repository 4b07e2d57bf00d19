import {Buffer} from 'node:buffer';
import {InputError} from '../files/input-error.js';
import {longestHeader} from './format.js';
import type {Chunks} from './lines.js';

/** What comes from a file or pipe, and whether it is a recording: known from its first line. */
export type Opened = {
	readonly isRecording: boolean;
	/** All of it, from the start. */
	readonly chunks: Chunks;
};

/** Looks at the first line of what comes; it is kept, not lost. */
export const lookAt = async (chunks: Chunks): Promise<Opened> => {
	const iterator = chunks[Symbol.asyncIterator]();
	const seen: Uint8Array[] = [];
	let length = 0;
	let isLine = false;
	while (!isLine && length <= longestHeader) {
		const next = await iterator.next(); // eslint-disable-line no-await-in-loop -- one after the other
		if (next.done === true) {
			break;
		}

		seen.push(next.value);
		length += next.value.length;
		isLine = next.value.includes(10);
	}

	return {
		isRecording: isRecordingLine(Buffer.concat(seen).toString('latin1').split('\n', 1)[0]!),
		chunks: {
			async * [Symbol.asyncIterator]() {
				yield * seen;
				yield * {[Symbol.asyncIterator]: () => iterator};
			},
		},
	};
};

/** Whether a first line is meant as one of NDJSON. A script in YAML may be JSON too, but it has steps. */
const isRecordingLine = (line: string): boolean => {
	if (/^\s*\{"(?:kind|timeNs)":/u.test(line)) {
		return true;
	}

	try {
		const value: unknown = JSON.parse(line);
		return typeof value === 'object' && value !== null && Object.keys(value).length > 0 && !('steps' in value || 'scenario' in value);
	} catch {
		return false;
	}
};

/** All of what comes, as long as it is not larger than `mostMiB`. Throws an `InputError`. */
export const wholeOf = async (chunks: Chunks, file: string, mostMiB: number): Promise<Uint8Array> => {
	const parts: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of chunks) {
		parts.push(chunk);
		length += chunk.length;
		if (length > mostMiB * 1024 * 1024) {
			throw new InputError(`is larger than ${mostMiB} MiB, the most that is read`, {file});
		}
	}

	return Buffer.concat(parts);
};
