import {nearest} from '../../../files/nearest.js';
import {speedLimits} from '../../../files/quantity.js';
import {themeNames} from '../../terminal/themes.js';
import type {PromptContext} from '../prompts.js';
import {CommandProblem, named, requireWords, type Command} from './command.js';

/** The one of `names` that a word is. */
function oneOf<Name extends string>(word: string, names: readonly Name[], what: string): Name {
	const found = names.find(name => name === word);
	if (found === undefined) {
		const near = nearest(word, names);
		throw new CommandProblem(0, `no ${what} is named ${word}${near === undefined ? `; known: ${names.join(', ')}` : `; did you mean ${near}?`}`);
	}

	return found;
}

function readSpeed(word: string): number {
	if (word === 'max') {
		return Infinity;
	}

	const [, above, below = '1'] = /^(\d{1,4}(?:\.\d{1,6})?)(?:\/(\d{1,4}))?x?$/u.exec(word) ?? [];
	const speed = Number(above) / Number(below);
	if (!(speed >= speedLimits.min && speed <= speedLimits.max)) {
		throw new CommandProblem(0, `a speed is a number from ${speedLimits.min} to ${speedLimits.max}, such as 4 or 1/8, or max`);
	}

	return speed;
}

const speed: Command = {
	name: 'speed', help: 'simulated seconds a second', form: 'speed NUMBER|max',
	next: words => words.length === 0 ? named(['1/8', '1', '4', '16', 'max'], '') : [],
	read(words) {
		requireWords(speed, words, 1, 1);
		return [{kind: 'command', command: {kind: 'speed', speed: readSpeed(words[0]!)}}];
	},
};

const policies = ({frame}: PromptContext) => frame.reading.policies.map(({name}) => name);

const policy: Command = {
	name: 'policy', help: 'show a policy of this run', form: 'policy NAME',
	next: (words, context) => words.length === 0 ? named(policies(context), '') : [],
	read(words, context) {
		requireWords(policy, words, 1, 1);
		const names = policies(context);
		return [{kind: 'event', event: {kind: 'policy', index: names.indexOf(oneOf(words[0]!, names, 'policy of this run'))}}];
	},
};

const theme: Command = {
	name: 'theme', help: 'the colours of the board', form: 'theme NAME',
	next: words => words.length === 0 ? named(themeNames, '') : [],
	read(words) {
		requireWords(theme, words, 1, 1);
		return [{kind: 'ask', request: {kind: 'theme', theme: oneOf(words[0]!, themeNames, 'theme')}}];
	},
};

/** A new run with another fixture of a kind. */
const restart = (kind: 'workload' | 'machine'): Command => ({
	name: kind, help: `a new run with another ${kind}`, form: `${kind} NAME`,
	next: (words, {fixtures}) => words.length === 0 ? named(fixtures?.[kind] ?? [], 'a new run') : [],
	read(words, {fixtures}) {
		requireWords({name: kind, form: `${kind} NAME`}, words, 1, 1);
		if (!fixtures) {
			throw new CommandProblem(-1, 'what is replayed cannot be another run');
		}

		return [{kind: 'ask', request: {kind: 'restart', [kind]: oneOf(words[0]!, fixtures[kind], kind)}}];
	},
});

/** What is chosen by a name or a number. */
export const settingCommands: readonly Command[] = [policy, speed, theme, restart('workload'), restart('machine')];
