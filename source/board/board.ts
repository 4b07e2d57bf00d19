import type {CoreDetail, DeliveryKind, LogEntry, ThreadDetail, ThreadQuery} from '../../machine/index.js';
import {Charts} from '../charts/charts.js';
import type {Feed, PlayerCommand} from '../player/protocol.js';
import type {Captions} from './caption/captions.js';
import {CoreTables} from './cores/tables.js';
import {cpuGroups} from './cpu-groups.js';
import {injections, type Situation} from './inject/injections.js';
import {injectionFor, requestOf} from './inject/menu-state.js';
import {Note} from './inject/note.js';
import {targetOf} from './inject/target.js';
import {placeOf, type View} from './keys/places.js';
import {keysOf, type KeyAction} from './keys/table.js';
import {logFilters} from './log/filters.js';
import type {CpuSource} from './metrics.js';
import {panesOf, type Pane} from './panes/catalog.js';
import type {Kept} from './keeping.js';
import {commandFor} from './player-commands.js';
import type {HostRequest, Outcome, Prompt} from './prompt/contract.js';
import {cleaned} from './prompt/line.js';
import {promptFor, type FixtureNames, type PromptContext} from './prompt/prompts.js';
import type {ChosenColumns, Scene} from './scene.js';
import {sizeClass} from './size-class.js';
import {eventOf} from './state/event-of.js';
import {reduce} from './state/reduce.js';
import type {Piece} from './terminal/area.js';
import {initialState, type Facts, type UiEvent, type UiState} from './state/ui-state.js';
import {helpLayout} from './views/help-layout.js';
import {sameQuery, threadWindow} from './thread-window.js';
import {threadTable} from './threads/table.js';
import {Watch} from './watch.js';

/** What only the program around the board can do. */
export type BoardHost = {
	readonly quit: () => void;
	readonly suspend: () => void;
	readonly redraw: () => void;
	/** Something to be seen has changed. */
	readonly changed: () => void;
	readonly size: () => {readonly columns: number; readonly rows: number};
	/** Keeps what is seen in files; gives a line that says where, and tells another when more of them have come. */
	readonly keep: (what: Kept['kind'], tell: (line: Piece) => void) => Piece;
	/** Does what was asked for by name; gives why it cannot be done. */
	readonly ask: (request: HostRequest) => string | undefined;
};

export type BoardStart = {
	/** What a script says over the board; undefined: no script does. */
	readonly captions?: Captions | undefined;
	readonly view: View;
	/** Frames between two drawings of a chart while the machine runs. */
	readonly chartFrames: number;
	/** What a new run can be made with; undefined: there can be none. */
	readonly fixtures: FixtureNames | undefined;
	/** Which columns tables show; undefined: all. */
	readonly columns?: ChosenColumns | undefined;
	/** A line for the footer to begin with. */
	readonly note: Piece | undefined;
};

/** What may be asked of the player while the picture is frozen. */
const keepsFrozen: ReadonlySet<PlayerCommand['kind']> = new Set(['speed', 'action', 'record', 'threads', 'core', 'thread']);

/** Joins a feed, the user's choices and what is derived from both into the scene that panes draw from. */
export class Board {
	readonly #feed: Feed;
	readonly #host: BoardHost;
	readonly #watch: Watch;
	readonly #note = new Note();
	readonly #groups;
	readonly #tables: CoreTables;
	readonly #fixtures: FixtureNames | undefined;
	readonly #captions: Captions | undefined;
	readonly #columns: ChosenColumns | undefined;
	readonly #unsubscribe: () => void;
	#ui: UiState;
	#charts: Charts | undefined;
	#wanted: ThreadQuery | undefined;
	/** What the panes of the picture being drawn ask for. */
	#asked: ThreadQuery | undefined;
	#wantedCore: number | undefined;
	#askedCore: number | undefined;
	#wantedThread: number | undefined;
	#askedThread: number | undefined;

