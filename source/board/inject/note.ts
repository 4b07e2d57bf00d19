import {alarmLine, type PlayerFrame} from '../../player/protocol.js';
import {searchNote} from '../search-note.js';
import {recordingNote} from '../recording/words.js';
import type {Piece} from '../terminal/area.js';
import {noteOf} from './words.js';

/** Frames for which a note stays, if no key takes it away: some six seconds of a running board. */
const frames = 60;

/** The note about the last action or search, a recording or its replay, or an alarm: it comes with the frame that first tells of it, and goes with the next key or after a while. */
export class Note {
	#seen = 0;
	#searched = 0;
	#left = 0;
	#recorded: string | undefined;
	#differed: string | undefined;
	readonly #alarmed = new Set<string>();
	#text: Piece | undefined;

	/** The note now. */
	get text(): Piece | undefined {
		return this.#left > 0 ? this.#text : undefined;
	}

	/** Takes in a new frame. */
	observe({state: {lastAction, lastSearch, recording, replay, alarms}}: PlayerFrame) {
		this.#left--;
		if (lastAction !== undefined && lastAction.number !== this.#seen) {
			this.#seen = lastAction.number;
			this.show(noteOf(lastAction));
		}

		if (lastSearch !== undefined && lastSearch.number !== this.#searched) {
			this.#searched = lastSearch.number;
			this.show(searchNote(lastSearch));
		}

		const recorded = recording && recordingNote(recording);
		if (recorded !== undefined && recorded[0] !== this.#recorded) {
			[this.#recorded] = recorded;
			this.show(recorded);
		}

		if (replay?.difference !== undefined && replay.difference !== this.#differed) {
			this.#differed = replay.difference;
			this.show([`✗ ${replay.difference}`, 'bad']);
		}

		for (const alarm of alarms) {
			if (alarm.first !== undefined && !this.#alarmed.has(alarm.text)) {
				this.#alarmed.add(alarm.text);
				this.show([`✗ ALARM ${alarmLine(alarm)}`, 'bad']);
			}
		}
	}

	/** Shows a note. */
	show(text: Piece | undefined) {
		this.#text = text;
		this.#left = frames;
	}

	/** Takes the note away. */
	clear() {
		this.#left = 0;
	}
}
