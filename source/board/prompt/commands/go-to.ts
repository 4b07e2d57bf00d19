import {soughtKinds, type PlayerCommand, type Search} from '../../../player/protocol.js';
import type {PromptContext} from '../prompts.js';
import {CommandProblem, named, requireWords, type Command} from './command.js';

const unitNs: Readonly<Record<string, number>> = {ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9};

/** Latest moment that can be gone to: a year of simulated time. */
const latestNs = 365 * 24 * 3600e9;

const events: ReadonlyMap<string, Search['what']> = new Map(soughtKinds.map(kind => [kind === 'poolEmpty' ? 'pool-empty' : kind, kind]));
const ways = ['next', 'previous', 'first'] as const satisfies ReadonlyArray<Search['which']>;

/** What a moment that was typed asks of the player: `now`, a time since boot, one from the shown moment (`-5s`, `+2s`), `next fault`. */
function destination(words: readonly string[], {ui}: PromptContext): PlayerCommand {
	const [first = '', second] = words;
	const which = ways.find(way => way === first);
	if (which !== undefined) {
		const what = events.get(second ?? '');
		if (what === undefined) {
			throw new CommandProblem(1, `${which} what? one of ${[...events.keys()].join(', ')}`);
		}

		return {kind: 'search', search: {what, which, policy: ui.policy}};
	}

	if (second !== undefined) {
		throw new CommandProblem(1, 'a time is one word, such as 12.4s or -5s');
	}

	if (first === 'now') {
		return {kind: 'now'};
	}

	const {sign, number, unit} = /^(?<sign>[+-]?)(?<number>\d{1,12}(?:\.\d{1,9})?)(?<unit>ns|us|ms|s|m|h)$/u.exec(first)?.groups ?? {};
	const ns = Math.round(Number(number) * (unitNs[unit ?? ''] ?? Number.NaN));
	if (!(ns <= latestNs)) {
		throw new CommandProblem(0, `a time has its unit, such as 12.4s, 250ms, -5s, +2m; or now, ${ways.join(', ')}`);
	}

	return sign === '' ? {kind: 'seek', timeNs: ns} : {kind: 'seek-by', byNs: sign === '-' ? -ns : ns};
}

/** Goes to another moment of the run. */
export const goTo: Command = {
	name: 'go-to', help: 'go to a time or an event', form: 'go-to TIME|+TIME|-TIME|now|next EVENT|previous EVENT|first EVENT',
	next(words) {
		if (words.length === 0) {
			return [...named(['-1s', '-10s', '+1s', '+10s'], 'from here'), ...named(['now'], 'as far as the run has come'), ...named(ways, 'an event')];
		}

		return words.length === 1 && (ways as readonly string[]).includes(words[0]!) ? named([...events.keys()], '') : [];
	},
	read(words, context) {
		requireWords(goTo, words, 1, 2);
		return [{kind: 'command', command: destination(words, context)}];
	},
};
