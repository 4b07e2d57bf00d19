import type {PlayerCommand, PlayerFrame} from '../player/protocol.js';
import type {KeyAction} from './keys.js';

/** The slowest and the fastest speed that has a number; beyond that it runs as fast as it can. */
const slowest = 1 / 64;
const fastest = 64;

/** What a key asks of the player; undefined: nothing. */
export function commandFor(action: KeyAction, {state, reading}: Pick<PlayerFrame, 'state' | 'reading'>): PlayerCommand | undefined {
	switch (action) {
		case 'pause': {
			return {kind: state.mode === 'paused' || state.mode === 'step' ? 'resume' : 'pause'};
		}

		case 'step': {
			return {kind: 'step'};
		}

		case 'slower': {
			return {kind: 'speed', speed: state.speed > fastest ? fastest : Math.max(slowest, state.speed / 2)};
		}

		case 'faster': {
			return {kind: 'speed', speed: state.speed >= fastest ? Infinity : state.speed * 2};
		}

		case 'normal-speed': {
			return {kind: 'speed', speed: 1};
		}

		case 'delivery': {
			return {kind: 'action', action: {kind: 'delivery', delivery: reading.delivery === 'fred' ? 'idt' : 'fred'}};
		}

		default: {
			return undefined;
		}
	}
}
