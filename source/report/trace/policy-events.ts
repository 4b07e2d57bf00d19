import type {BillRole, LogEntry, PolicyReading, UserFaultEvent} from '../../../machine/index.js';
import type {TraceEvent} from './event.js';

const grown: ReadonlySet<LogEntry['kind']> = new Set<LogEntry['kind']>(['grown', 'grown-in-interrupt']);

/** What has happened under one policy; the faults are the same for all. */
export type PolicyHappenings = {
	readonly log: readonly LogEntry[];
	readonly userFaults: readonly UserFaultEvent[];
};

/** One thing on a CPU's track: a slice where it takes time. */
type Moment = {
	readonly timeNs: number;
	readonly cpu: number;
	readonly lastsNs: number | undefined;
	readonly event: {readonly name: string; readonly cat: string; readonly args: Readonly<Record<string, unknown>>};
};

/**
The tracks of one policy, in the order of time: growths of stacks and moved faults as slices, whatever else its log tells as instants.
A slice is as long as its kind likely costs beyond the work of a fixed stack, and ends where the next thing on its track begins, so that none lies half in another.
*/
export const policyEvents = (policy: PolicyReading, {log, userFaults}: PolicyHappenings, {pid, clockGHz}: {readonly pid: number; readonly clockGHz: number}): TraceEvent[] => {
	const lasting = (role: BillRole) => likelyNs(policy, role, clockGHz);
	const growthNs = lasting('stackFault') ?? 0;
	const moments: Moment[] = log.map(({timeNs, cpu, tid, comm, kind, depthBytes, pages}) => ({
		timeNs,
		cpu,
		lastsNs: grown.has(kind) ? growthNs : undefined,
		event: {name: kind, cat: grown.has(kind) ? 'growth' : 'log', args: {tid, comm, depthBytes, pages}},
	}));
	const demotionNs = lasting('demotion');
	if (demotionNs !== undefined) {
		// Where atomic faults have a line of their own, they are finished where they arrive
		const staysAtomic = policy.bill.some(({role}) => role === 'atomicFault');
		const moved = userFaults.filter(({isAtomic}) => !(isAtomic && staysAtomic));
		moments.push(...moved.map(({timeNs, cpu, tid}): Moment => ({timeNs, cpu, lastsNs: demotionNs, event: {name: 'demotion', cat: 'demotion', args: {tid}}})));
	}

	const following = new Map<number, number>();
	return moments.sort((a, b) => a.timeNs - b.timeNs).toReversed().map(({timeNs, cpu, lastsNs, event}): TraceEvent => {
		const roomNs = (following.get(cpu) ?? Infinity) - timeNs;
		following.set(cpu, timeNs);
		const common = {...event, pid, tid: cpu + 1, ts: timeNs / 1000};
		return lastsNs === undefined ? {...common, ph: 'i', s: 't'} : {...common, ph: 'X', dur: Math.min(roomNs, lastsNs) / 1000};
	}).toReversed();
};

/** What one event of a kind likely takes; 0 before the first, undefined where the policy has no such line. */
const likelyNs = ({bill}: PolicyReading, role: BillRole, clockGHz: number): number | undefined => {
	const line = bill.find(one => one.role === role);
	return line && (line.count > 0 ? Math.max(0, line.cycles.likely / line.count / clockGHz) : 0);
};
