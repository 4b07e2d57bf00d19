import type {PlayerCommand, PlayerFrame} from '../player/protocol.js';
import type {KeyAction} from './keys/table.js';
import {recordingName} from './recording/file-name.js';

/** The slowest and the fastest speed that has a number; beyond that it runs as fast as it can. */
const slowest = 1 / 64;
const fastest = 64;

const commands: Partial<Record<KeyAction, (frame: Pick<PlayerFrame, 'state' | 'reading'>) => PlayerCommand>> = {
	pause: ({state: {mode}}) => ({kind: mode === 'paused' || mode === 'step' ? 'resume' : 'pause'}),
	step: () => ({kind: 'step'}),
	slower: ({state: {speed}}) => ({kind: 'speed', speed: speed > fastest ? fastest : Math.max(slowest, speed / 2)}),
	faster: ({state: {speed}}) => ({kind: 'speed', speed: speed >= fastest ? Infinity : speed * 2}),
	'normal-speed': () => ({kind: 'speed', speed: 1}),
	record: ({state: {recording}, reading: {seed}}) => ({kind: 'record', file: recording?.on ? undefined : recordingName(new Date(), seed)}),
	delivery: ({reading: {delivery}}) => ({kind: 'action', action: {kind: 'delivery', delivery: delivery === 'fred' ? 'idt' : 'fred'}}),
};

/** What a key asks of the player; undefined: nothing. */
export const commandFor = (action: KeyAction, frame: Pick<PlayerFrame, 'state' | 'reading'>): PlayerCommand | undefined => commands[action]?.(frame);
