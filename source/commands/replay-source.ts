import fs from 'node:fs';
import process from 'node:process';
import {views} from '../board/keys/places.js';
import {keyTable} from '../board/keys/table.js';
import {findFixture, listFixtures} from '../files/find-fixture.js';
import {type Script, parseScript} from '../files/script.js';
import {checkFile, decodeText, largestMiB, readTextFile, unreadable} from '../files/text-file.js';
import type {Chunks} from '../recordings/lines.js';
import {lookAt, wholeOf} from '../recordings/open.js';
import {type Recording, readRecording} from '../recordings/read.js';
import {policyFields, readingFields} from '../report/fields.js';

const vocabulary = {
	keys: [...new Set(keyTable.flatMap(({keys}) => keys))], views, policyFields, readingFields,
};

/** What is to be replayed: a script says what to do, a recording what was done. */
export type ReplaySource
	= | {readonly kind: 'script'; readonly script: Script}
		| {readonly kind: 'recording'; readonly recording: Recording};

/**
Reads a script or a recording, told apart by its first line: the name of a script that comes with the program, the path of either, or `-` for standard input.
Throws an `InputError`.
*/
export const readSource = async (name: string): Promise<ReplaySource> => {
	if (name === '-') {
		return readChunks(process.stdin, 'stdin');
	}

	const isScript = /\.ya?ml$/u.test(name) || listFixtures('scripts').includes(name);
	if (isScript || (!isPath(name) && !fs.existsSync(name))) {
		return {kind: 'script', script: readScript(name)};
	}

	checkFile(name);
	return readChunks(chunksOf(name), name);
};

/** Reads the script of a name or path. Throws an `InputError`. */
export const readScript = (name: string): Script => {
	const file = findFixture('scripts', name);
	return parseScript(readTextFile(file), file, vocabulary);
};

/** A word with a slash or a file extension is no name. */
const isPath = (word: string): boolean => /[/\\]|\.\w+$/u.test(word);

const readChunks = async (chunks: Chunks, file: string): Promise<ReplaySource> => {
	const opened = await lookAt(chunks);
	return opened.isRecording || file.endsWith('.ndjson')
		? {kind: 'recording', recording: await readRecording(opened.chunks, file)}
		: {kind: 'script', script: parseScript(decodeText(await wholeOf(opened.chunks, file, largestMiB), file), file, vocabulary)};
};

/** The pieces of a file. */
async function * chunksOf(file: string): Chunks {
	try {
		yield * fs.createReadStream(file);
	} catch (error) {
		throw unreadable(error, file);
	}
}
