import type {CoreDetail, DeliveryKind, LogEntry, ThreadQuery} from '../../machine/index.js';
import {Charts} from '../charts/charts.js';
import type {Feed, PlayerCommand, PlayerFrame} from '../player/protocol.js';
import {ChartPace} from './chart-pace.js';
import {coreGroups, foldedGroups, type Grouping} from './cores/groups.js';
import {coreOrder} from './cores/order.js';
import {cpuGroups} from './cpu-groups.js';
import {injections, type Situation} from './inject/injections.js';
import {injectionFor, requestOf} from './inject/menu-state.js';
import {Note} from './inject/note.js';
import {targetOf} from './inject/target.js';
import {placeOf, type View} from './keys/places.js';
import {actionFor, type KeyAction} from './keys/table.js';
import {LogBook} from './log/book.js';
import {logFilters} from './log/filters.js';
import type {CpuSource} from './metrics.js';
import {panesOf, type Pane} from './panes/catalog.js';
import {commandFor} from './player-commands.js';
import {RateWindow} from './rates.js';
import type {Scene} from './scene.js';
import {sizeClass} from './size-class.js';
import type {CoreTable} from './state/cores.js';
import {reduce} from './state/reduce.js';
import {initialState, type Facts, type UiEvent, type UiState} from './state/ui-state.js';
import {sameQuery, threadWindow} from './thread-window.js';

/** What only the program around the board can do. */
export type BoardHost = {
	readonly quit: () => void;
	readonly suspend: () => void;
	readonly redraw: () => void;
	/** Something to be seen has changed. */
	readonly changed: () => void;
	readonly size: () => {readonly columns: number; readonly rows: number};
};

export type BoardStart = {
	readonly view: View;
	/** Frames between two drawings of a chart while the machine runs. */
	readonly chartFrames: number;
};

/** Joins a feed, the user's choices and what is derived from both into the scene that panes draw from. */
export class Board {
	readonly #feed: Feed;
	readonly #host: BoardHost;
	readonly #rates = new RateWindow();
	readonly #pace: ChartPace;
	readonly #note = new Note();
	readonly #book = new LogBook();
	readonly #groups;
	readonly #unsubscribe: () => void;
	#ui: UiState;
	/** The frame that is looked at while the machine runs on. */
	#frozen: PlayerFrame | undefined;
	#charts: Charts | undefined;
	#order: {readonly key: string; readonly folded: ReadonlySet<number>; readonly table: CoreTable} | undefined;
	#mapped: {readonly grouping: Grouping; readonly folded: ReadonlySet<number>; readonly mapped: ReturnType<typeof foldedGroups>} | undefined;
	#wanted: ThreadQuery | undefined;
	/** What the panes of the picture being drawn ask for. */
	#asked: ThreadQuery | undefined;
	#wantedCore: number | undefined;
	#askedCore: number | undefined;

