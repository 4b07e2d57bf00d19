import {hashKey} from '../random.js';
import type {Parameter} from './family.js';

/**
What both forms of Dave Hansen's proposal share: pages whose Accessed bit is clear were never used and can be taken.
Source: his mail of June 2026 (`dynamic-stacks-2026`, section 3.2, A-sw and A-sh); Andy Lutomirski had it in 2024 (`dynamic-stacks-2024`, section 2.3).
*/

/** Salt of the draws of Accessed bits. */
const speculationSalt = 0xA_CC;

const perMille = 1000;

/** Speculative walks set Accessed bits of pages that nobody used. How many is not published: 0 unless asked for. */
export const spurious: Parameter = {about: 'never-used pages in a thousand whose Accessed bit speculation has set', least: 0, most: perMille, fallback: 0};

/** Share of never-used pages whose bit is clear. */
export const clearShare = (values: {spurious: number}): number => 1 - values.spurious / perMille;

/**
Pages held by a life of a thread (`key`) that used `usedPages` of `sizePages`: those, and of the others each whose bit was set by speculation.
Drawn per life and page, so it is the same whenever it is asked.
*/
export const withSpeculated = (key: number, usedPages: number, sizePages: number, values: {spurious: number}): number => {
	let pages = usedPages;
	for (let page = usedPages; values.spurious > 0 && page < sizePages; page++) {
		if ((hashKey(key, page, speculationSalt) >>> 0) < values.spurious / perMille * 4_294_967_296) {
			pages++;
		}
	}

	return pages;
};

/** Pages from the top without a gap, of a life that holds `held` pages, some of them by speculation: the most that it can have used. A use below them adds a page. */
export const usedAtMost = (key: number, held: number, sizePages: number, values: {spurious: number}): number => {
	let used = held;
	while (used > 1 && withSpeculated(key, used, sizePages, values) > held) {
		used--;
	}

	return used;
};

/** Whether other CPUs must be told when a page goes whose Accessed bit is clear: the two readings of the debate. */
export const shootdown = (fallback: 0 | 1): Parameter => ({
	about: '1: pages with a clear Accessed bit may be in a TLB and are flushed everywhere (Stevens); 0: the clear bit proves that they are in none (Intel SDM)',
	least: 0,
	most: 1,
	fallback,
});

/** Questions of the debate that make no sense where stacks are whole while they run. */
export const neverFaults = [
	{question: 3, because: 'no stack ever faults: whoever runs has all pages'},
] as const;

/** The same for the stash, which has the one size that serves. */
export const noReserveToDouble = {question: 10, because: 'its stash is what one task can lack, and is put back when that task leaves: there is no reserve to double'} as const;