	constructor(feed: Feed, host: BoardHost, {view, chartFrames, fixtures, columns, captions, note}: BoardStart) {
		this.#watch = new Watch(feed, chartFrames);
		this.#feed = feed;
		this.#host = host;
		this.#ui = initialState(view);
		this.#fixtures = fixtures;
		this.#columns = columns;
		this.#note.show(note);
		this.#groups = cpuGroups(feed.scenario.machine);
		this.#tables = new CoreTables(this.#groups);
		this.#captions = captions;
		const unsubscribe = [
			feed.subscribe(() => {
				this.#observe();
				host.changed();
			}),
			captions?.subscribe(() => {
				this.#reduce({kind: 'caption', caption: captions.current});
				host.changed();
			}),
		];
		this.#unsubscribe = () => {
			for (const leave of unsubscribe) {
				leave?.();
			}
		};

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

	/** Shows or takes away what is said on the first picture ever; any key takes it away. */
	hint(hint: boolean) {
		if (this.#ui.hint !== hint) {
			this.#ui = {...this.#ui, hint};
			this.#host.changed();
		}
	}

	/** A key by its name in the key table; unknown ones do nothing. */
	press(key: string) {
		this.hint(false);
		const event = eventOf(this.#ui, key);
		if (event) {
			this.#follow(event);
		}
	}

	/** What was pasted belongs to the line that is being typed; elsewhere it means nothing. */
	paste(text: string) {
		if (placeOf(this.#ui) === 'prompt') {
			this.#follow({kind: 'text', text: cleaned(text)});
		}
	}

	/** Does what a key or a command asks for. */
	#follow(event: UiEvent) {
		if (event.kind === 'key') {
			this.#act(event.action);
		} else {
			this.#reduce(event);
			this.#host.changed();
		}
	}

	#act(action: KeyAction) {
		if (this.#hosted(action) || (action === 'inject' && this.#isTiny())) {
			return;
		}

		this.#note.clear();
		if (action === 'freeze') {
			this.#watch.toggle();
		}

		const command = commandFor(action, this.#feed.latest(), this.#source().policyIndex) ?? this.#injection(action);
		if (command) {
			this.#send(command);
		}

		const {prompt: {open, line}} = this.#ui;
		this.#reduce({kind: 'key', action});
		if (action === 'accept' && open && !this.#ui.prompt.open) {
			this.#outcomes(promptFor(open, this.#context()).accept(line.text));
		}

		this.#host.changed();
	}

	/** Does what a typed line stands for. */
	#outcomes(outcomes: readonly Outcome[]) {
		for (const outcome of outcomes) {
			switch (outcome.kind) {
				case 'event': {
					this.#follow(outcome.event);
					break;
				}

				case 'command': {
					this.#send(outcome.command);
					break;
				}

				case 'ask': {
					const problem = this.#host.ask(outcome.request);
					this.#note.show(problem === undefined ? undefined : [`✗ ${problem}`, 'bad']);
					break;
				}

				case 'note': {
					this.#note.show(outcome.note);
					break;
				}
			}
		}
	}

	/** What the line that is being typed is for. */
	#prompt(): Prompt | undefined {
		const {open} = this.#ui.prompt;
		return open && promptFor(open, this.#context());
	}

	#context(): PromptContext {
		return {scenario: this.#feed.scenario, frame: this.#feed.latest(), ui: this.#ui, fixtures: this.#fixtures};
	}

	/** Everything the next picture is drawn from. */
	readonly scene = (): Scene => {
		const {columns, rows} = this.#host.size();
		const source = this.#source();
		this.#asked = undefined;
		this.#askedCore = undefined;
		this.#askedThread = undefined;
		return {
			...source,
			calm: this.#calm(source),
			scenario: this.#feed.scenario,
			frame: this.#watch.frame,
			ui: this.#ui,
			size: sizeClass(columns, rows),
			prompt: this.#prompt(),
			columns: this.#columns,
			note: this.#note.text,
			log: this.#log(),
			logOf: cpu => this.#watch.book.entries(source.policy.name, logFilters[0]!).filter(entry => entry.cpu === cpu),
			focused: this.pane?.draw,
			frozenForNs: this.#watch.frozenForNs,
			groups: this.#groups,
			cores: this.#tables.table(source, this.#ui.cores),
			mapped: this.#tables.mapped(this.#ui.cores),
			charts: this.#charts,
			chartEpoch: this.#watch.pace.epoch,
			fit: (list, visible) => this.#reduce({kind: 'fit', list, visible}),
			wantThreads: (first, visible) => {
				this.#asked = threadWindow(this.#ui, first, visible);
			},
			wantThread: () => {
				this.#askedThread = this.#ui.threads.shown;
				return this.#thread();
			},
			wantCore: () => {
				this.#askedCore = this.#ui.cores.marked;
				return this.#core();
			},
		};
	};

