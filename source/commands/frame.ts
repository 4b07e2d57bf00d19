import process from 'node:process';
import {text as readAll} from 'node:stream/consumers';
import {InputError} from '../files/input-error.js';
import {parseFrame} from '../files/qword.js';
import {oneOf} from '../files/scenario.js';
import {frameJson, frameText} from '../report/frame.js';
import {write} from './output.js';
import {type ParsedFlags, parseFlags} from './parse-flags.js';
import {read} from './run-options.js';
import {findCommand} from './table.js';

/** `kstacktop frame`: a FRED frame from a crash, field by field. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('frame')!, argv);
	const format = read(flags, 'format', (text, what) => oneOf(text, ['text', 'json'] as const, what)) ?? 'text';
	const frame = parseFrame(await frameSource(flags));
	await write(format === 'json' ? frameJson(frame) : frameText(frame));
	return 0;
};

/** The words of the command line, or standard input for `-` and for none. */
const frameSource = async ({operands}: ParsedFlags): Promise<string> => {
	const fromInput = operands.length === 0 || (operands.length === 1 && operands[0] === '-');
	if (!fromInput) {
		return operands.join(' ');
	}

	if (process.stdin.isTTY) {
		throw new InputError('a FRED frame is wanted: 8 quadwords', {}, 'as arguments, or on standard input');
	}

	return readAll(process.stdin);
};
