import process from 'node:process';
import {comparePolicies, families, Machine, type PolicyName} from '../../machine/index.js';
import {InputError} from '../files/input-error.js';
import {parseTimeNs} from '../files/quantity.js';
import {checkPolicies, oneOf, resolveScenario} from '../files/scenario.js';
import {Session} from '../player/session.js';
import {comparisonCsv} from '../report/compare-csv.js';
import {comparisonJson} from '../report/compare-json.js';
import {comparisonText} from '../report/compare-text.js';
import {write} from './output.js';
import {parseFlags} from './parse-flags.js';
import {defaultForNs} from './run.js';
import {read, readChoice} from './run-options.js';
import {findCommand} from './table.js';
import {toolVersion} from './version.js';

const formats = ['text', 'json', 'csv'] as const;

/** Columns of the text: those of the terminal, or of a mail; labels and one policy need 60. */
const textWidth = (): number => Math.max(60, process.stdout.isTTY ? process.stdout.columns : 80);

/** `kstacktop compare`: policies side by side after one run of one machine. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('compare')!, argv);
	const policies = readPolicies(flags.operands);
	const endNs = read(flags, 'for', parseTimeNs) ?? defaultForNs;
	const format = read(flags, 'format', (text, what) => oneOf(text, formats, what)) ?? 'text';
	const scenario = resolveScenario({...readChoice(flags), policies});
	const session = new Session(new Machine(scenario), {endNs, history: false});
	session.advance(endNs);
	const reading = session.read();
	const comparison = comparePolicies(reading.policies);
	const header = {toolVersion, scenario};
	await write({
		text: () => comparisonText(comparison, reading, header, textWidth()),
		json: () => comparisonJson(comparison, reading, header),
		csv: () => comparisonCsv(comparison),
	}[format]());
	return 0;
};

/** The words of the command line; `a,b` counts as two, as in `--policy`. */
const readPolicies = (operands: readonly string[]): PolicyName[] => {
	const texts = operands.flatMap(operand => operand.split(','));
	if (texts.length < 2) {
		throw new InputError(`compare needs 2 policies or more, found ${texts.length}`, {}, `known: ${families.map(({kind}) => kind).join(', ')}; see kstacktop help compare`);
	}

	return checkPolicies(texts, 'compare');
};
