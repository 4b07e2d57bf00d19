import type {LogEntry, PolicyName, Reading} from '../../../machine/index.js';
import type {LogFilter} from './filters.js';

/** Entries of one kind under one policy that are kept: what is frequent does not drive out what is rare. */
const kept = 250;

/** What an entry is known by: it stays the same while others come and go. */
export const logKey = ({timeNs, cpu, tid, kind}: LogEntry) => `${timeNs} ${cpu} ${tid} ${kind}`;

/**
The log as the board has seen it: readings carry the newest entries of the box only, and between two pictures of a busy one more happen than that.
So it is a sample of what is frequent, and most of what is rare.
*/
export class LogBook {
	/** By policy and kind, oldest first. */
	readonly #pages = new Map<string, LogEntry[]>();
	#before = new Set<string>();
	#newestNs = 0;
	#revision = 0;
	#last: {readonly key: string; readonly entries: readonly LogEntry[]} | undefined;

	/** Takes in a reading; one that goes back in time takes with it what was seen after it. */
	observe({timeNs, log}: Reading) {
		if (timeNs < this.#newestNs) {
			for (const [name, entries] of this.#pages) {
				this.#pages.set(name, entries.filter(entry => entry.timeNs <= timeNs));
			}

			this.#before = new Set([...this.#pages.values()].flat().map(entry => `${entry.policy} ${logKey(entry)}`));
		}

		this.#newestNs = timeNs;
		const seen = new Set<string>();
		for (const entry of log) {
			const key = `${entry.policy} ${logKey(entry)}`;
			seen.add(key);
			if (!this.#before.has(key)) {
				this.#write(entry);
			}
		}

		this.#before = seen;
		this.#revision++;
	}

	/** What is known of a policy, newest first. */
	entries(policy: PolicyName, {name, kinds}: LogFilter): readonly LogEntry[] {
		const key = `${policy} ${name} ${this.#revision}`;
		if (this.#last?.key !== key) {
			const all = [...this.#pages.values()].filter(([first]) => first?.policy === policy && (kinds?.has(first.kind) ?? true)).flat();
			this.#last = {key, entries: all.sort((a, b) => b.timeNs - a.timeNs || a.cpu - b.cpu || a.tid - b.tid)};
		}

		return this.#last.entries;
	}

	#write(entry: LogEntry) {
		const name = `${entry.policy} ${entry.kind}`;
		const page = this.#pages.get(name) ?? [];
		this.#pages.set(name, page);
		page.push(entry);
		if (page.length > kept) {
			page.shift();
		}
	}
}
