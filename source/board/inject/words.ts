import type {Action} from '../../../machine/index.js';
import type {ActionOutcome} from '../../player/protocol.js';
import {chosen, percent} from '../figures.js';
import type {Piece} from '../terminal/area.js';

const lasting = (forNs: number | undefined) => {
	if (forNs === undefined) {
		return '';
	}

	return forNs < 1e9 ? ` for ${forNs / 1e6} ms` : ` for ${forNs / 1e9} s`;
};

/** What an action did, in a few words. */
function wordsOf(action: Action): string {
	switch (action.kind) {
		case 'delivery': {
			return `events delivered by ${action.delivery.toUpperCase()}`;
		}

		case 'pressure': {
			return `memory pressure ${percent(action.atomicFailShare * 100, 0)}${lasting(action.forNs)}`;
		}

		case 'nmi-rate': {
			return `${chosen(action.perBusyCpuSecond)} NMIs/s on each busy CPU${lasting(action.forNs)}`;
		}

		case 'starve-refill': {
			return `refills ${action.on ? 'starved' : 'served again'}${lasting(action.forNs)}`;
		}

		case 'fork-storm': {
			return action.times <= 1 ? 'forks as usual' : `forks x${action.times}${lasting(action.forNs)}`;
		}

		case 'deep-call': {
			return `TID ${action.tid} called ${action.depthBytes} B deep${action.jump ? ' at once' : ''}`;
		}

		case 'cpu-offline': {
			return `CPU ${action.cpu} taken offline`;
		}

		case 'cpu-online': {
			return `CPU ${action.cpu} brought online`;
		}

		case 'machine-check': {
			return `machine check on CPU ${action.cpu}`;
		}

		case 'remote-access': {
			return `remote access to the stack of TID ${action.tid}`;
		}

		case 'scan-stacks': {
			return 'every stack scanned';
		}

		case 'stack-offset': {
			return `random stack offset ${action.on ? 'on' : 'off'}`;
		}
	}
}

/** A line about what came of an action; none for a change of delivery, which the header shows. */
export function noteOf({action, refusal}: ActionOutcome): Piece | undefined {
	if (refusal !== undefined) {
		return [`✗ refused: ${refusal}`, 'bad'];
	}

	return action === undefined || action.kind === 'delivery' ? undefined : [`▸ ${wordsOf(action)}`, 'accent'];
}
