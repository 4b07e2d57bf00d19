import type {Command, Flag} from './command.js';
import {commands} from './table.js';
import {notesOf} from './notes.js';

const columns = (rows: ReadonlyArray<readonly [left: string, right: string]>): string[] => {
	const width = Math.max(...rows.map(([left]) => left.length)) + 2;
	return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`.trimEnd());
};

const flagForm = ({name, value}: Flag): string => value === undefined ? `--${name}` : `--${name} ${value}`;

const exitCodes = '0 finished · 1 something asserted is false · 2 could not run · 128+n ended by signal n';

/** The help of the whole program. */
export const generalHelp = (): string => [
	'kstacktop: top for kernel stacks, on a simulated x86-64 box',
	'',
	'Usage',
	...columns(commands.map(command => [command.usage, command.about])),
	'',
	'Examples',
	...columns([...commands[0]!.examples, ...commands[1]!.examples, ...commands[2]!.examples]),
	'',
	'Options of board and run',
	...columns([
		...commands[0]!.flags.map(flag => [flagForm(flag), flag.about] as const),
		['-h, --help', 'this help; after a command: the help of that command'],
		['--version', 'the version'],
	]),
	'',
	'Exit codes',
	`  ${exitCodes}`,
	'',
].join('\n');

/** The help of one command. */
export const commandHelp = async (command: Command): Promise<string> => {
	const notes = await notesOf(command.name);
	return [
		`kstacktop ${command.name}: ${command.about}`,
		'',
		'Usage',
		`  ${command.usage}`,
		'',
		'Examples',
		...columns(command.examples),
		...command.flags.length === 0 ? [] : ['', 'Options', ...columns(command.flags.map(flag => [flagForm(flag), flag.about]))],
		...notes.flatMap(note => ['', note]),
		'',
	].join('\n');
};
