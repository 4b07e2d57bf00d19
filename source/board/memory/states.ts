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

/** As many states as there are columns, over the same time: of the samples that share a column the worst, so that a short shortage is seen. */
export function worstStates(states: readonly MemoryState[], columns: number): readonly MemoryState[] {
	return Array.from({length: Math.max(0, columns)}, (_, column) => {
		const from = Math.floor(column * states.length / columns);
		const to = Math.max(from + 1, Math.ceil((column + 1) * states.length / columns));
		return memoryStates[Math.max(...states.slice(from, to).map(state => memoryStates.indexOf(state)))]!;
	});
}
