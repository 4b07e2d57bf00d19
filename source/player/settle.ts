import type {PlayerCommand, PlayerState, SpeedStep} from './protocol.js';

/** The slowest and the fastest speed that has a number, in simulated seconds a real second; beyond that it runs as fast as it can. */
const slowest = 1 / 64;
const fastest = 64;

/** The speed a step away: from 1/64 to 64, and above that `Infinity`. */
const speedAfter = (speed: number, step: SpeedStep): number => {
	if (step === 'faster') {
		return speed >= fastest ? Infinity : speed * 2;
	}

	return speed > fastest ? fastest : Math.max(slowest, speed / 2);
};

/** A command that means the same however the player stands. */
export type SettledCommand = Exclude<PlayerCommand, {readonly kind: 'pause-or-resume' | 'speed'}> | {readonly kind: 'speed'; readonly speed: number};

/** What a command comes to for a player that stands like this. */
export const settled = (command: PlayerCommand, {mode, speed}: Pick<PlayerState, 'mode' | 'speed'>): SettledCommand => {
	if (command.kind === 'pause-or-resume') {
		return {kind: mode === 'paused' || mode === 'step' ? 'resume' : 'pause'};
	}

	if (command.kind === 'speed') {
		return {kind: 'speed', speed: typeof command.speed === 'number' ? command.speed : speedAfter(speed, command.speed)};
	}

	return command.kind === 'backward' && mode === 'backward' ? {kind: 'pause'} : command;
};