	/** Asks the feed for the thread rows, the core and the thread that the last picture needed. */
	settle() {
		if (!sameQuery(this.#asked, this.#wanted)) {
			this.#wanted = this.#asked;
			this.#send({kind: 'threads', query: this.#wanted});
		}

		if (this.#askedCore !== this.#wantedCore) {
			this.#wantedCore = this.#askedCore;
			this.#send({kind: 'core', cpu: this.#wantedCore});
		}

		if (this.#askedThread !== this.#wantedThread) {
			this.#wantedThread = this.#askedThread;
			this.#send({kind: 'thread', tid: this.#wantedThread});
		}
	}

	close() {
		this.#unsubscribe();
	}

	/** The log of the policy in focus as it is filtered, newest first. */
	#log(): readonly LogEntry[] {
		return this.#watch.book.entries(this.#source().policy.name, logFilters[this.#ui.log.filter]!);
	}

	/** The marked core, if the frame has it. */
	#core(): CoreDetail | undefined {
		const {core} = this.#watch.frame;
		return core?.cpu === this.#ui.cores.marked ? core : undefined;
	}

	/** The thread close up, if the frame has it. */
	#thread(): ThreadDetail | undefined {
		const {thread} = this.#watch.frame;
		return thread?.tid === this.#ui.threads.shown ? thread : undefined;
	}

	#observe() {
		this.#note.observe(this.#feed.latest());
		this.#watch.observe();
	}

	#source(): CpuSource {
		const {reading} = this.#watch.frame;
		const policyIndex = Math.min(this.#ui.policy, reading.policies.length - 1);
		return {reading, policy: reading.policies[policyIndex]!, policyIndex, rates: this.#watch.rates};
	}

	#calm({policyIndex}: CpuSource): CpuSource {
		const {reading, rates} = this.#watch.calm;
		return {reading, policy: reading.policies[policyIndex]!, policyIndex, rates};
	}

	#reduce(event: UiEvent): UiState {
		const {reading} = this.#watch.frame;
		const {columns, rows} = this.#host.size();
		const helpKeys = keysOf(placeOf(this.#ui)).length;
		const facts: Facts = {
			helpLines: {all: helpKeys, visible: helpLayout(helpKeys, columns, rows).visible},
			policies: reading.policies.length,
			cores: this.#tables.table(this.#source(), this.#ui.cores),
			threads: threadTable(this.#watch.frame, this.#ui),
			panes: panesOf(this.#ui.view).length,
			log: this.#log(),
			events: this.#core()?.events.length ?? 0,
			choices: injections[this.#ui.inject.marked]!.choices(this.#situation()).length,
			promptFor: id => promptFor(id, this.#context()),
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

	/** Asks something of the player. A frozen picture goes on when the machine is to stand, to go on or to go elsewhere in time, so that this can be seen. */
	#send(command: PlayerCommand) {
		if (this.#watch.isFrozen && !keepsFrozen.has(command.kind)) {
			this.#watch.toggle();
		}

		this.#feed.send(command);
	}

	/** Does what only the program around the board can do; gives whether it was that. */
	#hosted(action: KeyAction): boolean {
		const {quit, suspend, redraw, keep} = this.#host;
		const tell = (line: Piece) => {
			this.#note.show(line);
			this.#host.changed();
		};

		const keeps = (what: Kept['kind']) => () => {
			tell(keep(what, tell));
		};

		const acts: Partial<Record<KeyAction, () => void>> = {quit, suspend, redraw, 'go-on': () => this.#captions?.goOn(), screenshot: keeps('screen'), moment: keeps('moment')};
		const act = acts[action];
		act?.();
		return act !== undefined;
	}
}
