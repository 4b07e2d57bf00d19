import {Machine} from '../../machine/index.js';
import {InputError} from '../files/input-error.js';
import {readMachine} from '../files/machine.js';
import {oneOf, resolveScenario} from '../files/scenario.js';
import {Session} from '../player/session.js';
import {type VerifyRow, verifyRows, verifyText} from '../report/verify.js';
import {write} from './output.js';
import {parseFlags} from './parse-flags.js';
import {read} from './run-options.js';
import {findCommand} from './table.js';
import {refuseDepthsOptions, verifyDepths} from './verify-depths.js';

/** The boxes that have published figures. */
const boxes = ['genoa-384', 'skylake-112', 'rome-128', 'rome-256', 'haswell-72', 'vmstat-4632'] as const;

/** `kstacktop verify`: the simulated boxes against the published figures, with `--depths` stack depths against measured ones; exit code 1 if a row is off. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('verify')!, folderApart(argv));
	const format = read(flags, 'format', (text, what) => oneOf(text, ['text', 'json'] as const, what)) ?? 'text';
	if (flags.has('depths')) {
		return verifyDepths(flags, format);
	}

	refuseDepthsOptions(flags);
	const rows = boxes.flatMap(box => verifyBox(box));
	await write(format === 'json' ? `${JSON.stringify({rows})}\n` : verifyText(rows));
	return rows.every(row => row.holds) ? 0 : 1;
};

/** `--depths=DIR` as `--depths DIR`: the folder may be left out, so the parser knows the flag as a switch. Throws an `InputError` where nothing follows. */
const folderApart = (argv: readonly string[]): string[] => argv.flatMap(token => {
	const folder = token.startsWith(folderFlag) ? token.slice(folderFlag.length) : undefined;
	if (folder === '') {
		throw new InputError(`${folderFlag} needs a folder`, {}, 'or --depths alone for the runs that come with kstacktop');
	}

	return folder === undefined ? [token] : ['--depths', folder];
});

const folderFlag = '--depths=';

/** The figures were read on freshly booted machines: a short idle run must not move them. */
const idleNs = 1_000_000_000;

const verifyBox = (box: string): VerifyRow[] => {
	const {published} = readMachine(box);
	const session = new Session(new Machine(resolveScenario({machine: box, policies: ['fred-pf']})), {history: false});
	session.advance(idleNs);
	return published === undefined ? [] : verifyRows(box, published, session.read().policies[0]!);
};
