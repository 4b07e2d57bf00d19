import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {InputError, shortPath, showValue} from '../files/input-error.js';
import {overrideMachine, readMachine} from '../files/machine.js';
import {parseCount} from '../files/quantity.js';
import {defaultChoice, oneOf, scenarioLimits} from '../files/scenario.js';
import {unreadable} from '../files/text-file.js';
import type {Imported, ImportTarget} from '../importers/imported.js';
import {importKinds} from '../importers/kinds.js';
import type {Skip} from '../importers/skips.js';
import type {TextInput} from '../importers/text-lines.js';
import {write} from './output.js';
import {type ParsedFlags, parseFlags} from './parse-flags.js';
import {read, requireText} from './run-options.js';
import {findCommand} from './table.js';
import {writeWhole} from './write-whole.js';

const threadSizes = ['8K', '16K', '32K', '64K'] as const;
const targets: readonly ImportTarget[] = ['machine', 'workload'];
/** Bytes read at a time. */
const pieceBytes = 256 * 1024;

/** `kstacktop import`: makes a workload or a machine of figures measured elsewhere, and says what it understood and what it left out. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('import')!, argv);
	const out = readOut(flags);
	const as = read(flags, 'as', (text, what) => oneOf(text, targets, what));
	const threadSize = read(flags, 'thread-size', (text, what) => oneOf(text, threadSizes, what)) ?? '16K';
	const stackOffset = read(flags, 'stack-offset', (text, what) => oneOf(text, ['on', 'off'], what) === 'on') ?? true;
	const cpus = read(flags, 'cpus', (text, what) => parseCount(text, what, scenarioLimits.cpus));
	const machine = overrideMachine(readMachine(read(flags, 'machine', requireText) ?? defaultChoice.machine).description, {cpus});
	const [kindName, name] = flags.operands;
	const names = importKinds.map(kind => kind.name);
	if (kindName === undefined) {
		throw new InputError('import needs a KIND and a FILE', {}, `kinds: ${names.join(', ')}`);
	}

	const kind = importKinds.find(item => item.name === oneOf(kindName, names, 'KIND'))!;
	if (name === undefined) {
		throw new InputError(`import ${kind.name} needs a FILE`, {}, 'a path, or - for standard input');
	}

	const idle = ['as', 'machine', 'cpus'].find(flag => flags.value(flag) !== undefined);
	if (idle !== undefined && kind.name !== 'vmstat') {
		throw new InputError(`--${idle} goes with import vmstat: ${kind.name} makes a workload, which fits any machine`);
	}

	if (out !== undefined && name !== '-' && path.resolve(out) === path.resolve(name)) {
		throw new InputError('--out is the file that is read', {file: out});
	}

	const {importText} = await kind.load();
	const input = openInput(name);
	const imported = await guardReading(input.name, async () => importText(input, {threadSizeBytes: Number.parseInt(threadSize, 10) * 1024, stackOffset, machine, as}));
	await (out === undefined ? write(imported.yaml) : writeWhole(out, imported.yaml));

	process.stderr.write(summary(imported, input.name, out));
	return 0;
};

/** Where to write. The options that take the file know a path by its slash or ending. */
const readOut = (flags: ParsedFlags): string | undefined => {
	const out = read(flags, 'out', requireText);
	if (out !== undefined && !/\.ya?ml$/u.test(out)) {
		throw new InputError(`--out must end in .yaml, found ${showValue(out)}`, {}, '--workload and --machine know a file by it');
	}

	return out;
};

const openInput = (name: string): TextInput => name === '-'
	? {name: 'stdin', label: 'standard input', pieces: process.stdin}
	: {name, label: path.basename(name), pieces: fs.createReadStream(name, {highWaterMark: pieceBytes})};

/** A file that cannot be read is the user's to mend. */
const guardReading = async (file: string, work: () => Promise<Imported>): Promise<Imported> => {
	try {
		return await work();
	} catch (error) {
		throw error instanceof Error && 'syscall' in error ? unreadable(error, file) : error;
	}
};

const showSkip = ({reason, count, lines}: Skip, file: string): string => {
	const places = lines.map(line => `${file}:${line}`).join(', ');
	return `skipped ${count}: ${reason} (${places}${count > lines.length ? ', ...' : ''})\n`;
};

const summary = ({target, understood, skips}: Imported, file: string, out: string | undefined): string => {
	const shown = shortPath(file);
	return [
		...understood.map(line => `${shown}: ${line}\n`),
		...skips.length === 0 ? [] : skips.map(skip => showSkip(skip, shown)),
		out === undefined ? `the ${target} is on standard output; --out FILE.yaml writes a file\n` : `wrote ${shortPath(out)}: kstacktop run --${target} ${shortPath(out)}\n`,
	].join('');
};
