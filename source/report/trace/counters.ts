import type {Reading} from '../../../machine/index.js';
import type {TraceEvent} from './event.js';

const pageKiB = 4;

/** The figures of a reading that are drawn as curves, for the box (track group `boxPid`) and for each policy (those after it). Counts are since boot. */
export const counters = ({timeNs, memory, totals, policies}: Reading, boxPid: number): TraceEvent[] => {
	const curve = (pid: number, name: string, args: Readonly<Record<string, number>>): TraceEvent => ({ph: 'C', name, pid, ts: timeNs / 1000, args});
	return [
		curve(boxPid, 'free memory, KiB', {free: memory.freeKiB}),
		curve(boxPid, 'threads', {alive: totals.threads}),
		curve(boxPid, 'user-memory faults', {count: totals.userFaults}),
		...policies.flatMap(({stackKiB, netKiB, poolKiB, savedPercent, demotions, interruptsMoved, faults, failures}, index) => {
			const pid = boxPid + 1 + index;
			return [
				curve(pid, 'stack pages', {mapped: stackKiB / pageKiB, net: netKiB / pageKiB, pool: poolKiB / pageKiB}),
				curve(pid, 'saved, %', {gross: savedPercent.gross, net: savedPercent.net}),
				curve(pid, 'stack faults', {count: faults}),
				curve(pid, 'demotions', {faults: demotions, interrupts: interruptsMoved}),
				curve(pid, 'failures', {count: failures}),
			];
		}),
	];
};
