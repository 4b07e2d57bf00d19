import {InputError, showValue} from '../files/input-error.js';
import {commands, findCommand} from './table.js';
import type {Command} from './command.js';

/** What a command line asks for. */
export type Route
	= | {readonly kind: 'version'}
	/** `topic` undefined: the general help. */
		| {readonly kind: 'help'; readonly topic: Command | undefined}
	/** `named`: the command was written out; without a command it is the board. */
		| {readonly kind: 'command'; readonly command: Command; readonly named: boolean; readonly argv: readonly string[]};

const valueFlags = new Set(commands.flatMap(command => command.flags.filter(flag => flag.value !== undefined).map(flag => `--${flag.name}`)));

/**
Finds the command among the arguments, wherever its flags stand, and `-h`, `--help` and `--version` anywhere before `--`.
Throws an `InputError` for a command that does not exist.
*/
export const route = async (argv: readonly string[]): Promise<Route> => {
	const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
	const before = argv.slice(0, end);
	const at = before.findIndex((token, index) => isOperand(token) && !valueFlags.has(before[index - 1] ?? ''));
	const word = at === -1 ? undefined : before[at]!;
	const command = word === undefined ? undefined : findCommand(word);
	const wantsHelp = before.some(token => token === '--help' || token === '-h');

	if (word !== undefined && command === undefined) {
		throw await unknownCommand(word);
	}

	if (command?.name === 'help') {
		const topic = before.slice(at + 1).find(token => isOperand(token));
		const found = topic === undefined ? undefined : findCommand(topic);
		if (topic !== undefined && found === undefined) {
			throw await unknownCommand(topic);
		}

		return {kind: 'help', topic: found};
	}

	if (wantsHelp) {
		return {kind: 'help', topic: command};
	}

	if (before.includes('--version')) {
		return {kind: 'version'};
	}

	return {
		kind: 'command',
		command: command ?? findCommand('board')!,
		named: command !== undefined,
		argv: at === -1 ? argv : argv.toSpliced(at, 1),
	};
};

/** `-` alone is an operand: standard input. */
const isOperand = (token: string): boolean => token === '-' || !token.startsWith('-');

const unknownCommand = async (word: string): Promise<InputError> => {
	const {suggest} = await import('../files/nearest.js');
	const names = commands.map(command => command.name);
	return new InputError(`unknown command ${showValue(word)}`, {}, suggest(word, names));
};
