import type {SearchOutcome} from '../player/protocol.js';
import {moment} from './figures.js';
import type {Piece} from './terminal/area.js';

const names = {fault: 'stack fault', demotion: 'demotion', failure: 'failure', poolEmpty: 'empty pool'} as const;

/** What came of a search, in words. */
export function searchNote({what, which, foundNs, reachedNs}: SearchOutcome): Piece {
	if (foundNs !== undefined) {
		return [`${which} ${names[what]}: ${moment(foundNs, 9)}`, 'text'];
	}

	return [which === 'previous' ? `no ${names[what]} before ${moment(reachedNs, 3)}` : `no ${names[what]} up to ${moment(reachedNs, 3)}`, 'warn'];
}
