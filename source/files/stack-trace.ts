import fs from 'node:fs';
import path from 'node:path';
import type {Frame} from '../../machine/index.js';
import {fixturesRoot} from './find-fixture.js';
import {InputError} from './input-error.js';
import {suggest} from './nearest.js';
import {readTextFile} from './text-file.js';

/** What do_syscall_64 takes without the random offset; with it, 24 to 1056 bytes were measured (6.1). */
const syscallFrameBytes = 24;

/** A chain that the kernel's stack tracer found. */
export type StackTrace = {
	/** From the entry frame down to the leaf, with the random offset taken out. */
	readonly frames: readonly Frame[];
	/** Depth as printed in the first line, bytes. */
	readonly tracedBytes: number;
	/** The random offset that was in it, bytes. */
	readonly offsetBytes: number;
};

const measuredFolder = path.join(fixturesRoot, 'measured');

/** Names of the chains that come with the program. */
export const listTraces = (): string[] =>
	fs.readdirSync(measuredFolder)
		.filter(name => name.includes('stack_trace') && name.endsWith('.txt'))
		.map(name => name.slice(0, -'.txt'.length))
		.toSorted();

/**
The chain of that name, or of a file as `/sys/kernel/tracing/stack_trace` prints it (a name with a slash or ending in `.txt`, relative to `folder`).
Throws an `InputError` without a place for an unknown name, and one with a place for a file that is no stack trace.
*/
export const readStackTrace = (name: string, folder: string): StackTrace => {
	if (/[/\\]/u.test(name) || name.endsWith('.txt')) {
		const file = path.resolve(folder, name);
		return parseStackTrace(readTextFile(file), file);
	}

	const names = listTraces();
	if (!names.includes(name)) {
		throw new InputError(`no measured stack trace is named ${JSON.stringify(name)}`, {}, suggest(name, names));
	}

	const file = path.join(measuredFolder, `${name}.txt`);
	return parseStackTrace(readTextFile(file), file);
};

const entryLine = /^\s*\d+\)\s+(?<depth>\d+)\s+(?<size>\d+)\s+(?<fn>[^\s+]+)/u;

/** Parses the stack tracer's table; `file` is its name in errors. `hasOffset`: the kernel had the random stack offset on. */
export const parseStackTrace = (text: string, file: string, hasOffset = true): StackTrace => {
	const entries = text.split('\n').flatMap((content, index) => {
		const {depth, size, fn} = entryLine.exec(content)?.groups ?? {};
		return depth === undefined
			? []
			: [{
				depth: Number(depth), size: Number(size), fn: fn!, line: index + 1,
			}];
	});
	const [leaf] = entries;
	if (leaf === undefined) {
		throw new InputError('is no stack trace: it has no line like " 0)     3072      48   function+0x5/0x20"', {file});
	}

	for (const [index, {depth, size, line, fn}] of entries.entries()) {
		const below = entries[index + 1]?.depth ?? 0;
		if (depth - size !== below) {
			throw new InputError(`${fn} at ${depth} bytes less its ${size} bytes should be the next line's depth, found ${below}`, {file, line});
		}

		if (size <= 0 || size % 8 !== 0) {
			throw new InputError(`${fn} has a frame of ${size} bytes: a frame is a positive multiple of 8`, {file, line});
		}
	}

	const frames = entries.toReversed().map(({fn, size}) => ({fn, bytes: hasOffset && fn === 'do_syscall_64' ? Math.min(size, syscallFrameBytes) : size}));
	const bytes = frames.reduce((sum, frame) => sum + frame.bytes, 0);
	return {frames, tracedBytes: leaf.depth, offsetBytes: leaf.depth - bytes};
};
