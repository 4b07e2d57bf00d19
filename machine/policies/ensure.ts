import {hashKey} from '../random.js';
import {pageBytes} from '../layout.js';
import type {GrowthContext} from './context.js';
import {family, size} from './family.js';
import {forkBill} from './fork-bill.js';
import {fail, wait, type Site} from './policy.js';
import {noAccessedBits} from './stack-fault.js';
import {restsUnusually} from './stash.js';

/** Salt of the draws of who asks. */
const askSalt = 0xE5;

/** Where nobody can have asked: the use is not that of a call of the task's own. */
const uninvited = new Set<GrowthContext>(['softirq', 'nmi', 'remote']);

/** Whether the calls of this moment asked before they went deep: `covered` of a hundred do, drawn from the life and the moment. */
const asked = ({context, key, memory}: Site, covered: number): boolean =>
	!uninvited.has(context) && (hashKey(key, memory.moment | 0, askSalt) >>> 0) < covered / 100 * 4_294_967_296;

/** Pages that the call asks for: down to where it goes and the margin, none beyond the address space. */
const pagesAsked = ({callBytes}: Site, marginBytes: number, sizePages: number): number => Math.min(sizePages, Math.ceil((callBytes + marginBytes) / pageBytes));

/**
Matthew Wilcox' request: who will need much stack says so where it may sleep, and what was mapped for it goes when the thread returns to user mode.
*/
export const ensure = family({
	kind: 'ensure',
	title: 'an explicit request before a deep call (Wilcox, 2024)',
	source: 'Matthew Wilcox and David Laight, March 2024; `dynamic-stacks-2024`, section 2.4; pre-ensure in `dynamic-stacks-2026`, section 3.2',
	models: '32 KiB of address space, 12 KiB mapped. A deep call asks for its depth and a margin, and sleeps for the pages; interrupts live off the '
		+ 'margin, and locks are taken after the request. Who goes deeper unasked dies: a share of the calls (covered), and whatever comes from '
		+ 'user mode onto the empty stack. Pages that no sleep needs are freed when the thread leaves; a kernel thread frees them after its work.',
	leavesOut: 'An answer of no: whoever asks waits here until memory comes. Who asks is a share of the deep calls, not a list of functions. Threads '
		+ 'give back when they leave the CPU, not at each return to user mode. A request that finds room costs a compare and is not billed. That '
		+ 'another CPU may know a page that goes is not followed: it is flushed on this one.',
	hardware: 'either',
	notAsked: [
		...noAccessedBits.filter(({question}) => question === 8),
		{question: 2, because: 'it has no reserve'},
		{question: 3, because: 'no stack faults: who did not ask dies, and who asks may sleep'},
		{question: 4, because: 'it has no pool to fill'},
		{question: 6, because: 'no fault and no interrupt is moved'},
		{question: 10, because: 'it has no reserve'},
		{question: 12, because: 'nothing is refilled'},
	],
	parameters: {
		size: {...size, fallback: 32},
		populated: {about: 'pages mapped without asking', least: 1, most: 16, fallback: 3},
		margin: {about: 'bytes that a request adds for what comes on top', least: 0, most: 4096, fallback: 1024},
		covered: {about: 'deep calls that ask, in percent', least: 0, most: 100, fallback: 100},
	},
	build(values) {
		const sizePages = values.size / 4;
		const populated = Math.min(values.populated, sizePages);
		return {
			sizePages,
			atForkPages: populated,
			marginBytes: values.margin,
			atRest: ({pages}) => Math.max(populated, pages),
			notices: restsUnusually,
			grow(site, held) {
				const {books: {counts}, cpu, depthPages, memory} = site;
				const pages = asked(site, values.covered) ? Math.max(held, pagesAsked(site, values.margin, sizePages)) : held;
				for (let page = held; page < pages; page++) {
					wait(site, memory.sleeping(cpu, page));
				}

				counts.pagesAllocated[cpu] += pages - held;
				counts.pagesGrown[cpu] += pages - held;
				return pages < depthPages ? fail(site, 'notEnsured', pages) : pages;
			},
			leave({books: {counts}, cpu}, _before, held, rest) {
				// A sleep below what is held was counted as a death, and is survived with what there is
				const freed = Math.max(0, held - rest);
				counts.pagesFreed[cpu] += freed;
				counts.pagesTakenBack[cpu] += freed;
				counts.invalidations[cpu] += freed;
				return held - freed;
			},
			bill: (_totals, books, baseline) => [
				{what: 'pages asked for', count: books.pagesGrown, steps: {helper: 1, alloc: 1, gfp_kernel_extra: 1, zero_mix: 1, charge: 1, kstack_stat: 1, walk_mix: 1, set_pte: 1, tlb_fill: 1}},
				{what: 'cold lines of pages asked for', count: books.pagesGrown, steps: {cold_1k: 1}},
				{what: 'pages given back', count: books.pagesTakenBack, steps: {cmpxchg: 1, invlpg: 1, uncharge: 1, kstack_stat: 1, free: 1}},
				...forkBill(books, baseline, populated),
			],
		};
	},
});
