import type {BillItem} from './policy.js';

/**
What `count` flushes cost that each interrupt `targets` other CPUs: the wait of the CPU that asks, and the work of those that are interrupted.
The wait is that for one CPU and a part for every further one; for 63 of them that is within 2 % of the published figure for 64 CPUs. Source: `costs`, rows ipi1, ipi_each, ipi64 and ipi_tgt.
No lines where nobody else is to be reached.
*/
export const shootdownBill = (what: string, count: number, targets: number): BillItem[] => targets === 0
	? []
	: [
		{what, count, steps: {ipi1: 1, ipi_each: targets - 1}},
		{what: `${what}: work of the CPUs interrupted`, count: count * targets, steps: {ipi_tgt: 1}},
	];
