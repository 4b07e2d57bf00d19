import type {ThreadQuery} from '../../machine/index.js';
import type {PlayerCommand} from '../player/protocol.js';
import {sameQuery} from './thread-window.js';

/** What is wanted beside the reading; undefined: nothing of the kind. */
type Wish = {
	readonly threads?: ThreadQuery | undefined;
	readonly core?: number | undefined;
	readonly thread?: number | undefined;
};

/** What the panes of a picture ask of the player: gathered anew with each picture, sent where it is not what was sent last. */
export class Wishes {
	#asked: Wish = {};
	#sent: Wish = {};

	/** A new picture is drawn. */
	begin() {
		this.#asked = {};
	}

	/** A pane asks for something; the last one of a kind counts. */
	ask(wish: Wish) {
		this.#asked = {...this.#asked, ...wish};
	}

	/** Commands for what the last picture asked for and has not been sent. */
	settle(): readonly PlayerCommand[] {
		const {threads, core, thread} = this.#asked;
		const sent = this.#sent;
		this.#sent = this.#asked;
		return [
			...sameQuery(threads, sent.threads) ? [] : [{kind: 'threads', query: threads} as const],
			...core === sent.core ? [] : [{kind: 'core', cpu: core} as const],
			...thread === sent.thread ? [] : [{kind: 'thread', tid: thread} as const],
		];
	}
}
