import type {KeyAction} from '../keys/table.js';
import {clamp, strides, topFor, type Scroll} from '../scroll.js';
import {comparedLines, figureLines} from './lines.js';

/** The table of compared policies: its first line in sight, and which of the figures is marked. */
export type Marking = Scroll & {readonly marked: number};

export const initialMarking: Marking = {top: 0, visible: 1, marked: 0};

/** The marking after a key that goes up or down; the very same after any other. */
export function markedBy(marking: Marking, action: KeyAction): Marking {
	const by = strides[action]?.(marking.visible, figureLines.length);
	return by === undefined ? marking : {...marking, marked: clamp(marking.marked + by, figureLines.length)};
}

/** The first line so that the marked figure is seen, and with it the title of its group if that is right above. */
export function markedTop(marking: Marking): number {
	const line = figureLines[marking.marked]!;
	const top = topFor(marking, line, comparedLines.length);
	const above = comparedLines[line - 1]?.kind === 'title' && marking.visible > 1 ? line - 1 : line;
	return topFor({...marking, top}, above, comparedLines.length);
}
