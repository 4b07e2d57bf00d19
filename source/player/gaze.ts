import type {Machine, ThreadQuery} from '../../machine/index.js';
import type {PlayerCommand, PlayerFrame} from './protocol.js';

type Turn = Extract<PlayerCommand, {readonly kind: 'threads' | 'core' | 'thread'}>;

const turns: ReadonlySet<PlayerCommand['kind']> = new Set<Turn['kind']>(['threads', 'core', 'thread']);

/** Whether a command only asks to be shown something else. */
export const isTurning = (command: {readonly kind: PlayerCommand['kind']}): command is Turn => turns.has(command.kind);

/** What is looked at beside the reading: some threads of the list, a core, a thread close up. It is sent with every frame. */
export class Gaze {
	#query: ThreadQuery | undefined;
	#cpu: number | undefined;
	#tid: number | undefined;

	/** Looks at something else, or at nothing any more. */
	turn(command: Turn): void {
		switch (command.kind) {
			case 'threads': {
				this.#query = command.query;
				break;
			}

			case 'core': {
				this.#cpu = command.cpu;
				break;
			}

			case 'thread': {
				this.#tid = command.tid;
				break;
			}
		}
	}

	/** What is seen now. */
	seen(machine: Pick<Machine, 'threads' | 'core' | 'thread'>): Pick<PlayerFrame, 'threads' | 'core' | 'thread'> {
		return {
			threads: this.#query === undefined ? undefined : machine.threads(this.#query),
			core: this.#cpu === undefined ? undefined : machine.core(this.#cpu),
			thread: this.#tid === undefined ? undefined : machine.thread(this.#tid),
		};
	}
}
