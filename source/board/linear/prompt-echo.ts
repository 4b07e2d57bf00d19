import type {Prompt} from '../prompt/contract.js';
import type {PromptState} from '../prompt/prompt-state.js';
import {displayWidth} from '../terminal/width.js';
import {harmless} from './words.js';

/** Back over some columns and over them with blanks: what a terminal does for Backspace. */
const erased = (columns: number) => '\b \b'.repeat(columns);

/** Echoes a line that is typed as plain text. Nothing but Backspace ever moves the cursor: what cannot be shown so is written anew on a line of its own. */
export class PromptEcho {
	/** What stands on the line now; undefined: no line is open. */
	#shown: string | undefined;
	#problem: PromptState['problem'];

	/** A line is being typed: it must not be torn by others. */
	get isOpen(): boolean {
		return this.#shown !== undefined;
	}

	/** What is to be written after a key. */
	follow(state: PromptState, prompt: Prompt | undefined): string {
		if (!prompt) {
			return this.#close();
		}

		const line = harmless(`${prompt.prefix}${state.line.text}`);
		const help = state.chosen === undefined ? undefined : state.completion.candidates[state.chosen.index]?.help;
		const problem = state.problem === this.#problem ? undefined : state.problem;
		this.#problem = state.problem;
		const said = [...problem ? [`${problem.message}, at character ${problem.at + 1}`] : [], ...help ? [harmless(help)] : []];
		const isNew = this.#shown === undefined;
		const before = this.#shown ?? '';
		this.#shown = line;
		if (isNew) {
			return `${prompt.help}\n${line}`;
		}

		if (said.length > 0) {
			return `\n${said.join('\n')}\n${line}`;
		}

		if (line.startsWith(before)) {
			return line.slice(before.length);
		}

		return before.startsWith(line) ? erased(displayWidth(before.slice(line.length))) : `\n${line}`;
	}

	#close(): string {
		const wasOpen = this.isOpen;
		this.#shown = undefined;
		this.#problem = undefined;
		return wasOpen ? '\n' : '';
	}
}
