import test from 'ava';
import {Machine} from '../../machine/index.js';
import {InputError} from '../../source/files/input-error.js';
import {parseScript} from '../../source/files/script.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {checkExpectation} from '../../source/report/expectation.js';
import {policyFields, readingFields} from '../../source/report/fields.js';

const reading = new Machine(resolveScenario({machine: 'haswell-72', policies: ['fred-pf', 'fixed']})).read();

const check = (text: string, focus = 0) => {
	const script = parseScript(`scenario: {policies: [fred-pf, fixed]}\nsteps:\n  - at 1s: ${text}`, 'x.yaml', {
		keys: [], views: [], policyFields, readingFields,
	});
	const step = script.steps[0]!;
	if (step.kind !== 'expect') {
		throw new Error(`${text} is no expectation`);
	}

	return checkExpectation(step, reading, focus);
};

const rows: ReadonlyArray<readonly [text: string, holds: boolean, found: string]> = [
	['expect stacks == 2644', true, '2644'],
	['expect stacks != 2644', false, '2644'],
	['expect stackKiB <= 10_624', true, '10624'],
	['expect stackKiB < 10624', false, '10624'],
	['expect stackKiB > 10623.5', true, '10624'],
	['expect failures >= 1', false, '0'],
	['expect name == fred-pf', true, '"fred-pf"'],
	['expect whatIf == true', true, 'true'],
	['expect whatIf == false', false, 'true'],
	['expect firstFailure == none', true, 'none'],
	['expect firstFailure.kind == poolEmpty', false, 'none'],
	['expect pagesPerStack.1 == 12', true, '12'],
	['expect vmstat.nr_kernel_stack == 10624', true, '10624'],
	['expect perCpu.71.poolEmpty == 0', true, '0'],
	['expect policies.fixed.stackKiB == 42304', true, '42304'],
	['expect policies.fixed.savedPercent.gross == 0', true, '0'],
	['expect timeNs == 0', true, '0'],
	['expect machine == haswell-72', true, '"haswell-72"'],
];

for (const [text, holds, found] of rows) {
	test(`${text}: ${holds ? 'holds' : 'fails'}`, t => {
		t.deepEqual(check(text), {holds, found});
	});
}

test('a field without a policy is of the one in focus', t => {
	t.true(check('expect name == fixed', 1).holds);
});

const impossible: ReadonlyArray<readonly [text: string, line: string]> = [
	['expect savedPercent.gros > 1', 'x.yaml:3:12: savedPercent.gros leads nowhere: there is no "gros"'],
	['expect stacks.x == 1', 'x.yaml:3:12: stacks.x leads nowhere: there is no "x"'],
	['expect name > 3', 'x.yaml:3:12: > compares numbers: name is "fred-pf", wanted is 3'],
	['expect stacks > many', 'x.yaml:3:12: > compares numbers: stacks is 2644, wanted is "many"'],
	['expect savedPercent > 3', 'x.yaml:3:12: > compares numbers: savedPercent is a mapping, wanted is 3'],
	['expect perCpu.72.faults == 0', 'x.yaml:3:12: perCpu.72.faults leads nowhere: there is no "72"'],
];

for (const [text, line] of impossible) {
	test(`${text}: no comparison`, t => {
		t.is(t.throws(() => check(text), {instanceOf: InputError}).toLine(), line);
	});
}
