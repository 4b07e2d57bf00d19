import type {Reading} from '../../../machine/index.js';
import type {Role} from '../terminal/style.js';

/** How short memory is, the shorter the later. */
export const memoryStates = ['calm', 'low', 'min', 'empty'] as const satisfies ReadonlyArray<Reading['memory']['state']>;
export type MemoryState = (typeof memoryStates)[number];

/** A state in words, and as a glyph of the strip over time: the higher, the shorter memory is. */
export const memoryStateLooks: Readonly<Record<MemoryState, {readonly about: string; readonly glyph: string; readonly role: Role}>> = {
	calm: {about: 'every request is served', glyph: '·', role: 'good'},
	low: {about: 'kswapd runs', glyph: '▃', role: 'warn'},
	min: {about: 'who may sleep reclaims', glyph: '▅', role: 'heat6'},
	empty: {about: 'atomic requests fail', glyph: '█', role: 'bad'},
};

/** The state that so much free memory stands for. Atomic requests go down to 3/8 of the min watermark (`mm/page_alloc.c`). */
export function stateOfFree(freeKiB: number, {minKiB, lowKiB}: Pick<Reading['memory'], 'minKiB' | 'lowKiB'>): MemoryState {
	if (freeKiB >= lowKiB) {
		return 'calm';
	}

	return freeKiB >= minKiB ? 'low' : (freeKiB >= minKiB * 3 / 8 ? 'min' : 'empty');
}
