import type {CoreDetail, LogEntry, ThreadDetail} from '../../machine/index.js';
import type {Feed} from '../player/protocol.js';
import {CoreTables, type MappedGroups} from './cores/tables.js';
import {cpuGroups, type CpuGroups} from './cpu-groups.js';
import type {Situation} from './inject/injections.js';
import {targetOf} from './inject/target.js';
import {logFilters} from './log/filters.js';
import type {CpuSource} from './metrics.js';
import type {CoreTable} from './state/cores.js';
import type {UiState} from './state/ui-state.js';
import type {Watch} from './watch.js';

/** What the user's choices make of what is watched: the policy in focus, the table of cores, the log as it is filtered, what is close up. */
export class Sight {
	readonly groups: CpuGroups;
	readonly #feed: Feed;
	readonly #watch: Watch;
	readonly #tables: CoreTables;

	constructor(feed: Feed, watch: Watch) {
		this.#feed = feed;
		this.#watch = watch;
		this.groups = cpuGroups(feed.scenario.machine);
		this.#tables = new CoreTables(this.groups);
	}

	/** The reading, and the policy in focus. */
	source({policy}: UiState): CpuSource {
		const {frame: {reading}, rates} = this.#watch;
		const policyIndex = Math.min(policy, reading.policies.length - 1);
		return {reading, policy: reading.policies[policyIndex]!, policyIndex, rates};
	}

	/** The same as the map of cores shows it. */
	calm(ui: UiState): CpuSource {
		const {reading, rates} = this.#watch.calm;
		const {policyIndex} = this.source(ui);
		return {reading, policy: reading.policies[policyIndex]!, policyIndex, rates};
	}

	/** The table of cores. */
	cores(ui: UiState): CoreTable {
		return this.#tables.table(this.source(ui), ui.cores);
	}

	/** The map of cores. */
	mapped({cores}: UiState): MappedGroups {
		return this.#tables.mapped(cores);
	}

	/** The log of the policy in focus as it is filtered, newest first. */
	log(ui: UiState): readonly LogEntry[] {
		return this.#watch.book.entries(this.source(ui).policy.name, logFilters[ui.log.filter]!);
	}

	/** All that the log has of a CPU under the policy in focus, newest first. */
	logOf(ui: UiState, cpu: number): readonly LogEntry[] {
		return this.#watch.book.entries(this.source(ui).policy.name, logFilters[0]!).filter(entry => entry.cpu === cpu);
	}

	/** The marked core, if the frame has it. */
	core({cores: {marked}}: UiState): CoreDetail | undefined {
		const {core} = this.#watch.frame;
		return core?.cpu === marked ? core : undefined;
	}

	/** The thread close up, if the frame has it. */
	thread({threads: {shown}}: UiState): ThreadDetail | undefined {
		const {thread} = this.#watch.frame;
		return thread?.tid === shown ? thread : undefined;
	}

	/** What may be done to the box is done now, even while the picture is frozen. */
	situation(ui: UiState): Situation {
		const frame = this.#feed.latest();
		return {reading: frame.reading, scenario: this.#feed.scenario, target: targetOf(ui, frame)};
	}
}
