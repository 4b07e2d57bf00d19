import {Listeners} from '../../listeners.js';

/** What stands over the board while a script speaks. */
export type Caption = {
	readonly text: string;
	/** Which caption it is, from 1, and how many there are. */
	readonly number: number;
	readonly of: number;
	/** The script goes on when the reader presses the key for it. */
	readonly waits: boolean;
};

/** Hands captions from a script to the board, and the reader's key back to the script. */
export class Captions {
	#current: Caption | undefined;
	#next: (() => void) | undefined;
	readonly #listeners = new Listeners();

	/** The caption now. */
	get current(): Caption | undefined {
		return this.#current;
	}

	/** Shows a caption in the place of the one before; if it waits, the promise is kept when the reader goes on. */
	async show(caption: Caption | undefined): Promise<void> {
		this.#set(caption);
		if (caption?.waits === true) {
			await new Promise<void>(resolve => {
				this.#next = resolve;
			});
			this.#set({...caption, waits: false});
		}
	}

	/** The reader goes on. */
	goOn(): void {
		this.#next?.();
		this.#next = undefined;
	}

	/** Calls `listener` whenever the caption changes; gives the function that ends it. */
	subscribe(listener: () => void): () => void {
		return this.#listeners.subscribe(listener);
	}

	#set(caption: Caption | undefined): void {
		this.#current = caption;
		this.#listeners.tell();
	}
}
