import type {Happenings, LogEntry, NmiEvent, PolicyReading, Reading} from '../../machine/index.js';
import type {ReportHeader} from './json.js';

/** One entry of a trace, before it is text. Times are in microseconds, as the format wants them. */
type TraceEvent = {readonly ph: 'M' | 'X' | 'i' | 'C'; readonly name: string; readonly pid: number} & Readonly<Record<string, unknown>>;

/** The track group of the box; those of policies follow. */
const boxPid = 1;
const grown: ReadonlySet<LogEntry['kind']> = new Set<LogEntry['kind']>(['grown', 'grown-in-interrupt']);

/**
A run as a trace in the JSON format that Chrome and the Perfetto UI read.
A group of tracks for the box (NMIs by CPU) and one for each policy: by CPU a slice for each growth of a stack, as long as a stack fault likely costs, and an instant for whatever else the log tells; counters of pages, savings and moved events.
What it is given between two readings is kept until the second one; nothing else grows with the length of the run.
*/
export class TraceReport {
	readonly #header: ReportHeader;
	readonly #named = new Set<string>();
	readonly #shown = {log: 0, logMissed: 0, nmis: 0};
	#pendingLog: LogEntry[] = [];
	#pendingNmis: NmiEvent[] = [];
	#nmisAtStart: number | undefined;
	#empty = true;

	constructor(header: ReportHeader) {
		this.#header = header;
	}

	/** How the file begins, and the counters at the start of the run. */
	begin(reading: Reading): string {
		this.#nmisAtStart = reading.totals.nmis;
		const names = [`${reading.machine}, ${reading.workload}`, ...reading.policies.map(({name}) => name)];
		return `{"displayTimeUnit":"ns","traceEvents":[${this.#lines([
			...names.flatMap((name, index) => [
				{ph: 'M', name: 'process_name', pid: boxPid + index, args: {name}},
				{ph: 'M', name: 'process_sort_index', pid: boxPid + index, args: {sort_index: index}},
			] satisfies TraceEvent[]),
			...counters(reading),
		])}`;
	}

	/** Keeps what has happened until the next reading. */
	add({log, logMissed, nmis}: Happenings): void {
		// Not spread into push(): a busy box may bring more than a call takes arguments
		this.#pendingLog = [...this.#pendingLog, ...log];
		this.#pendingNmis = [...this.#pendingNmis, ...nmis];
		this.#shown.logMissed += logMissed;
	}

	/** The text up to a reading: what has happened, and the counters of then. A burst is booked as a whole when it begins: what lies ahead of the reading stays for the next one. */
	upTo(reading: Reading): string {
		return this.#lines([...this.#happened(reading, reading.timeNs), ...counters(reading)]);
	}

	/** How the file ends: what is left, the last counters, and how much was not seen. */
	end(reading: Reading): string {
		const events = this.#lines([...this.#happened(reading, Infinity), ...counters(reading)]);
		const {toolVersion, scenario} = this.#header;
		const about = {
			tool: `kstacktop ${toolVersion}`,
			machine: scenario.machine.name,
			workload: scenario.workload.name,
			policies: scenario.policies.join(','),
			delivery: reading.delivery,
			seed: reading.seed,
			simulatedNs: reading.timeNs,
			logShown: this.#shown.log,
			logMissed: this.#shown.logMissed,
			nmisShown: this.#shown.nmis,
			nmisMissed: reading.totals.nmis - (this.#nmisAtStart ?? 0) - this.#shown.nmis,
		};
		return `${events}\n],"otherData":${JSON.stringify(about)}}\n`;
	}

	/** Everything pending up to `untilNs`, in the order of time. */
	#happened(reading: Reading, untilNs: number): TraceEvent[] {
		const log = this.#pendingLog.filter(({timeNs}) => timeNs <= untilNs).sort((a, b) => a.timeNs - b.timeNs);
		const nmis = this.#pendingNmis.filter(({timeNs}) => timeNs <= untilNs);
		this.#pendingLog = this.#pendingLog.filter(({timeNs}) => timeNs > untilNs);
		this.#pendingNmis = this.#pendingNmis.filter(({timeNs}) => timeNs > untilNs);
		this.#shown.log += log.length;
		this.#shown.nmis += nmis.length;
		return [
			...nmis.flatMap(({timeNs, cpu, tid, inKernel}) => [
				...this.#track(boxPid, cpu),
				{ph: 'i', name: 'NMI', cat: 'nmi', s: 't', pid: boxPid, tid: cpu + 1, ts: timeNs / 1000, args: {tid, mode: inKernel ? 'kernel' : 'user'}} satisfies TraceEvent,
			]),
			...reading.policies.flatMap((policy, index) => this.#logEvents(log.filter(entry => entry.policy === policy.name), boxPid + 1 + index, this.#faultNs(policy))),
		];
	}

	/** The log of one policy. A slice ends where the next thing on its track begins, so that none lies half in another. */
	#logEvents(log: readonly LogEntry[], pid: number, faultNs: number): TraceEvent[] {
		const following = new Map<number, number>();
		return log.toReversed().flatMap(({timeNs, cpu, tid, comm, kind, depthBytes, pages}) => {
			const roomNs = (following.get(cpu) ?? Infinity) - timeNs;
			following.set(cpu, timeNs);
			const common = {name: kind, pid, tid: cpu + 1, ts: timeNs / 1000, args: {tid, comm, depthBytes, pages}};
			return [
				grown.has(kind)
					? {...common, ph: 'X', cat: 'growth', dur: Math.min(roomNs, faultNs) / 1000}
					: {...common, ph: 'i', cat: 'log', s: 't'},
				...this.#track(pid, cpu),
			] satisfies TraceEvent[];
		}).toReversed();
	}

	/** Names the track of a CPU when it is first used. */
	#track(pid: number, cpu: number): TraceEvent[] {
		const key = `${pid} ${cpu}`;
		if (this.#named.has(key)) {
			return [];
		}

		this.#named.add(key);
		return [{ph: 'M', name: 'thread_name', pid, tid: cpu + 1, args: {name: `CPU ${cpu}`}}];
	}

	/** What a stack fault likely takes beyond the work of a fixed stack; 0 before the first, and where growth is no fault. */
	#faultNs({bill}: PolicyReading): number {
		const line = bill.find(({role}) => role === 'stackFault');
		return line === undefined || line.count <= 0 ? 0 : Math.max(0, line.cycles.likely / line.count / this.#header.scenario.machine.clockGHz);
	}

	#lines(events: readonly TraceEvent[]): string {
		const text = events.map(event => JSON.stringify(event)).join(',\n');
		const joint = this.#empty ? '\n' : ',\n';
		this.#empty &&= text === '';
		return text === '' ? '' : `${joint}${text}`;
	}
}

/** The figures that are drawn as curves; counts are since boot. */
const counters = ({timeNs, memory, totals, policies}: Reading): TraceEvent[] => {
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

const pageKiB = 4;
