import type {Action} from '../../machine/index.js';
import {InputError} from '../files/input-error.js';
import type {RecordingState} from '../player/protocol.js';
import type {RunJournal, RunMoment} from '../player/run-journal.js';
import {isLongAgo, nextDigestNs} from './digest-times.js';
import {actionLine, digestLine, digestsOf, endLine, longestHeader, rewindLine} from './format.js';
import {LineFile} from './line-file.js';

/**
Keeps what was done to a run, and writes it to a file while it is asked to.
A recording that is begun in the middle of a run holds all that was done before, so that it always starts at boot.
*/
export class Recorder implements RunJournal {
	readonly #header: string;
	readonly #burstsPerDigest: number;
	#actions: Array<{readonly timeNs: number; readonly action: Action}> = [];
	#out: LineFile | undefined;
	#state: RecordingState | undefined;
	#dueNs = Infinity;
	/** The time of the last line. */
	#lastNs = 0;
	/** The last digest of this recording, as far as the run still has it. */
	#digested: {readonly timeNs: number; readonly bursts: number} | undefined;

	/**
	@param header - The first line of every recording of this run.
	@param burstsPerDigest - Bursts between two digests, at least; 0: a digest whenever one is due.
	*/
	constructor(header: string, burstsPerDigest: number) {
		this.#header = header;
		this.#burstsPerDigest = burstsPerDigest;
	}

	get dueNs(): number {
		return this.#dueNs;
	}

	/** What is being recorded, or how the last recording ended; undefined: none was begun. */
	get recording(): RecordingState | undefined {
		return this.#state;
	}

	/**
	Begins a recording at `timeNs` of the run, in a new file unless one may be replaced. One that is on is left as it is, without its end.
	What cannot be written is told in `recording`, not thrown.
	*/
	start(file: string, {timeNs, replace = false}: {readonly timeNs: number; readonly replace?: boolean}): void {
		this.#out?.close();
		this.#out = undefined;
		this.#state = {file, on: true, problem: undefined};
		this.#guard(() => {
			if (this.#header.length > longestHeader) {
				throw new InputError(`what runs takes more than ${longestHeader / 1024} KiB to write down, and no recording may`, {file});
			}

			this.#out = new LineFile(file, {replace});
			this.#digested = undefined;
			this.#lastNs = this.#actions.at(-1)?.timeNs ?? 0;
			this.#dueNs = nextDigestNs(timeNs === 0 ? -1 : Math.max(timeNs, this.#lastNs));
			this.#out.write(this.#header + this.#actions.map(({timeNs, action}) => actionLine(timeNs, action)).join(''));
		});
	}

	stop(moment: Pick<RunMoment, 'read'>): void {
		if (this.#out === undefined) {
			return;
		}

		const reading = moment.read();
		this.#write(this.#lastNs, reading.timeNs < this.#lastNs ? endLine(this.#lastNs) : endLine(reading.timeNs, digestsOf(reading)));
		this.#close();
	}

	look({timeNs, bursts, read}: RunMoment): void {
		this.#dueNs = nextDigestNs(timeNs);
		if (this.#digested === undefined || bursts - this.#digested.bursts >= this.#burstsPerDigest || isLongAgo(this.#digested.timeNs, timeNs)) {
			this.#digested = {timeNs, bursts};
			this.#write(timeNs, digestLine(timeNs, digestsOf(read())));
		}
	}

	applied(timeNs: number, action: Action): void {
		this.#actions.push({timeNs, action});
		this.#write(timeNs, actionLine(timeNs, action));
	}

	rewound(timeNs: number): void {
		this.#actions = this.#actions.filter(done => done.timeNs <= timeNs);
		this.#digested = undefined;
		if (this.#out !== undefined) {
			this.#dueNs = nextDigestNs(timeNs);
			if (timeNs < this.#lastNs) {
				this.#write(timeNs, rewindLine(timeNs));
			}
		}
	}

	#write(timeNs: number, text: string): void {
		this.#lastNs = timeNs;
		this.#guard(() => {
			this.#out?.write(text);
		});
	}

	#guard(work: () => void): void {
		try {
			work();
		} catch (error) {
			if (!(error instanceof InputError)) {
				throw error;
			}

			this.#state = {...this.#state!, problem: error.toLine()};
			this.#close();
		}
	}

	#close(): void {
		this.#out?.close();
		this.#out = undefined;
		this.#dueNs = Infinity;
		this.#state = {...this.#state!, on: false};
	}
}
