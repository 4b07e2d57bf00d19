import {useEffect, useState, useSyncExternalStore, type ReactNode} from 'react';
import {Box, useStdin} from 'ink';
import type {DeliveryKind} from '../player/protocol.js';
import type {Caption} from './caption/captions.js';
import {captionPane, captionSize} from './caption/pane.js';
import {hintPicture} from './hint/picture.js';
import {KeyReader, type Input} from './input.js';
import {injectMenu, menuSize} from './inject/menu.js';
import type {Place, View} from './keys/places.js';
import {footer} from './panes/footer.js';
import {header} from './panes/header.js';
import {fewLines} from './panes/text-panel.js';
import {promptPicture} from './prompt/picture.js';
import type {Scene} from './scene.js';
import {sizeClass} from './size-class.js';
import type {Draw} from './terminal/frame-sink.js';
import {Surface} from './terminal/surface.js';
import {CompareView} from './views/compare.js';
import {CoreView} from './views/core.js';
import {CoresView} from './views/cores.js';
import {Help} from './views/help.js';
import {LevelsView} from './views/levels.js';
import {MemoryView} from './views/memory.js';
import {OverviewView} from './views/overview.js';
import type {PageProps} from './views/page.js';
import {RiskView} from './views/risk.js';
import {ThreadView} from './views/thread.js';
import {ThreadsView} from './views/threads.js';

/** The few things on which the arrangement of the board depends; nothing else makes React render. */
export type Arrangement = {
	readonly view: View;
	readonly help: boolean;
	readonly helpTop: number;
	/** What is said on the first picture ever. */
	readonly hint: boolean;
	/** What a script says over the board. */
	readonly caption: Caption | undefined;
	/** Whose keys the help lists. */
	readonly place: Place;
	/** How the policy in focus has its events delivered: with the IDT there are more stacks to show. */
	readonly delivery: DeliveryKind;
	/** The pane that has the whole page to itself. */
	readonly enlarged: Draw<Scene> | undefined;
	readonly columns: number;
	readonly rows: number;
};

export type ArrangementStore = {
	subscribe(listener: () => void): () => void;
	/** The same object until something in it changes. */
	current(): Arrangement;
};

export type AppProps = {
	readonly store: ArrangementStore;
	readonly ascii: boolean;
	/** Rows that a map of all cores takes of a rectangle, for the layout of the page of cores. */
	readonly mapRows: (columns: number, rows: number) => number;
	/** CPUs of the box: few of them leave room for one close up. */
	readonly cpus: number;
	readonly onInput: (input: Input) => void;
};

/** Takes what is typed and pasted for as long as the board is shown. Ink's own hook tells neither Backspace from Delete nor pastes from keys. */
function useKeyboard(onInput: (input: Input) => void) {
	const {setRawMode, internal_eventEmitter: reports} = useStdin();
	const [reader] = useState(() => new KeyReader());
	useEffect(() => {
		setRawMode(true);
		return () => {
			setRawMode(false);
		};
	}, [setRawMode]);
	useEffect(() => {
		const take = (report: string) => {
			for (const input of reader.read(report)) {
				onInput(input);
			}
		};

		reports.on('input', take);
		return () => {
			reports.off('input', take);
		};
	}, [reports, reader, onInput]);
}

/** The whole board: header, the page in view, footer, and the help over it. */
export function App({store, ascii, mapRows, cpus, onInput}: AppProps): ReactNode {
	const {view, help, helpTop, hint, caption, place, delivery, enlarged, columns, rows} = useSyncExternalStore(store.subscribe, store.current);
	useKeyboard(onInput);
	const size = sizeClass(columns, rows);
	const prompt = place === 'prompt' && <Surface over position='absolute' draw={promptPicture} width={columns} height={rows}/>;
	if (size === 'line') {
		return (
			<Box width={columns} height={rows} overflow='hidden'>
				<Surface draw={fewLines} width={columns} height={rows}/>
				{prompt}
			</Box>
		);
	}

	const page = {columns, rows: rows - 3, size};
	return (
		<Box flexDirection='column' width={columns} height={rows} overflow='hidden'>
			<Surface draw={header} height={2}/>
			{enlarged ? <Surface draw={enlarged} height={page.rows} width={columns}/> : <Page {...page} view={view} delivery={delivery} mapRows={mapRows} cpus={cpus}/>}
			<Surface draw={footer} height={1}/>
			{hint && <Surface over position='absolute' draw={hintPicture} width={columns} height={rows - 1}/>}
			{prompt}
			{place === 'inject' && <InjectMenu columns={columns} rows={rows}/>}
			{caption && <CaptionBox caption={caption} columns={columns} rows={rows}/>}
			{help && <Help place={place} top={helpTop} columns={columns} rows={rows} ascii={ascii}/>}
		</Box>
	);
}

type AnyPageProps = PageProps & Pick<AppProps, 'mapRows' | 'cpus'> & Pick<Arrangement, 'view' | 'delivery'>;

/** The page of a view. */
function Page({view, delivery, mapRows, cpus, ...page}: AnyPageProps): ReactNode {
	return (
		<>
			{view === 'overview' && <OverviewView {...page}/>}
			{view === 'cores' && <CoresView {...page} mapRows={mapRows} cpus={cpus}/>}
			{view === 'threads' && <ThreadsView {...page}/>}
			{view === 'levels' && <LevelsView {...page} delivery={delivery}/>}
			{view === 'memory' && <MemoryView {...page}/>}
			{view === 'compare' && <CompareView {...page}/>}
			{view === 'risk' && <RiskView {...page}/>}
			{view === 'core' && <CoreView {...page}/>}
			{view === 'thread' && <ThreadView {...page}/>}
		</>
	);
}

/** What a script says, over the lower end of the page. */
function CaptionBox({caption, columns, rows}: {readonly caption: Caption; readonly columns: number; readonly rows: number}): ReactNode {
	const {width, height} = captionSize(caption, columns, rows);
	return (
		<Box position='absolute' width={columns} height={rows - 1} alignItems='flex-end' justifyContent='center'>
			<Surface over draw={captionPane} width={width} height={height}/>
		</Box>
	);
}

/** The menu over the page, in its middle. */
function InjectMenu({columns, rows}: {readonly columns: number; readonly rows: number}): ReactNode {
	return (
		<Box position='absolute' width={columns} height={rows} alignItems='center' justifyContent='center'>
			<Surface over draw={injectMenu} width={Math.min(columns, menuSize.columns)} height={Math.min(rows - 1, menuSize.rows)}/>
		</Box>
	);
}
