import meow from 'meow';
import {InputError, showValue} from '../files/input-error.js';
import {suggest} from '../files/nearest.js';
import type {Command} from './command.js';

/** A command line, taken apart. Values are still text: each command reads them with the parsers of `files/quantity.ts`. */
export type ParsedFlags = {
	/** The words that are no flags, in their order: as many as the command takes at most. */
	readonly operands: readonly string[];
	/** The text after a flag; undefined when the flag was not given. An empty text means that nothing stood there. */
	value(name: string): string | undefined;
	/** The texts after a flag that may be repeated, in their order; empty when it was not given. */
	values(name: string): readonly string[];
	/** Whether a switch was given. */
	has(name: string): boolean;
};

/**
Takes the arguments of a command apart. Throws an `InputError` for unknown and repeated flags and for words too many.
The parser would end the process or throw a bare error for these, and read `abc` as a number NaN; hence the checks before it and text values only.
*/
export const parseFlags = (command: Command, argv: readonly string[]): ParsedFlags => {
	checkNames(command, argv);
	const {flags, input} = meow({
		importMeta: import.meta,
		argv: joinNegatives(command, argv),
		pkg: {name: 'kstacktop'},
		description: false,
		autoHelp: false,
		autoVersion: false,
		flags: Object.fromEntries(command.flags.map(flag => [parserKey(flag.name), {type: flag.value === undefined ? 'boolean' : 'string', isMultiple: flag.repeatable === true}])),
	});
	const extra = input[command.operand === undefined ? 0 : (command.operandsAtMost ?? 1)];
	if (extra !== undefined) {
		const taken = command.operand === undefined ? 'no word besides its options' : `one ${command.operand}`;
		throw new InputError(`${command.name} takes ${taken}, found ${showValue(extra)}`, {}, `see kstacktop help ${command.name}`);
	}

	return {
		value(name) {
			const text = flags[parserKey(name)];
			return typeof text === 'string' ? text : undefined;
		},
		values(name) {
			const texts: unknown = flags[parserKey(name)];
			return Array.isArray(texts) ? texts.map(String) : [];
		},
		// The parser takes --no-offset for the switch offset, turned off
		has: name => flags[parserKey(name)] === true || name.startsWith('no-') && flags[parserKey(name.slice('no-'.length))] === false,
		operands: input,
	};
};

/** The parser knows `--thread-size` as `threadSize`. */
const parserKey = (name: string): string => name.replaceAll(/-[a-z]/gu, part => part.slice(1).toUpperCase());

/** `--for -1s` as `--for=-1s`: the parser would take the value for a flag, and its error would say that nothing stood there. */
const joinNegatives = (command: Command, argv: readonly string[]): string[] => {
	const joined: string[] = [];
	for (const token of argv) {
		const last = joined.at(-1);
		const takesValue = command.flags.some(flag => flag.value !== undefined && last === `--${flag.name}`);
		if (takesValue && /^-\d/u.test(token)) {
			joined[joined.length - 1] = `${last!}=${token}`;
		} else {
			joined.push(token);
		}
	}

	return joined;
};

const checkNames = (command: Command, argv: readonly string[]): void => {
	const seen = new Set<string>();
	const end = argv.indexOf('--');
	for (const token of end === -1 ? argv : argv.slice(0, end)) {
		// A negative number is the (bad) value of the flag before it, and `-` is standard input.
		if (!token.startsWith('-') || token === '-' || /^-\d/u.test(token)) {
			continue;
		}

		const name = token.split('=', 1)[0]!;
		const flag = command.flags.find(known => `--${known.name}` === name);
		if (flag === undefined) {
			throw unknownFlag(name, command);
		}

		if (flag.value === undefined && token.includes('=')) {
			throw new InputError(`--${flag.name} takes no value, found ${showValue(token)}`);
		}

		if (seen.has(name) && flag.repeatable !== true) {
			throw new InputError(`${name} is given twice`);
		}

		seen.add(name);
	}
};

const unknownFlag = (name: string, command: Command): InputError => {
	const names = command.flags.map(flag => `--${flag.name}`);
	const hint = names.length === 0 ? `${command.name} takes no options` : suggest(name, names);
	return new InputError(`unknown option ${showValue(name).slice(1, -1)}`, {}, hint);
};
