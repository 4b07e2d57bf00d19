import type {Board} from '../board.js';
import {placeOf, views, type View} from '../keys/places.js';
import {actionFor, bindingFor, type KeyAction} from '../keys/table.js';
import type {Scene} from '../scene.js';
import {Announcer} from './announcer.js';
import {choicesOf} from './choices.js';
import {clockLine} from './clock.js';
import {helpLines, keyName} from './help.js';
import {ask, marked, markOf, pages} from './pages/catalog.js';
import {lineOf, news, watched, type Section, type Statement} from './statement.js';
import {Voice} from './voice.js';
import {capital} from './words.js';

/** So many changes are told at once; more would never come to an end. */
const mostChanges = 8;

/** Rounds of looking while what a page is made of comes at once. */
const mostRounds = 3;

const titles: Readonly<Record<View, string>> = {
	overview: 'Overview', cores: 'Cores', threads: 'Threads', levels: 'Levels', memory: 'Memory', compare: 'Comparison of the policies', risk: 'Risk', core: 'Core close up', thread: 'Thread close up',
};

/** What is still to be read: it waits until what it is made of has come. */
type Owed = 'page' | 'mark' | 'news' | undefined;

const isView = (action: KeyAction | undefined): boolean => (views as readonly string[]).includes(action ?? '');

/** Reads a board aloud as plain lines: what a key brings at once, what has changed since when it is asked for that. */
export class Teller {
	readonly #board: Board;
	readonly #voice: Voice;
	readonly #announcer = new Announcer();
	#isOpen = false;
	#isLooking = false;
	/** A key was pressed since the last look: the mark was moved by it, and not by a thread that is followed. */
	#isKeyed = false;
	#owed: Owed;
	/** Facts as they were last told. */
	#told: ReadonlyMap<string, Statement> = new Map();
	#choices: ReadonlyMap<string, Statement> = new Map();
	#view: View | undefined;
	#mark = '';

	/**
	@param write - takes text, with a line feed at the end of each line.
	@param columns - how wide the terminal is now.
	*/
	constructor(board: Board, write: (text: string) => void, columns: () => number) {
		this.#board = board;
		this.#voice = new Voice(write, columns);
	}

	/** Says where one is, and reads the first page. */
	open() {
		const {reading, policy, scenario} = this.#board.scene();
		const help = bindingFor(placeOf(this.#board.ui), 'help');
		this.#isOpen = true;
		this.#voice.tell([
			`kstacktop, a simulated box: ${reading.machine}, ${reading.cpus} CPUs, workload ${reading.workload}, policy ${policy.name}, seed ${reading.seed}.`,
			`Keys 1 to 7 read its pages${help ? `, ${keyName(help.keys[0]!)} reads the keys of a page` : ''}.`,
			...scenario.policies.length > 1 ? [`Policies: ${scenario.policies.join(', ')}.`] : [],
		]);
		this.look();
	}

