import type {Arena} from './arena.js';

/** Entries that each CPU remembers. */
export const logDepth = 8;
const fields = 4;

/** Codes of what is logged; the order is part of the state. */
export const logKinds = ['grown', 'grown-in-interrupt', 'poolEmpty', 'growthInNmi', 'overflow', 'notHandled', 'notEnsured', 'eventLost', 'waited', 'cpuOffline', 'cpuOnline', 'machineCheck'] as const;
export type LogKind = (typeof logKinds)[number];

/**
The newest notable happenings of each CPU: a ring of `logDepth` entries of four doubles,
[tick + 1 (0: empty), thread id, kind + 16 * policy + 256 * pages, depth in bytes]; thread id 0: none. The id, because a row may live anew before anybody looks.
*/
export type LogRing = {
	readonly entries: Float64Array;
	/** Entries ever written, by CPU. */
	readonly written: Float64Array;
};

export const cutLog = (arena: Arena, cpus: number): LogRing => ({
	entries: arena.float64(cpus * logDepth * fields),
	written: arena.float64(cpus),
});

/** One decoded entry. `policy` is its index among the running ones. */
export type LogRecord = {
	readonly tick: number;
	readonly cpu: number;
	readonly tid: number;
	readonly kind: LogKind;
	readonly policy: number;
	readonly pages: number;
	readonly depthBytes: number;
	readonly sequence: number;
};

const placeOf = (cpu: number, sequence: number): number => (cpu * logDepth + sequence % logDepth) * fields;

export const writeLog = (ring: LogRing, record: Omit<LogRecord, 'sequence'>): void => {
	const {entries, written} = ring;
	const at = placeOf(record.cpu, written[record.cpu]);
	written[record.cpu]++;
	entries[at] = record.tick + 1;
	entries[at + 1] = record.tid;
	entries[at + 2] = logKinds.indexOf(record.kind) + 16 * record.policy + 256 * record.pages;
	entries[at + 3] = record.depthBytes;
};

/** All entries, or by CPU those from the sequence number in `since` on; oldest first, equal times by CPU, then by the order of writing. */
export const readLog = (ring: LogRing, cpus: number, since?: Float64Array): LogRecord[] => {
	const records: LogRecord[] = [];
	for (let cpu = 0; cpu < cpus; cpu++) {
		const count = ring.written[cpu];
		for (let sequence = Math.max(since?.[cpu] ?? 0, count - logDepth, 0); sequence < count; sequence++) {
			records.push(recordAt(ring, cpu, sequence));
		}
	}

	return inOrder(records);
};

/** The newest `count` entries of the policies asked for (indices among the running ones), in the same order. Only these are decoded: readings are taken many times a second. */
export const newestLog = (ring: LogRing, cpus: number, policies: readonly number[], count: number): LogRecord[] => {
	const places: number[] = [];
	for (let cpu = 0; cpu < cpus; cpu++) {
		for (let sequence = Math.max(ring.written[cpu] - logDepth, 0); sequence < ring.written[cpu]; sequence++) {
			if (policies.includes(policyOf(ring.entries[placeOf(cpu, sequence) + 2]))) {
				places.push(cpu, sequence);
			}
		}
	}

	const ticks = new Float64Array(places.length / 2);
	for (let index = 0; index < ticks.length; index++) {
		ticks[index] = ring.entries[placeOf(places[2 * index], places[2 * index + 1])] - 1;
	}

	const oldest = ticks.length > count ? ticks.slice().sort()[ticks.length - count] : -1;
	const records: LogRecord[] = [];
	for (const [index, tick] of ticks.entries()) {
		if (tick >= oldest) {
			records.push(recordAt(ring, places[2 * index], places[2 * index + 1]));
		}
	}

	return inOrder(records).slice(-count);
};

const policyOf = (code: number): number => Math.floor(code / 16) % 16;

const recordAt = (ring: LogRing, cpu: number, sequence: number): LogRecord => {
	const at = placeOf(cpu, sequence);
	const code = ring.entries[at + 2];
	return {
		tick: ring.entries[at] - 1,
		cpu,
		tid: ring.entries[at + 1],
		kind: logKinds[code % 16],
		policy: policyOf(code),
		pages: Math.floor(code / 256),
		depthBytes: ring.entries[at + 3],
		sequence,
	};
};

const inOrder = (records: LogRecord[]): LogRecord[] => records.sort((a, b) => a.tick - b.tick || a.cpu - b.cpu || a.sequence - b.sequence);
