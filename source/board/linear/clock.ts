import {moment, speed} from '../figures.js';
import {badge} from '../panes/header.js';
import type {Scene} from '../scene.js';
import {capital, spoken} from './words.js';

/** A moment to the digits that mean something: all of them where the clock stands. */
const at = (timeNs: number, stands: boolean) => moment(timeNs, stands ? 6 : 1);

/** What the clock does, in a sentence: `Paused at 12.400000 s`. */
export function clockLine({frame: {state, reading}, frozenForNs}: Scene): string {
	const stands = state.mode === 'paused' || state.mode === 'step';
	const word = frozenForNs === undefined ? spoken(badge(state)[0]).trim().toLowerCase() : 'frozen';
	return `${capital(word)} at ${spoken(at(reading.timeNs, stands))}, speed ${speed(state.speed).replace(/x$/u, ' times').replace('1 times', 'real time')}`;
}

/** While this is the same there is nothing to say of the clock: it runs as it did, or stands where it stood. */
export function clockMark({frame: {state: {mode, ended, behindNs, speed: wanted}, reading: {timeNs}}, frozenForNs}: Scene): string {
	const stands = mode === 'paused' || mode === 'step';
	return [mode, ended, behindNs > 0, wanted, frozenForNs !== undefined, stands ? timeNs : ''].join(' ');
}
