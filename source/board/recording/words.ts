import type {RecordingState} from '../../player/protocol.js';
import type {Piece} from '../terminal/area.js';

/** A line about a recording: where it goes, where it is, or why it is not there. */
export function recordingNote({file, on, problem}: RecordingState): Piece {
	if (problem !== undefined) {
		return [`✗ ${problem}`, 'bad'];
	}

	return on ? [`● recording to ${file}`, 'accent'] : [`■ recorded in ${file}`, 'accent'];
}
