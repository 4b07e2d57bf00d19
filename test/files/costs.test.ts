import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {combine} from '../../machine/delivery/cycles.js';
import {costsFile, loadCosts, readCosts} from '../../source/files/costs.js';
import {InputError} from '../../source/files/input-error.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-costs-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

const {steps, totals} = readCosts(costsFile);

/** `a + 3*b + c` as the steps of a bill. */
const stepsOf = (formula: string): Record<string, number> => {
	const uses: Record<string, number> = {};
	for (const term of formula.replace(/^sum: /u, '').split(' + ')) {
		const [first = '', second] = term.split('*');
		const [step, times] = second === undefined ? [first, 1] : [second, Number(first)];
		uses[step] = (uses[step] ?? 0) + times;
	}

	return uses;
};

const rounded = (...cycles: readonly number[]): number[] => cycles.map(value => Math.round(value));

test('the file holds 117 steps, each with a status and a range that does not fall', t => {
	t.is(Object.keys(steps).length, 117);
	t.true(Object.values(steps).every(({low, likely, high}) => low >= 0 && low <= likely && likely <= high));
	t.deepEqual(steps.fred_level, {
		low: 63, likely: 165, high: 450, status: 'assumed', source: 'sum of the two rows above',
	});
	t.is(steps.copy184?.source, 'M:COPY (rep movsq 11, mov loop 32-42 per copy back to back)');
	t.is(steps.lazy_flush?.low, 0.1);
});

for (const [name, total] of Object.entries(totals)) {
	test(`${name} is the sum of its steps`, t => {
		const uses = Object.entries(stepsOf(total.source));
		const sum = (figure: 'low' | 'likely' | 'high') => uses.reduce((cycles, [step, times]) => cycles + (times * steps[step]![figure]), 0);
		t.deepEqual(rounded(sum('low'), sum('likely'), sum('high')), [total.low, total.likely, total.high]);
	});
}

/** The ranges to show, deviations taken as independent, worked out apart from this program. */
const quadrature: ReadonlyArray<readonly [total: string, low: number, likely: number, high: number]> = [
	['TOTAL growth B: v2 FRED', 366, 511, 1236],
	['TOTAL growth C: v2 IDT/IST', 624, 865, 1710],
	['TOTAL demoted user-memory #PF, FRED: extra', 210, 318, 818],
	['TOTAL demoted user-memory #PF, IDT: extra', 163, 268, 881],
	['TOTAL moved kernel-mode interrupt, FRED: extra', 210, 318, 818],
	['TOTAL moved kernel-mode interrupt, IDT: extra', 96, 158, 574],
	['TOTAL deferred, per grown page: refill + charge (all fault designs)', 363, 700, 1710],
];

for (const [name, ...wanted] of quadrature) {
	test(`${name}: the range that the machine bills`, t => {
		const {low, likely, high} = combine([{what: name, count: 1, steps: stepsOf(totals[name]!.source)}], steps);
		t.deepEqual(rounded(low, likely, high), wanted);
	});
}

const header = 'step,low,likely,high,unit,status,source';

const write = (name: string, text: string): string => {
	const file = path.join(folder, name);
	fs.writeFileSync(file, text);
	return file;
};

test('a user\'s file replaces the steps it names and leaves the others', t => {
	const file = write('mine.csv', `# my own box\n${header}\r\n"wr_cfg: WRMSR, measured",80,90,100,cycles at nominal clock,measured,"my ""bench"""\n`);
	const table = loadCosts(file);
	t.deepEqual(table.wr_cfg, {
		low: 80, likely: 90, high: 100, status: 'measured', source: 'my "bench"',
	});
	t.deepEqual(table.rd_cfg, steps.rd_cfg);
	t.is(Object.keys(table).length, 117);
});

const good = 'wr_cfg,1,2,3,cycles at nominal clock,measured,me';

const bad: ReadonlyArray<readonly [title: string, text: string, line: number, message: string]> = [
	['no header', `${good}\n`, 1, `the first line must be ${header}`],
	['too few fields', `${header}\nwr_cfg,1,2\n`, 2, 'a line needs 7 fields (step, low, likely, high, unit, status, source), this one has 3'],
	['not a number', `${header}\n\n${good.replace(',1,', ',x,')}\n`, 3, 'low must be cycles, a number from 0 to 30000000000, found "x"'],
	['negative', `${header}\n${good.replace(',1,', ',-1,')}\n`, 2, 'low must be cycles, a number from 0 to 30000000000, found "-1"'],
	['huge', `${header}\n${good.replace(',3,', ',99999999999,')}\n`, 2, 'high must be cycles, a number from 0 to 30000000000, found "99999999999"'],
	['falling', `${header}\n${good.replace(',3,', ',1,')}\n`, 2, 'low, likely and high must not fall, found 1, 2, 1'],
	['another unit', `${header}\n${good.replace('cycles at nominal clock', 'ns')}\n`, 2, 'unit must be "cycles at nominal clock", found "ns"'],
	['unknown status', `${header}\n${good.replace('measured', 'guessed')}\n`, 2, 'status must be one of published, measured, derived, calibrated, assumed, found "guessed"'],
	['twice', `${header}\n${good}\n${good}\n`, 3, 'the step "wr_cfg" stands twice in this file'],
	['unknown step', `${header}\n${good.replace('wr_cfg', 'wr_cgf')}\n`, 2, 'no cost step is named "wr_cgf"'],
	['unclosed quote', `${header}\n"wr_cfg,1,2,3\n\n`, 2, 'a quoted field is not closed'],
	['text after a quote', `${header}\n"wr_cfg"x,1,2,3\n`, 2, 'text after a closing quote: double the quotes inside a field'],
	[
		'a quoted line break above',
		`${header}\n"wr_cfg\n: x",1,2,3,cycles at nominal clock,measured,me\nbad\n`,
		4,
		'a line needs 7 fields (step, low, likely, high, unit, status, source), this one has 1',
	],
];

for (const [title, text, line, message] of bad) {
	test(`a cost file is refused: ${title}`, t => {
		const file = write(`${title}.csv`, text);
		const error = t.throws(() => loadCosts(file), {instanceOf: InputError});
		t.like(error, {message, file, line});
	});
}