	constructor(feed: Feed, host: BoardHost, {view, chartFrames}: BoardStart) {
		this.#pace = new ChartPace(chartFrames);
		this.#feed = feed;
		this.#host = host;
		this.#ui = initialState(view);
		this.#groups = cpuGroups(feed.scenario.machine);
		this.#unsubscribe = feed.subscribe(() => {
			this.#observe();
			host.changed();
		});
		this.#observe();
	}

	get ui(): UiState {
		return this.#ui;
	}

	/** How the policy in focus has its events delivered. */
	get delivery(): DeliveryKind {
		return this.#source().policy.delivery;
	}

	/** The pane that has the focus. */
	get pane(): Pane | undefined {
		const {view, focus} = this.#ui;
		const at = focus.panes[view];
		return at === undefined ? undefined : panesOf(view)[at];
	}

	/** Charts take a tenth of a second to load: call this after the first picture. */
	enableCharts() {
		this.#charts ??= new Charts();
		this.#host.changed();
	}

	/** A key by its name in the key table; unknown ones do nothing. */
	press(key: string) {
		const action = actionFor(placeOf(this.#ui), key);
		if (!action || this.#hosted(action) || (action === 'inject' && this.#isTiny())) {
			return;
		}

		this.#note.clear();
		this.#thaw(action);
		const command = commandFor(action, this.#feed.latest()) ?? this.#injection(action);
		if (command) {
			this.#feed.send(command);
		}

		this.#reduce({kind: 'key', action});
		this.#host.changed();
	}

	/** Everything the next picture is drawn from. */
	readonly scene = (): Scene => {
		const {columns, rows} = this.#host.size();
		const source = this.#source();
		this.#asked = undefined;
		this.#askedCore = undefined;
		return {
			...source,
			scenario: this.#feed.scenario,
			frame: this.#frame(),
			ui: this.#ui,
			size: sizeClass(columns, rows),
			note: this.#note.text,
			log: this.#log(),
			focused: this.pane?.draw,
			frozenForNs: this.#frozen && this.#feed.latest().reading.timeNs - this.#frozen.reading.timeNs,
			groups: this.#groups,
			cores: this.#coreTable(source),
			mapped: this.#mappedGroups(),
			charts: this.#charts,
			chartEpoch: this.#pace.epoch,
			fit: (list, visible) => this.#reduce({kind: 'fit', list, visible}),
			wantThreads: (first, visible) => {
				this.#asked = threadWindow(this.#ui, first, visible);
			},
			wantCore: () => {
				this.#askedCore = this.#ui.cores.marked;
				return this.#core();
			},
		};
	};

	/** Asks the feed for the thread rows and the core that the last picture needed. */
	settle() {
		if (!sameQuery(this.#asked, this.#wanted)) {
			this.#wanted = this.#asked;
			this.#feed.send({kind: 'threads', query: this.#wanted});
		}

		if (this.#askedCore !== this.#wantedCore) {
			this.#wantedCore = this.#askedCore;
			this.#feed.send({kind: 'core', cpu: this.#wantedCore});
		}
	}

	close() {
		this.#unsubscribe();
	}

	/** What is shown: the newest frame, or the frozen one, with the rows and the core close up that it had or else those of now. */
	#frame(): PlayerFrame {
		const latest = this.#feed.latest();
		if (!this.#frozen) {
			return latest;
		}

		const {threads, core} = this.#frozen;
		return {
			...this.#frozen,
			state: latest.state,
			threads: sameQuery(threads?.query, latest.threads?.query) ? threads : latest.threads,
			core: core?.cpu === latest.core?.cpu ? core : latest.core,
		};
	}

	/** The log of the policy in focus as it is filtered, newest first. */
	#log(): readonly LogEntry[] {
		return this.#book.entries(this.#source().policy.name, logFilters[this.#ui.log.filter]!);
	}

	/** The marked core, if the frame has it. */
	#core(): CoreDetail | undefined {
		const {core} = this.#frame();
		return core?.cpu === this.#ui.cores.marked ? core : undefined;
	}

	#observe() {
		const frame = this.#feed.latest();
		this.#note.observe(frame);
		if (!this.#frozen) {
			this.#rates.observe(frame.reading);
			this.#book.observe(frame.reading);
			this.#pace.observe(frame);
		}
	}

	#source(): CpuSource {
		const {reading} = this.#frame();
		const policyIndex = Math.min(this.#ui.policy, reading.policies.length - 1);
		return {reading, policy: reading.policies[policyIndex]!, policyIndex, rates: this.#rates};
	}

	/** Sorted anew only when the rates' window moves on or the user chooses otherwise, so that rows do not jump with every picture. */
	#coreTable(source: CpuSource): CoreTable {
		const {cores} = this.#ui;
		const {sort, descending, filter, folded, grouping} = cores;
		const key = [sort, descending, filter, grouping, source.policyIndex, this.#rates.epoch].join(' ');
		if (this.#order?.key !== key || this.#order.folded !== folded) {
			const groups = coreGroups(this.#groups, grouping);
			this.#order = {key, folded, table: {order: coreOrder(source, cores, groups), groups, cpus: source.reading.cpus}};
		}

		return this.#order.table;
	}

	#mappedGroups(): ReturnType<typeof foldedGroups> {
		const {grouping, folded} = this.#ui.cores;
		if (this.#mapped?.grouping !== grouping || this.#mapped.folded !== folded) {
			this.#mapped = {grouping, folded, mapped: foldedGroups(this.#groups, grouping, folded)};
		}

		return this.#mapped.mapped;
	}

	#reduce(event: UiEvent): UiState {
		const {reading, threads} = this.#frame();
		const facts: Facts = {
			policies: reading.policies.length,
			cores: this.#coreTable(this.#source()),
			threads: threads?.total ?? reading.threadRows,
			panes: panesOf(this.#ui.view).length,
			log: this.#log(),
			events: this.#core()?.events.length ?? 0,
			choices: injections[this.#ui.inject.marked]!.choices(this.#situation()).length,
		};
		this.#ui = reduce(this.#ui, event, facts);
		return this.#ui;
	}

	/** There is no room for a menu: nothing is to be done that cannot be seen. */
	#isTiny(): boolean {
		const {columns, rows} = this.#host.size();
		return sizeClass(columns, rows) === 'line';
	}

	#situation(): Situation {
		const frame = this.#feed.latest();
		return {reading: frame.reading, scenario: this.#feed.scenario, target: targetOf(this.#ui, frame)};
	}

	/** What a key of the open menu asks of the player; undefined: it only changes the menu. */
	#injection(action: KeyAction): PlayerCommand | undefined {
		const {inject} = this.#ui;
		const id = inject.open ? injectionFor(action, inject) : undefined;
		return id && {kind: 'action', action: requestOf(inject, id, this.#situation())};
	}

	/** Freezes the picture or lets it go on; it goes on too when the machine is to stop or to step, so that this can be seen. */
	#thaw(action: KeyAction) {
		const isTime = action === 'pause' || action === 'step';
		if (action === 'freeze' || (isTime && this.#frozen)) {
			this.#frozen = this.#frozen ? undefined : this.#feed.latest();
			this.#observe();
		}
	}

	/** Does what only the program around the board can do; gives whether it was that. */
	#hosted(action: KeyAction): boolean {
		const {quit, suspend, redraw} = this.#host;
		const acts: Partial<Record<KeyAction, () => void>> = {quit, suspend, redraw};
		const act = acts[action];
		act?.();
		return act !== undefined;
	}
}
