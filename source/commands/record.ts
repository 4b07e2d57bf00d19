import type {Scenario} from '../../machine/index.js';
import {InputError} from '../files/input-error.js';
import type {RecordingState} from '../player/protocol.js';
import {burstsPerDigest} from '../recordings/digest-times.js';
import {Recorder} from '../recordings/recorder.js';

/** Begins a recording of a run that is about to boot; what stands in the file's place goes. Throws an `InputError` when it cannot be written. */
export const openRecorder = (file: string, header: string, {machine}: Scenario): Recorder => {
	const recorder = new Recorder(header, burstsPerDigest(machine));
	recorder.start(file, {timeNs: 0, replace: true});
	requireWritten(recorder.recording);
	return recorder;
};

/** Throws an `InputError` when a recording could not be written. */
export const requireWritten = (recording: RecordingState | undefined): void => {
	if (recording?.problem !== undefined) {
		throw new InputError(recording.problem);
	}
};
