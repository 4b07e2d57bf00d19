import type {Readable} from 'node:stream';
import {render} from 'ink';
import {Listeners} from '../listeners.js';
import type {Feed} from '../player/protocol.js';
import {App, type Arrangement} from './app.js';
import {Board} from './board.js';
import type {Captions} from './caption/captions.js';
import {cpuGroups} from './cpu-groups.js';
import type {Input} from './input.js';
import {placeOf, type View} from './keys/places.js';
import type {Keep, Kept} from './keeping.js';
import {drawFailure} from './panes/failure.js';
import {mapLayout} from './map-layout.js';
import type {HostRequest} from './prompt/contract.js';
import type {FixtureNames} from './prompt/prompts.js';
import type {ChosenColumns, Scene} from './scene.js';
import type {Piece} from './terminal/area.js';
import {FrameSink, type Target} from './terminal/frame-sink.js';
import {Painter, type PainterOptions} from './terminal/painter.js';
import {SinkContext} from './terminal/surface.js';

/** What a new run is to have. */
export type RestartRequest = Extract<HostRequest, {readonly kind: 'restart'}>;

export type StageOptions = PainterOptions & {
	readonly view: View;
	/** What a script says over the board. */
	readonly captions?: Captions | undefined;
	/** Frames between two drawings of a chart while the machine runs. */
	readonly chartFrames: number;
	/** Keeps what is seen in a file; undefined: nothing can be kept. */
	readonly keep?: Keep | undefined;
	readonly target: Target;
	readonly stdin: Readable;
	readonly quit: () => void;
	readonly suspend: () => void;
	/** What a new run can be made with; undefined: there can be none. */
	readonly fixtures?: FixtureNames | undefined;
	/** Leaves this run for one with another fixture; gives why there can be none. */
	readonly restart?: ((change: RestartRequest) => string | undefined) | undefined;
	/** Which columns tables show; undefined: all. */
	readonly columns?: ChosenColumns | undefined;
	/** A line for the footer to begin with. */
	readonly note?: Piece | undefined;
	/** A pane failed, and the others go on; left out: that is a fault like any other. */
	readonly onPaneError?: ((error: unknown) => void) | undefined;
	/** The board failed. */
	readonly onError: (error: unknown) => void;
};

/** A board in front of a target: what the terminal and the off-screen board have in common. */
export type Stage = {
	readonly board: Board;
	readonly sink: FrameSink<Scene>;
	readonly painter: Painter;
	close(): void;
};

/** A component may fail at any later time. */
async function reportFailure(exit: Promise<unknown>, onError: (error: unknown) => void) {
	try {
		await exit;
	} catch (error) {
		onError(error);
	}
}

/** Puts Ink, the sink and the board together. */
export function createStage(feed: Feed, {view, chartFrames, captions, keep, target, stdin, quit, suspend, fixtures, restart, columns, note, onPaneError, onError, ...look}: StageOptions): Stage {
	const painter = new Painter(look);
	const listeners = new Listeners();
	const sink: FrameSink<Scene> = new FrameSink<Scene>({
		target,
		painter,
		scene: () => board.scene(),
		drawn() {
			board.settle();
		},
		paneFailed: onPaneError && ((area, error) => {
			drawFailure(area, error);
			onPaneError(error);
		}),
		onError,
	});
	const changed = () => {
		sink.invalidate();
		listeners.tell();
	};

	const host = {
		quit,
		suspend,
		redraw() {
			sink.redraw();
		},
		changed,
		size: () => sink,
		keep(what: Kept['kind'], tell: (line: Piece) => void): Piece {
			const {reading} = feed.latest();
			if (keep === undefined) {
				return ['✗ nothing can be kept here', 'bad'];
			}

			if (what === 'moment') {
				return keep({kind: 'moment', reading}, tell);
			}

			const picture = sink.picture();
			const {theme} = painter;
			const inColour = new Painter({...look, theme, depth: 'truecolor'});
			const rows = (row: (y: number) => string) => Array.from({length: picture.rows}, (_, y) => row(y));
			return keep({
				kind: 'screen', name: board.ui.view, theme, reading,
				coloured: rows(y => `${picture.span(inColour, y, 0, picture.columns)}\u001B[0m`),
				plain: rows(y => picture.plain(painter, y)),
			}, tell);
		},
		ask(request: HostRequest) {
			if (request.kind === 'restart') {
				return restart?.(request);
			}

			painter.wear(request.theme);
			sink.redraw();
			return undefined;
		},
	};
	const board: Board = new Board(feed, host, {view, chartFrames, fixtures, columns, captions, note});
	const groups = cpuGroups(feed.scenario.machine);
	let arrangement: Arrangement = {view, help: false, helpTop: 0, hint: false, caption: undefined, place: view, delivery: board.delivery, enlarged: undefined, columns: sink.columns, rows: sink.rows};
	const store = {
		subscribe: listeners.subscribe,
		current(): Arrangement {
			const {ui} = board;
			const {view: page, help, helpTop, hint, caption} = ui;
			const place = placeOf(ui);
			const {columns, rows} = sink;
			// Only the page of levels is arranged by the delivery; elsewhere another policy is just another picture
			const delivery = page === 'levels' ? board.delivery : arrangement.delivery;
			const enlarged = ui.focus.enlarged ? board.pane?.draw : undefined;
			const next: Arrangement = {view: page, help, helpTop, hint, caption, place, delivery, enlarged, columns, rows};
			if (Object.entries(next).some(([key, value]) => arrangement[key as keyof Arrangement] !== value)) {
				arrangement = next;
			}

			return arrangement;
		},
	};
	const onInput = (input: Input) => {
		if ('key' in input) {
			board.press(input.key);
		} else {
			board.paste(input.paste);
		}
	};

	sink.on('resize', changed);
	const app = render(
		<SinkContext value={sink}>
			<App store={store} ascii={look.ascii} cpus={feed.scenario.machine.cpus} mapRows={(columns, rows) => mapLayout(groups, columns, rows)?.height ?? 0} onInput={onInput}/>
		</SinkContext>,
		{stdout: sink as unknown as NodeJS.WriteStream, stdin: stdin as NodeJS.ReadStream, debug: true, exitOnCtrlC: false, patchConsole: false, isScreenReaderEnabled: false},
	);
	void reportFailure(app.waitUntilExit(), onError);
	return {
		board,
		sink,
		painter,
		close() {
			board.close();
			app.unmount();
			app.cleanup();
		},
	};
}
