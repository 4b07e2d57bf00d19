import {createContext, use, useLayoutEffect, useRef, type ReactNode} from 'react';
import {Box, type BoxProps, type DOMElement} from 'ink';
import type {Scene} from '../scene.js';
import {markFocus} from '../panes/chrome.js';
import type {Draw, FrameSink} from './frame-sink.js';

export const SinkContext = createContext<FrameSink<Scene> | undefined>(undefined);

function useSink(): FrameSink<Scene> {
	const sink = use(SinkContext);
	if (!sink) {
		throw new Error('A surface needs a frame sink around it.');
	}

	return sink;
}

/** A box, placed by Ink, whose inside is painted by `draw` with each picture; React has no part in that. */
export function Surface({draw, over = false, ...box}: {readonly draw: Draw<Scene>; /** It lies over the others. */ readonly over?: boolean} & BoxProps): ReactNode {
	const sink = useSink();
	const node = useRef<DOMElement>(null);
	useLayoutEffect(() => sink.surface(node.current!, (area, scene) => {
		draw(area, scene);
		if (scene.focused === draw) {
			markFocus(area, scene);
		}
	}, over), [sink, draw, over]);
	return <Box ref={node} flexShrink={0} {...box}/>;
}

/** A box of Ink's own text that lies over the surfaces. */
export function Cover({children, ...box}: {readonly children: ReactNode} & BoxProps): ReactNode {
	const sink = useSink();
	const node = useRef<DOMElement>(null);
	useLayoutEffect(() => sink.cover(node.current!), [sink]);
	return <Box ref={node} {...box}>{children}</Box>;
}
