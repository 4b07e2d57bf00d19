import type {PlayerCommand, PlayerFrame, Search} from '../player/protocol.js';
import type {KeyAction} from './keys/table.js';
import {recordingName} from './recording/file-name.js';

/** The slowest and the fastest speed that has a number; beyond that it runs as fast as it can. */
const slowest = 1 / 64;
const fastest = 64;

const second = 1_000_000_000;
const search = (what: Search['what'], which: Search['which']) => (_frame: unknown, policy: number): PlayerCommand => ({kind: 'search', search: {what, which, policy}});
const seekBy = (byNs: number) => (): PlayerCommand => ({kind: 'seek-by', byNs});

const commands: Partial<Record<KeyAction, (frame: Pick<PlayerFrame, 'state' | 'reading'>, policy: number) => PlayerCommand>> = {
	'step-back': () => ({kind: 'step-back'}),
	backward: ({state: {mode}}) => ({kind: mode === 'backward' ? 'pause' : 'backward'}),
	now: () => ({kind: 'now'}),
	'back-1s': seekBy(-second),
	'ahead-1s': seekBy(second),
	'back-10s': seekBy(-10 * second),
	'ahead-10s': seekBy(10 * second),
	'next-fault': search('fault', 'next'),
	'previous-fault': search('fault', 'previous'),
	'next-failure': search('failure', 'next'),
	'previous-failure': search('failure', 'previous'),
	'first-failure': search('failure', 'first'),
	pause: ({state: {mode}}) => ({kind: mode === 'paused' || mode === 'step' ? 'resume' : 'pause'}),
	step: () => ({kind: 'step'}),
	slower: ({state: {speed}}) => ({kind: 'speed', speed: speed > fastest ? fastest : Math.max(slowest, speed / 2)}),
	faster: ({state: {speed}}) => ({kind: 'speed', speed: speed >= fastest ? Infinity : speed * 2}),
	'normal-speed': () => ({kind: 'speed', speed: 1}),
	record: ({state: {recording}, reading: {seed}}) => ({kind: 'record', file: recording?.on ? undefined : recordingName(new Date(), seed)}),
	delivery: ({reading: {delivery}}) => ({kind: 'action', action: {kind: 'delivery', delivery: delivery === 'fred' ? 'idt' : 'fred'}}),
};

/** What a key asks of the player, for the policy in focus; undefined: nothing. */
export const commandFor = (action: KeyAction, frame: Pick<PlayerFrame, 'state' | 'reading'>, policy: number): PlayerCommand | undefined => commands[action]?.(frame, policy);
