import type {LogEntry, PolicyName, Reading} from '../../../machine/index.js';
import type {LogFilter} from './filters.js';

/** Entries of one kind under one policy that are kept: what is frequent does not drive out what is rare. */
const kept = 1000;
/** So many more are let be before the oldest of them go, all at once: taking them out one by one would cost more than the rest of a picture. */
const surplus = 200;

/** What an entry is known by: it stays the same while others come and go. */
export const logKey = ({timeNs, cpu, tid, kind}: LogEntry) => `${timeNs} ${cpu} ${tid} ${kind}`;

const isSame = (a: LogEntry, b: LogEntry) => a.timeNs === b.timeNs && a.cpu === b.cpu && a.tid === b.tid && a.kind === b.kind && a.policy === b.policy;

/** Entries by their time, to find one again. */
function byTime(entries: readonly LogEntry[]): Map<number, LogEntry[]> {
	const found = new Map<number, LogEntry[]>();
	for (const entry of entries) {
		const others = found.get(entry.timeNs);
		if (others) {
			others.push(entry);
		} else {
			found.set(entry.timeNs, [entry]);
		}
	}

	return found;
}

/** Where an entry of a time belongs in a page that is in order; nearly always at the end. */
function placeIn(page: readonly LogEntry[], timeNs: number): number {
	let [from, until] = [0, page.length];
	if ((page.at(-1)?.timeNs ?? -1) <= timeNs) {
		return until;
	}

	while (from < until) {
		const middle = (from + until) >> 1;
		if (page[middle]!.timeNs <= timeNs) {
			from = middle + 1;
		} else {
			until = middle;
		}
	}

	return from;
}

/**
The log as the board has seen it: readings carry the newest entries of the box only, and between two pictures of a busy one more happen than that.
So it is a sample of what is frequent, and most of what is rare.
*/
export class LogBook {
	/** By policy, oldest first. */
	readonly #pages = new Map<PolicyName, LogEntry[]>();
	/** How many entries of a kind a policy has. */
	readonly #counts = new Map<string, number>();
	/** What the last reading held, by time. */
	#before = byTime([]);
	#newestNs = 0;
	/** What was asked for since something was written. */
	readonly #asked = new Map<string, readonly LogEntry[]>();

	/** Takes in a reading; one that goes back in time takes with it what was seen after it. */
	observe({timeNs, log}: Reading) {
		if (timeNs < this.#newestNs) {
			this.#goBack(timeNs);
		}

		this.#newestNs = timeNs;
		for (const entry of log) {
			if (!this.#before.get(entry.timeNs)?.some(other => isSame(other, entry))) {
				this.#write(entry);
			}
		}

		this.#before = byTime(log);
	}

	/** What is known of a policy, newest first. */
	entries(policy: PolicyName, {name, kinds}: LogFilter): readonly LogEntry[] {
		const key = `${policy} ${name}`;
		let entries = this.#asked.get(key);
		if (!entries) {
			const all = this.#pages.get(policy) ?? [];
			entries = (kinds ? all.filter(({kind}) => kinds.has(kind)) : all).toReversed();
			this.#asked.set(key, entries);
		}

		return entries;
	}

	#write(entry: LogEntry) {
		this.#asked.clear();
		const page = this.#pages.get(entry.policy) ?? [];
		page.splice(placeIn(page, entry.timeNs), 0, entry);
		const name = `${entry.policy} ${entry.kind}`;
		const count = (this.#counts.get(name) ?? 0) + 1;
		if (count > kept + surplus) {
			let over = surplus + 1;
			this.#pages.set(entry.policy, page.filter(({kind}) => kind !== entry.kind || over-- <= 0));
			this.#counts.set(name, kept);
		} else {
			this.#pages.set(entry.policy, page);
			this.#counts.set(name, count);
		}
	}

	#goBack(timeNs: number) {
		const known = [...this.#pages.values()].flat().filter(entry => entry.timeNs <= timeNs);
		this.#asked.clear();
		this.#pages.clear();
		this.#counts.clear();
		for (const entry of known) {
			this.#write(entry);
		}

		this.#before = byTime(known);
	}
}
