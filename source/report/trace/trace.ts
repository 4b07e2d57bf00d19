import type {Happenings, LogEntry, NmiEvent, Reading, UserFaultEvent} from '../../../machine/index.js';
import type {ReportHeader} from '../json.js';
import {counters} from './counters.js';
import type {TraceEvent} from './event.js';
import {policyEvents} from './policy-events.js';

/** The track group of the box; those of policies follow. */
const boxPid = 1;

/**
A run as a trace in the JSON format that Chrome and the Perfetto UI read.
A group of tracks for the box (NMIs by CPU) and one for each policy: by CPU a slice for each growth of a stack and for each fault on user memory that is moved back, as long as it likely costs, and an instant for whatever else the log tells; counters of pages, savings and moved events.
What it is given between two readings is kept until the second one; nothing else grows with the length of the run.
*/
export class TraceReport {
	readonly #header: ReportHeader;
	readonly #named = new Set<string>();
	readonly #shown = {log: 0, logMissed: 0, nmis: 0, userFaults: 0};
	#pendingLog: LogEntry[] = [];
	#pendingNmis: NmiEvent[] = [];
	#pendingFaults: UserFaultEvent[] = [];
	#atStart: Reading['totals'] | undefined;
	#empty = true;

	constructor(header: ReportHeader) {
		this.#header = header;
	}

	/** How the file begins, and the counters at the start of the run. */
	begin(reading: Reading): string {
		this.#atStart = reading.totals;
		const names = [`${reading.machine}, ${reading.workload}`, ...reading.policies.map(({name}) => name)];
		return `{"displayTimeUnit":"ns","traceEvents":[${this.#lines([
			...names.flatMap((name, index) => [
				{ph: 'M', name: 'process_name', pid: boxPid + index, args: {name}},
				{ph: 'M', name: 'process_sort_index', pid: boxPid + index, args: {sort_index: index}},
			] satisfies TraceEvent[]),
			...counters(reading, boxPid),
		])}`;
	}

	/** Keeps what has happened until the next reading. */
	add({log, logMissed, nmis, userFaults}: Happenings): void {
		// Not spread into push(): a busy box may bring more than a call takes arguments
		this.#pendingLog = [...this.#pendingLog, ...log];
		this.#pendingNmis = [...this.#pendingNmis, ...nmis];
		this.#pendingFaults = [...this.#pendingFaults, ...userFaults];
		this.#shown.logMissed += logMissed;
	}

	/** The text up to a reading: what has happened, and the counters of then. A burst is booked as a whole when it begins: what lies ahead of the reading stays for the next one. */
	upTo(reading: Reading): string {
		return this.#lines([...this.#happened(reading, reading.timeNs), ...counters(reading, boxPid)]);
	}

	/** How the file ends: what is left, the last counters, and how much was not seen. */
	end(reading: Reading): string {
		const events = this.#lines([...this.#happened(reading, Infinity), ...counters(reading, boxPid)]);
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
			nmisMissed: reading.totals.nmis - (this.#atStart?.nmis ?? 0) - this.#shown.nmis,
			userFaultsShown: this.#shown.userFaults,
			userFaultsMissed: userFaultsOf(reading.totals) - (this.#atStart === undefined ? 0 : userFaultsOf(this.#atStart)) - this.#shown.userFaults,
		};
		return `${events}\n],"otherData":${JSON.stringify(about)}}\n`;
	}

	/** Everything pending up to `untilNs`, in the order of time. */
	#happened(reading: Reading, untilNs: number): TraceEvent[] {
		const isDue = ({timeNs}: {readonly timeNs: number}) => timeNs <= untilNs;
		const isLater = (one: {readonly timeNs: number}) => !isDue(one);
		const log = this.#pendingLog.filter(one => isDue(one));
		const nmis = this.#pendingNmis.filter(one => isDue(one));
		const userFaults = this.#pendingFaults.filter(one => isDue(one));
		this.#pendingLog = this.#pendingLog.filter(one => isLater(one));
		this.#pendingNmis = this.#pendingNmis.filter(one => isLater(one));
		this.#pendingFaults = this.#pendingFaults.filter(one => isLater(one));
		this.#shown.log += log.length;
		this.#shown.nmis += nmis.length;
		this.#shown.userFaults += userFaults.length;
		const nmiEvents = nmis.map(({timeNs, cpu, tid, inKernel}): TraceEvent =>
			({ph: 'i', name: 'NMI', cat: 'nmi', s: 't', pid: boxPid, tid: cpu + 1, ts: timeNs / 1000, args: {tid, mode: inKernel ? 'kernel' : 'user'}}));
		const events = [
			...nmiEvents,
			...reading.policies.flatMap((policy, index) => policyEvents(policy, {
				log: log.filter(entry => entry.policy === policy.name),
				userFaults,
			}, {pid: boxPid + 1 + index, clockGHz: this.#header.scenario.machine.clockGHz})),
		];
		return [...this.#tracksOf(events), ...events];
	}

	/** Names the tracks of CPUs that are used for the first time. */
	#tracksOf(events: readonly TraceEvent[]): TraceEvent[] {
		return events.flatMap(({pid, tid}) => {
			const key = `${pid} ${tid}`;
			if (tid === undefined || this.#named.has(key)) {
				return [];
			}

			this.#named.add(key);
			return [{ph: 'M', name: 'thread_name', pid, tid, args: {name: `CPU ${tid - 1}`}}];
		});
	}

	#lines(events: readonly TraceEvent[]): string {
		const text = events.map(event => JSON.stringify(event)).join(',\n');
		const joint = this.#empty ? '\n' : ',\n';
		this.#empty &&= text === '';
		return text === '' ? '' : `${joint}${text}`;
	}
}

const userFaultsOf = ({userFaults, asyncPageFaults}: Reading['totals']): number => userFaults + asyncPageFaults;
