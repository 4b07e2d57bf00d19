import type {Scene} from '../scene.js';
import {PromptEcho} from './prompt-echo.js';
import {harmless} from './words.js';
import {wrapped} from './wrap.js';

/** Writes plain lines, and the line that is being typed: while there is one, all others wait. */
export class Voice {
	readonly #write: (text: string) => void;
	readonly #columns: () => number;
	readonly #echo = new PromptEcho();
	#held: string[] = [];

	/**
	@param write - takes text, with a line feed at the end of each line.
	@param columns - how wide the terminal is now.
	*/
	constructor(write: (text: string) => void, columns: () => number) {
		this.#write = write;
		this.#columns = columns;
	}

	/** A line is being typed. */
	get isTyping(): boolean {
		return this.#echo.isOpen;
	}

	/** Says sentences, each on lines of its own. */
	tell(lines: readonly string[]) {
		if (this.isTyping) {
			this.#held.push(...lines);
		} else if (lines.length > 0) {
			this.#write(lines.flatMap(line => wrapped(harmless(line), this.#columns())).map(line => `${line}\n`).join(''));
		}
	}

	/** Shows what is typed now, and says what waited when the line is closed. */
	type({ui, prompt}: Scene) {
		const text = this.#echo.follow(ui.prompt, ui.prompt.open === undefined ? undefined : prompt, this.#columns());
		if (text !== '') {
			this.#write(text);
		}

		if (!this.isTyping && this.#held.length > 0) {
			const lines = this.#held;
			this.#held = [];
			this.tell(lines);
		}
	}
}
