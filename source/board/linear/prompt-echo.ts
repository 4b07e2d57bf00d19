import type {Prompt} from '../prompt/contract.js';
import type {PromptState} from '../prompt/prompt-state.js';
import {codePointWidth, displayWidth} from '../terminal/width.js';
import {harmless} from './words.js';

/** Back over some columns and over them with blanks: what a terminal does for Backspace. */
const erased = (columns: number) => '\b \b'.repeat(columns);

/** Where the cursor is after a text that began a line of the terminal and went on below where it was too long; undefined: behind the last column, from where Backspace leads to different places with different terminals. */
function cursorAfter(text: string, columns: number): {readonly row: number; readonly column: number} | undefined {
	let [row, column] = [0, 0];
	for (const character of text) {
		const width = codePointWidth(character);
		if (column + width > columns) {
			[row, column] = [row + 1, 0];
		}

		column += width;
	}

	return column < columns ? {row, column} : undefined;
}

/** Whether the end of a text can be taken back by Backspace: it does not lead from a line of the terminal to the one above. */
function canErase(before: string, after: string, columns: number): boolean {
	const [from, to] = [cursorAfter(before, columns), cursorAfter(after, columns)];
	return from !== undefined && from.row === to?.row;
}

/** Echoes a line that is typed as plain text. Nothing but Backspace ever moves the cursor: what cannot be shown so is written anew on a line of its own. */
export class PromptEcho {
	/** What stands on the line now; undefined: no line is open. */
	#shown: string | undefined;
	#problem: PromptState['problem'];
	/** How wide the terminal was when the line was last written. */
	#columns = 0;

	/** A line is being typed: it must not be torn by others. */
	get isOpen(): boolean {
		return this.#shown !== undefined;
	}

	/** What is to be written after a key, to a terminal that is `columns` wide. */
	follow(state: PromptState, prompt: Prompt | undefined, columns: number): string {
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
		const isResized = columns !== this.#columns;
		this.#shown = line;
		this.#columns = columns;
		if (isNew) {
			return `${prompt.help}\n${line}`;
		}

		if (said.length > 0) {
			return `\n${said.join('\n')}\n${line}`;
		}

		if (line.startsWith(before)) {
			return line.slice(before.length);
		}

		return !isResized && before.startsWith(line) && canErase(before, line, columns) ? erased(displayWidth(before.slice(line.length))) : `\n${line}`;
	}

	#close(): string {
		const wasOpen = this.isOpen;
		this.#shown = undefined;
		this.#problem = undefined;
		return wasOpen ? '\n' : '';
	}
}
