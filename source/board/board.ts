import type {DeliveryKind} from '../../machine/index.js';
import {Charts} from '../charts/charts.js';
import type {Feed, PlayerCommand} from '../player/protocol.js';
import type {Captions} from './caption/captions.js';
import type {BoardHost, BoardStart} from './contract.js';
import {factsOf} from './facts.js';
import {injectionFor, requestOf} from './inject/menu-state.js';
import {Note} from './inject/note.js';
import {placeOf} from './keys/places.js';
import type {KeyAction} from './keys/table.js';
import {panesOf, type Pane} from './panes/catalog.js';
import type {Kept} from './keeping.js';
import {commandFor} from './player-commands.js';
import type {Outcome, Prompt} from './prompt/contract.js';
import {cleaned} from './prompt/line.js';
import {promptFor, type FixtureNames, type PromptContext} from './prompt/prompts.js';
import type {ChosenColumns, Scene} from './scene.js';
import {Sight} from './sight.js';
import {sizeClass} from './size-class.js';
import {eventOf} from './state/event-of.js';
import {reduce} from './state/reduce.js';
import type {Piece} from './terminal/area.js';
import {initialState, type Facts, type UiEvent, type UiState} from './state/ui-state.js';
import {threadWindow} from './thread-window.js';
import {Watch} from './watch.js';
import {Wishes} from './wishes.js';

/** What may be asked of the player while the picture is frozen. */
const keepsFrozen: ReadonlySet<PlayerCommand['kind']> = new Set(['speed', 'action', 'record', 'threads', 'core', 'thread']);

/** Joins a feed, the user's choices and what is derived from both into the scene that panes draw from. */
export class Board {
	readonly #feed: Feed;
	readonly #host: BoardHost;
	readonly #watch: Watch;
	readonly #note = new Note();
	readonly #sight: Sight;
	readonly #wishes = new Wishes();
	readonly #fixtures: FixtureNames | undefined;
	readonly #captions: Captions | undefined;
	readonly #columns: ChosenColumns | undefined;
	readonly #unsubscribe: () => void;
	#ui: UiState;
	#charts: Charts | undefined;

	constructor(feed: Feed, host: BoardHost, {view, chartFrames, fixtures, columns, captions, note}: BoardStart) {
		this.#watch = new Watch(feed, chartFrames);
		this.#sight = new Sight(feed, this.#watch);
		this.#feed = feed;
		this.#host = host;
		this.#ui = initialState(view);
		this.#fixtures = fixtures;
		this.#columns = columns;
		this.#note.show(note);
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
		return this.#sight.source(this.#ui).policy.delivery;
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

		const {reading: {seed}, policyIndex: policy} = this.#sight.source(this.#ui);
		const command = commandFor(action, {policy, seed}) ?? this.#injection(action);
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
		const sight = this.#sight;
		const ui = this.#ui;
		this.#wishes.begin();
		const {reading, policy, policyIndex, rates} = sight.source(ui);
		return {
			reading, policy, policyIndex, rates,
			calm: sight.calm(ui),
			scenario: this.#feed.scenario,
			frame: this.#watch.frame,
			ui,
			size: sizeClass(columns, rows),
			prompt: this.#prompt(),
			columns: this.#columns,
			note: this.#note.text,
			log: sight.log(ui),
			logOf: cpu => sight.logOf(ui, cpu),
			focused: this.pane?.draw,
			frozenForNs: this.#watch.frozenForNs,
			groups: sight.groups,
			cores: sight.cores(ui),
			mapped: sight.mapped(ui),
			charts: this.#charts,
			chartEpoch: this.#watch.pace.epoch,
			fit: (list, visible) => this.#reduce({kind: 'fit', list, visible}),
			wantThreads: (first, visible) => {
				this.#wishes.ask({threads: threadWindow(this.#ui, first, visible)});
			},
			wantThread: () => {
				this.#wishes.ask({thread: this.#ui.threads.shown});
				return sight.thread(this.#ui);
			},
			wantCore: () => {
				this.#wishes.ask({core: this.#ui.cores.marked});
				return sight.core(this.#ui);
			},
		};
	};

	/** Asks the feed for the thread rows, the core and the thread that the last picture needed. */
	settle() {
		for (const command of this.#wishes.settle()) {
			this.#send(command);
		}
	}

	close() {
		this.#unsubscribe();
	}

	#observe() {
		this.#note.observe(this.#feed.latest());
		this.#watch.observe();
	}

	#reduce(event: UiEvent): UiState {
		this.#ui = reduce(this.#ui, event, this.#facts());
		return this.#ui;
	}

	#facts(): Facts {
		return factsOf({ui: this.#ui, frame: this.#watch.frame, sight: this.#sight, size: this.#host.size(), promptFor: id => promptFor(id, this.#context())});
	}

	/** There is no room for a menu: nothing is to be done that cannot be seen. */
	#isTiny(): boolean {
		const {columns, rows} = this.#host.size();
		return sizeClass(columns, rows) === 'line';
	}

	/** What a key of the open menu asks of the player; undefined: it only changes the menu. */
	#injection(action: KeyAction): PlayerCommand | undefined {
		const {inject} = this.#ui;
		const id = inject.open ? injectionFor(action, inject) : undefined;
		return id && {kind: 'action', action: requestOf(inject, id, this.#sight.situation(this.#ui))};
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