	/** A key by its name in the key table. */
	press(key: string) {
		const action = actionFor(placeOf(this.#board.ui), key);
		this.#isLooking = true;
		this.#board.press(key);
		this.#isLooking = false;
		this.#isKeyed = true;
		if (isView(action) && this.#board.ui.view === this.#view) {
			this.#view = undefined; // Asked for once more: read from the top
		}

		this.look();
	}

	/** Text that was pasted. */
	paste(text: string) {
		this.#board.paste(text);
		this.look();
	}

	/** Tells at once what has come: answers to keys, what the clock does, notes, failures. */
	look() {
		// What is asked for here may come at once, and calls this again
		if (!this.#isOpen || this.#isLooking) {
			return;
		}

		this.#isLooking = true;
		for (let round = 0; round < mostRounds && (round === 0 || this.#owed !== undefined); round++) {
			const scene = this.#board.scene();
			ask(scene);
			this.#voice.type(scene);
			this.#voice.tell(this.#announcer.lines(scene, scene.ui.view !== this.#view));
			this.#help(scene);
			this.#follow(scene);
			this.#pay(scene);
			this.#board.settle();
		}

		this.#isKeyed = false;
		this.#isLooking = false;
	}

	/** Tells what has changed on the page in view since it was last told. */
	refresh() {
		if (!this.#isOpen || this.#owed !== undefined || this.#voice.isTyping) {
			return;
		}

		const scene = this.#board.scene();
		ask(scene);
		this.#tellNews(scene);
		this.#board.settle();
	}

	/** The help is read from end to end and closed: nothing is left open that would take keys. */
	#help({ui}: Scene) {
		if (ui.help) {
			const place = placeOf(ui);
			this.#voice.tell(helpLines(place));
			this.#board.press(bindingFor(place, 'help')?.keys[0] ?? 'esc');
		}
	}

	/** Another page, another mark, another choice. */
	#follow(scene: Scene) {
		const {ui} = scene;
		const choices = new Map(choicesOf(scene, this.#board.pane).map(statement => [statement.label, statement]));
		const mark = markOf(ui);
		if (ui.view === this.#view) {
			const {lines} = news(this.#choices, choices);
			this.#voice.tell(lines);
			this.#owed = this.#owedAfter(lines, mark !== this.#mark) ?? this.#owed;
		} else {
			this.#view = ui.view;
			this.#owed = 'page';
		}

		this.#mark = mark;
		this.#choices = choices;
	}

	/** What is to be read after choices that were told. */
	#owedAfter(chosen: readonly string[], hasMoved: boolean): Owed {
		if (chosen.some(line => line.startsWith('Pane'))) {
			return 'page';
		}

		if (chosen.some(line => line.startsWith('Policy'))) {
			return 'news';
		}

		return this.#isKeyed && (hasMoved || chosen.length > 0) && this.#owed !== 'page' ? 'mark' : undefined;
	}

	/** Reads what is owed, if all of it has come. */
	#pay(scene: Scene) {
		if (this.#owed === 'news') {
			this.#owed = undefined;
			this.#tellNews(scene);
			return;
		}

		const lines = this.#owed === 'page' ? this.#pageLines(scene) : (this.#owed === 'mark' ? this.#markLines(scene) : undefined);
		if (lines) {
			this.#owed = undefined;
			this.#told = this.#watchedNow(scene) ?? this.#told;
			this.#voice.tell(lines);
		}
	}

	/** What the mark is on; undefined: it has not come yet. In a log nothing may be marked: then there is nothing to wait for. */
	#markLines(scene: Scene): readonly string[] | undefined {
		const {view} = scene.ui;
		const read = marked[view];
		const statements = read ? read(scene) : [];
		return statements?.map(statement => lineOf(statement)) ?? (view === 'overview' || view === 'risk' ? [] : undefined);
	}

	/** The pane that has the focus, if its facts can be told from others, or the whole page. */
	#part(sections: readonly Section[], name: string | undefined): readonly Section[] {
		const own = sections.filter(({title}) => title === name);
		return own.length > 0 ? own : sections;
	}

	/** The page in view from the top; undefined: something of it has not come yet. */
	#pageLines(scene: Scene): readonly string[] | undefined {
		const sections = pages[scene.ui.view](scene);
		return sections && [
			`${titles[scene.ui.view]}. ${clockLine(scene)}.`,
			...[...this.#choices.values()].filter(({label}) => label !== 'Pane').map(statement => lineOf(statement)),
			...this.#part(sections, this.#board.pane?.name).filter(({statements}) => statements.length > 0).flatMap(({title, statements}) => [
				`${capital(title)}.`,
				...statements.map(statement => lineOf(statement)),
			]),
		];
	}

	/** What is told of when it changes: the page, or the pane that is alone. */
	#watchedNow(scene: Scene): ReadonlyMap<string, Statement> | undefined {
		const sections = pages[scene.ui.view](scene);
		return sections && watched(this.#part(sections, scene.ui.focus.enlarged ? this.#board.pane?.name : undefined));
	}

	#tellNews(scene: Scene) {
		const now = this.#watchedNow(scene);
		if (!now) {
			return;
		}

		const {lines, told} = news(this.#told, now);
		this.#told = told;
		const shown = lines.slice(0, mostChanges);
		const more = lines.length - shown.length;
		const {view} = scene.ui;
		const again = bindingFor(view, view)?.keys[0];
		this.#voice.tell(lines.length === 0 ? [] : [`${clockLine(scene)}.`, ...shown, ...more > 0 ? [`${more} more changed${again === undefined ? '' : `: ${keyName(again)} reads all`}.`] : []]);
	}
}
