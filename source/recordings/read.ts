import type {Action} from '../../machine/index.js';
import {InputError, type InputPlace, showValue} from '../files/input-error.js';
import {decodeText} from '../files/text-file.js';
import {type Digests, recordingKind, recordingSchemaVersion, type RecordingHeader} from './format.js';
import {type Chunks, type Line, linesOf} from './lines.js';
import {parseLine} from './parse-line.js';
import {actionSchemas, anyActionSchema, headerSchema, lineSchemas} from './schema.js';

/** Something that a recording says happened, and the line that says so. */
export type Happening
	= | {readonly kind: 'action'; readonly timeNs: number; readonly line: number; readonly action: Action}
		| {readonly kind: 'digest'; readonly timeNs: number; readonly line: number; readonly digests: Digests};

/** A recording, checked, and without what was undone by going back in time. */
export type Recording = {
	readonly file: string;
	readonly header: RecordingHeader;
	/** In the order in which they happened; times never go back. */
	readonly happenings: readonly Happening[];
	/** How far it goes. */
	readonly endNs: number;
	/** Why it has no end: `undefined`: it has one. */
	readonly cutOff: 'in the middle of a line' | 'after a whole line' | undefined;
};

/** Reads a recording to its last whole line. Throws an `InputError` with file, line and column for what is not one. */
export const readRecording = async (chunks: Chunks, file: string): Promise<Recording> => {
	const reader = new Reader(file);
	for await (const line of linesOf(chunks, file)) {
		reader.take(line);
	}

	return reader.end();
};

class Reader {
	readonly #file: string;
	#header: RecordingHeader | undefined;
	readonly #happenings: Happening[] = [];
	#timeNs = 0;
	#ended = false;
	#inLine = false;

	constructor(file: string) {
		this.#file = file;
	}

	take(line: Line): void {
		if (this.#ended) {
			throw new InputError('something follows the end of the recording', this.#place(line));
		}

		if (!line.whole) {
			this.#inLine = true;
			return;
		}

		const text = this.#text(line);
		if (this.#header === undefined) {
			this.#header = this.#readHeader(text);
		} else {
			this.#readLine(text, line);
		}
	}

	end(): Recording {
		if (this.#header === undefined) {
			throw this.#inLine
				? new InputError('is cut off in its first line: nothing of the recording is left', {file: this.#file, line: 1})
				: new InputError('is empty', {file: this.#file});
		}

		return {
			file: this.#file,
			header: this.#header,
			happenings: this.#happenings,
			endNs: this.#timeNs,
			cutOff: this.#ended ? undefined : (this.#inLine ? 'in the middle of a line' : 'after a whole line'),
		};
	}

	#place({number}: Pick<Line, 'number'>, column = 1): InputPlace {
		return {file: this.#file, line: number, column};
	}

	#text(line: Line): string {
		try {
			return decodeText(line.bytes, this.#file);
		} catch (error) {
			throw error instanceof InputError ? new InputError(error.message.replace('is empty', 'is an empty line'), this.#place(line)) : error;
		}
	}

	#readHeader(text: string): RecordingHeader {
		const place = this.#place({number: 1});
		const value = parseLine.json(text, place);
		if (!isMapping(value) || value.kind !== recordingKind) {
			throw new InputError(`is not a recording of kstacktop: its first line must begin with {"kind":"${recordingKind}"`, place);
		}

		if (typeof value.schemaVersion === 'number' && value.schemaVersion !== recordingSchemaVersion) {
			const maker = typeof value.toolVersion === 'string' ? `use the kstacktop that made it, ${showValue(value.toolVersion)}` : undefined;
			throw new InputError(`is a recording of schema version ${value.schemaVersion}; this kstacktop reads ${recordingSchemaVersion}`, place, maker);
		}

		return parseLine.as(headerSchema, text, value, place);
	}

	#readLine(text: string, line: Line): void {
		const place = this.#place(line);
		const value = parseLine.json(text, place);
		const kind = kindOf(value);
		if (kind === undefined) {
			throw isMapping(value) && value.kind === recordingKind
				? new InputError('a second recording begins here: a file holds one', place)
				: new InputError('is no line of a recording: it must be an action, a digest, a rewind or the end', place);
		}

		if (kind === 'action') {
			const {action: {kind: actionKind}} = parseLine.as(anyActionSchema, text, value, place);
			const {timeNs, action} = parseLine.as(actionSchemas[actionKind], text, value, place);
			this.#goTo(timeNs, text, line);
			this.#happenings.push({kind, timeNs, line: line.number, action});
			return;
		}

		const checked = parseLine.as(lineSchemas[kind], text, value, place);
		if (kind === 'rewind') {
			this.#goBack(checked.timeNs, text, line);
		} else {
			this.#goTo(checked.timeNs, text, line);
			this.#takeDigests(checked, line);
			this.#ended = kind === 'end';
		}
	}

	#goTo(timeNs: number, text: string, line: Line): void {
		if (timeNs < this.#timeNs) {
			throw new InputError(`time goes back from ${this.#timeNs} ns to ${timeNs} ns`, this.#place(line, timeColumn(text)));
		}

		this.#timeNs = timeNs;
	}

	/** What came after `timeNs` was undone. */
	#goBack(timeNs: number, text: string, line: Line): void {
		if (timeNs > this.#timeNs) {
			throw new InputError(`a rewind goes back, and ${timeNs} ns is after ${this.#timeNs} ns`, this.#place(line, timeColumn(text)));
		}

		while ((this.#happenings.at(-1)?.timeNs ?? 0) > timeNs) {
			this.#happenings.pop();
		}

		this.#timeNs = timeNs;
	}

	#takeDigests({timeNs, stream, policies}: {readonly timeNs: number; readonly stream?: string | undefined; readonly policies?: Digests['policies'] | undefined}, line: Line): void {
		if (stream === undefined && policies === undefined) {
			return;
		}

		const wanted = this.#header!.scenario.policies;
		if (stream === undefined || policies === undefined || Object.keys(policies).join(',') !== wanted.join(',')) {
			throw new InputError(`digests must be of the stream and of ${wanted.join(', ')}`, this.#place(line));
		}

		this.#happenings.push({kind: 'digest', timeNs, line: line.number, digests: {stream, policies}});
	}
}

/** The column of the time in a line. */
const timeColumn = (text: string): number => Math.max(0, text.search(/(?<="timeNs"\s*:\s*)\d/u)) + 1;

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a line after the header is, by the keys that only it has. */
const kindOf = (value: unknown): keyof typeof lineSchemas | 'action' | undefined => {
	if (!isMapping(value)) {
		return undefined;
	}

	if (value.kind === 'end' || value.kind === 'rewind') {
		return value.kind;
	}

	if ('kind' in value) {
		return undefined;
	}

	return ['action', 'stream', 'policies'].some(key => key in value) ? ('action' in value ? 'action' : 'digest') : undefined;
};
