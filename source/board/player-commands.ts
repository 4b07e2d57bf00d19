import type {PlayerCommand, Search} from '../player/protocol.js';
import type {KeyAction} from './keys/table.js';
import {recordingName} from './recording/file-name.js';

/** What a key is pressed over: the policy in focus, by its index, and the seed of the run. */
type Asked = {readonly policy: number; readonly seed: number};

const second = 1_000_000_000;
const search = (what: Search['what'], which: Search['which']) => ({policy}: Asked): PlayerCommand => ({kind: 'search', search: {what, which, policy}});
const seekBy = (byNs: number) => (): PlayerCommand => ({kind: 'seek-by', byNs});

const commands: Partial<Record<KeyAction, (asked: Asked) => PlayerCommand>> = {
	'step-back': () => ({kind: 'step-back'}),
	backward: () => ({kind: 'backward'}),
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
	pause: () => ({kind: 'pause-or-resume'}),
	step: () => ({kind: 'step'}),
	slower: () => ({kind: 'speed', speed: 'slower'}),
	faster: () => ({kind: 'speed', speed: 'faster'}),
	'normal-speed': () => ({kind: 'speed', speed: 1}),
	record: ({seed}) => ({kind: 'record', file: recordingName(new Date(), seed)}),
	delivery: () => ({kind: 'action', action: {kind: 'delivery', delivery: 'other'}}),
};

/** What a key asks of the player; undefined: nothing. */
export const commandFor = (action: KeyAction, asked: Asked): PlayerCommand | undefined => commands[action]?.(asked);
