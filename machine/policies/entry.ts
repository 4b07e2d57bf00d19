import {neverFaults, noReserveToDouble} from './accessed.js';
import {family, size} from './family.js';
import {entryWords, leaveWithRest, restsUnusually, stashBase, stashBill} from './stash.js';

/** A stack of 16 pages can hold 1 to 16 of them, or 0 to 15: thread records count no further. */
const mostPages = 15;

/**
Stacks that come with the entry into the kernel and go with the return: user mode needs none.
Sleepers need theirs, unless the wait can be given up: then the thread sleeps without a kernel frame, and makes the call again when it is woken.
*/
export const entry = family({
	kind: 'entry',
	title: 'stacks attached at kernel entry (Laight, Tatashin)',
	source: 'David Laight, 2024 and 24 April 2026 (no stack for sleeps in futex and poll); Pasha Tatashin, 16 March 2024 (pages mapped at entry, '
		+ 'unmapped at exit); `dynamic-stacks-2024`, section 2.5, `dynamic-stacks-2026`, section 3.2',
	models: 'Kernel threads hold all their pages. A user thread gets them from its CPU\'s stash at every entry and gives them back at the return; '
		+ 'asleep it holds them all, or, in a wait that can be restarted, only what is kept without a frame. Who finds too little in the stash '
		+ 'waits. A thread counts as in the kernel as long as it runs.',
	leavesOut: 'Entries by interrupts and faults from user mode are not counted, so its cost is too low where those are many. Pointers into a stack '
		+ 'that other CPUs hold are not followed. What attaching and detaching takes is assumed: two trips to the stash, entries written twice, '
		+ 'and a compare-and-exchange and an INVLPG a page.',
	hardware: 'either',
	notAsked: [
		...neverFaults,
		{question: 7, because: 'that a page was used once decides nothing'},
		noReserveToDouble,
		{question: 14, because: 'no stack is kept from the cache for what it holds'},
	],
	parameters: {
		size,
		keep: {about: 'pages kept without a kernel frame: 0 (Laight), 1 (Tatashin)', least: 0, most: 1, fallback: 0},
		restart: {about: '1: waits in futex, poll, epoll and nanosleep are given up and made again; 0: every sleeper keeps its stack', least: 0, most: 1, fallback: 1},
	},
	build(values) {
		const sizePages = values.size / 4;
		const keep = values.keep === 0 ? 0 : 1;
		if (sizePages - keep > mostPages) {
			throw new RangeError(`entry with keep=0 holds at most ${mostPages * 4} KiB a stack, and the size is ${values.size} KiB: ask for entry:keep=1, or for a smaller size`);
		}

		return {
			...stashBase(sizePages, keep),
			watchesDepth: false,
			cachesGrownStacks: true,
			grow: (_site, held) => held,
			atRest: ({isUser, restartable}) => isUser && restartable && values.restart === 1 ? keep : sizePages,
			leave: leaveWithRest,
			notices: restsUnusually,
			flushes: totals => ({invalidations: totals.userVisits * (sizePages - keep), shootdowns: 0}),
			bill(totals, books, baseline) {
				const pages = sizePages - keep;
				return [
					{what: 'stacks attached and detached', count: totals.userVisits, steps: {pool_take: 2, pte4_wr: 2 * entryWords(sizePages), cmpxchg: pages, invlpg: pages}},
					{what: 'calls made again after a wait', count: values.restart === 1 ? totals.restartableWaits : 0, steps: {futex_again: 1}},
					...stashBill(books, baseline, keep),
				];
			},
		};
	},
});
