import type {Environment} from '../../environment-variables.js';
import type {ColourDepth} from './painter.js';

/** Whether only ASCII should be written: the locale is not UTF-8, or the terminal draws too few glyphs. */
export function needsAscii(environment: Environment): boolean {
	const terminal = environment.TERM;
	if (terminal === 'linux' || terminal === 'dumb') {
		return true;
	}

	// As the C library does it: the first of these that is set and not empty decides
	const locale = [environment.LC_ALL, environment.LC_CTYPE, environment.LANG].find(value => value !== undefined && value !== '');
	return !/utf-?8/iu.test(locale ?? '');
}

/**
How many colours to use.
NO_COLOR (not empty) wins over FORCE_COLOR, and that over what TERM and COLORTERM tell.
*/
export function colourDepth(environment: Environment): ColourDepth {
	const terminal = environment.TERM ?? '';
	if (environment.NO_COLOR) {
		return 'none';
	}

	const forced: Readonly<Record<string, ColourDepth>> = {0: 'none', false: 'none', 1: '16', 2: '256', 3: 'truecolor'};
	const force = forced[environment.FORCE_COLOR ?? ''];
	if (force !== undefined) {
		return force;
	}

	if (terminal === 'dumb') {
		return 'none';
	}

	if (/^(?:truecolor|24bit)$/u.test(environment.COLORTERM ?? '') || terminal.includes('direct')) {
		return 'truecolor';
	}

	return terminal.includes('256') ? '256' : '16';
}
