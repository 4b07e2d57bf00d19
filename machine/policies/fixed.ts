import {family, size} from './family.js';

/**
The baseline: THREAD_SIZE mapped at fork, nothing ever faults, a deeper call hits the guard page.

Models mainline: stacks cached 2 per CPU whatever they held, NMIs on a stack of their own, interrupts and page faults on level 0.
*/
export const fixed = family({
	kind: 'fixed',
	title: 'fixed stacks (baseline)',
	source: 'mainline with VMAP_STACK; Google kept 8 KiB, 12 KiB was asked for in 2024 (Guzik), 32 KiB is the servers\' wish (2026)',
	models: 'All pages mapped at fork and kept to the end; overflow hits the guard page and is a crash.',
	leavesOut: 'Nothing that a comparison needs; its costs are the zero that the others are measured against, so a larger or smaller size costs nothing here.',
	hardware: 'either',
	notAsked: [
		{question: 2, because: 'it has no reserve'},
		{question: 3, because: 'no stack ever faults'},
		{question: 4, because: 'it has no pool to fill'},
		{question: 10, because: 'it has no reserve'},
		{question: 12, because: 'nothing is refilled'},
	],
	parameters: {size},
	build: values => ({
		sizePages: values.size / 4,
		atForkPages: values.size / 4,
		cachesGrownStacks: true,
		grow: (_site, held) => held,
		bill: () => [],
	}),
});
