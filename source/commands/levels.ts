import {type FredMsrs, fredMsrNumbers, fredMsrProblem} from '../../machine/index.js';
import {InputError, showValue} from '../files/input-error.js';
import {parseQword} from '../files/qword.js';
import {oneOf} from '../files/scenario.js';
import {levelsJson, levelsText} from '../report/levels.js';
import {write} from './output.js';
import {parseFlags} from './parse-flags.js';
import {read} from './run-options.js';
import {findCommand} from './table.js';

/** As Linux sets them (arch/x86/kernel/fred.c): #DB 1, NMI 2, #MC 2, #DF 3; red zone of 64 bytes, interrupts at level 0. Its entry page differs from boot to boot. */
const linuxStklvls = 0x20_00_03_00_24n;
const linuxConfig = 0x40n;

/** `kstacktop levels`: which event goes to which stack level, and the traps. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('levels')!, argv);
	const format = read(flags, 'format', (text, what) => oneOf(text, ['text', 'json'] as const, what)) ?? 'text';
	const msrs: FredMsrs = {
		stklvls: read(flags, 'stklvls', parseQword) ?? linuxStklvls,
		config: read(flags, 'config', parseConfig) ?? linuxConfig,
		rsp: [0n, 0n, 0n, 0n],
		star: 0n,
	};
	await write(format === 'json' ? levelsJson(msrs) : levelsText(msrs));
	return 0;
};

/** A value that WRMSR would take. */
const parseConfig = (text: string, what: string): bigint => {
	const value = parseQword(text, what);
	const problem = fredMsrProblem(fredMsrNumbers.config, value);
	if (problem !== undefined) {
		throw new InputError(`${what} ${showValue(text)} is impossible: ${problem}`, {}, 'bits 2, 5:4 and 11 are reserved, 63:12 are the address of the entry page');
	}

	return value;
};
