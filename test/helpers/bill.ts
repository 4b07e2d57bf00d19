import {bookCounts} from '../../machine/books.js';
import {combine} from '../../machine/delivery/cycles.js';
import type {Range} from '../../machine/index.js';
import type {BillItem, BookTotals, Policy, StreamTotals} from '../../machine/policies/policy.js';
import {costsFile, readCosts} from '../../source/files/costs.js';

const noStream: StreamTotals = {
	bursts: 0, markPages: 0, visits: 0, userVisits: 0, restartableWaits: 0, userFaults: 0, atomicUserFaults: 0, asyncPageFaults: 0,
	timerTicks: 0, reschedules: 0, devices: 0, idleInterrupts: 0, nmisKernel: 0,
};
const noBooks = Object.fromEntries(bookCounts.map(name => [name, 0])) as BookTotals;

/** The program's cost table: its steps, and the sums that were worked out beside it. */
export const measured = readCosts(costsFile);

/** What a policy is asked for a bill or flushes: a few counts, all others 0. */
export const stream = (counts: Partial<StreamTotals>): StreamTotals => ({...noStream, ...counts});
export const books = (counts: Partial<BookTotals> = {}): BookTotals => ({...noBooks, ...counts});

/** The bill for a few counts, against a baseline that did nothing. */
export const billFor = (policy: Policy, counts: Partial<StreamTotals>, own: Partial<BookTotals> = {}): BillItem[] => policy.bill(stream(counts), books(own), books());

/** The cycles of some lines at the program's costs. */
export const cyclesOf = (items: readonly BillItem[]): Range => combine(items, measured.steps);

/** The row of the cost file that holds a sum. Throws when there is none. */
export const sumNamed = (name: string): Range => {
	const sum = measured.totals[`TOTAL ${name}`];
	if (sum === undefined) {
		throw new RangeError(`the cost file has no sum "${name}"`);
	}

	return sum;
};
