import {forksOfFixedStacks} from './stack-fault.js';
import type {BillItem, BookTotals} from './policy.js';

/**
Lines of the bill for stacks that come and go with `pages` mapped and nothing noted in their missing entries; a stack of four pages costs what a fixed one does.
Source: `costs`, section 2 (`hit4` a page, `vmap1` for the first one, `pages_4v1` for three more).
*/
export const forkBill = (books: BookTotals, baseline: BookTotals, pages: number): BillItem[] => [
	{what: 'fork from the stack cache', count: books.cacheHits, steps: {hit4: pages}},
	{what: 'fork with a fresh stack', role: 'freshFork', count: books.freshStacks, steps: {vmap1: 1, pages_4v1: (pages - 1) / 3}},
	{what: 'exit of a grown stack', role: 'grownExit', count: books.grownFreed, steps: {stack_free: 1}},
	...forksOfFixedStacks(baseline),
];
