import {wrapText} from '../terminal/wrap.js';
import type {Area} from '../terminal/area.js';

/** One line for people about something thrown. */
export const lineOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split('\n')[0]!;

/** Takes the place of a pane that failed to draw. */
export function drawFailure(area: Area, error: unknown) {
	for (let y = 0; y < area.height; y++) {
		area.bar(y, 'none');
	}

	const said = wrapText(`✗ This pane failed: ${lineOf(error)}`, area.width - 2, area.height);
	for (const [y, line] of said.entries()) {
		area.text(1, y, line, 'bad');
	}

	for (const [index, line] of wrapText('The others go on. When you leave, it is told how to see this again.', area.width - 2, area.height - said.length).entries()) {
		area.text(1, said.length + index, line, 'dim');
	}
}
