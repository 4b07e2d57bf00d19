import test from 'ava';
import {Machine} from '../../machine/index.js';
import {resolveScenario, type ScenarioChoice} from '../../source/files/scenario.js';
import {parseKernel, withKernel} from '../../source/files/kernel-growth.js';
import {parseDeeper, withDeeperPaths} from '../../source/files/sensitivity.js';
import {InputError} from '../../source/files/input-error.js';
import {smallPaths, smallScenario} from '../helpers/scenario.js';
import {openScratch} from './workload-text.js';

const scratch = openScratch();

test.after.always(() => {
	scratch.remove();
});

for (const [text, addBytes, factor] of [['+512', 512, 1], ['-128', -128, 1], ['x1.25', 0, 1.25], ['x2', 0, 2]] as const) {
	test(`${text} is read`, t => {
		t.deepEqual(parseDeeper(text, 'deeper'), {addBytes, factor});
	});
}

for (const text of ['512', '', '+', 'x', 'x0', 'x5', '+20000', '+1.5', 'x-1', '1.25x']) {
	test(`${JSON.stringify(text)} is refused in one line`, t => {
		t.throws(() => parseDeeper(text, '--deeper'), {message: /^--deeper must be bytes such as \+512 .* found /u});
	});
}

test('every path gets deeper by as much, in units of 8 bytes, and its frames add up', t => {
	const {workload} = smallScenario();
	const deeper = withDeeperPaths(workload, {addBytes: 0, factor: 1.25});
	for (const [index, {depthBytes, frames}] of deeper.paths.entries()) {
		t.is(depthBytes % 8, 0);
		t.true(Math.abs(depthBytes - smallPaths[index]!.depthBytes * 1.25) <= 4);
		t.is(frames.reduce((sum, {bytes}) => sum + bytes, 0), depthBytes);
	}

	t.is(deeper.provenance[0]!.status, 'assumed');
});

const savedBy = (choice: ScenarioChoice): number => {
	const machine = new Machine(resolveScenario({machine: 'haswell-72', workload: 'web', policies: ['fred-pf'], ...choice}));
	machine.advance(0.5e9);
	return machine.read().policies[0]!.savedPercent.gross;
};

test('deeper paths save less, and no random offset saves more: the fleet sits near the end of a page', t => {
	const asIs = savedBy({});
	t.true(savedBy({deeper: '+512'}) < asIs - 0.1);
	t.true(savedBy({deeper: 'x1.25'}) < asIs - 0.1);
	t.true(savedBy({stackOffset: false}) >= asIs);
});

/** A workload whose one deep path does not fit into 16 KiB. */
const tooDeep = 'title: x\nextends: idle\npaths:\n  abyss: {bytes: 20000}\nclasses:\n  - name: rcu\n    deep: {paths: {abyss: 1}}\n';

test('a path deeper than the stack is refused at its place, unless some policy has a stack that holds it', t => {
	const workload = scratch.write(tooDeep, 'deep.yaml');
	const error = t.throws(() => resolveScenario({workload}), {instanceOf: InputError, message: /path "abyss" is 20000 bytes deep, more than a stack of 16 KiB holds/u});
	t.is(error.line, 4);
	t.notThrows(() => resolveScenario({workload, policies: ['fixed', 'fixed:size=32']}));
});

test('a workload that does not say how it knows its figures is taken as assumed', t => {
	const workload = scratch.write('title: x\nextends: idle\nclasses: [{name: rcu, sleepMs: 7}]\n', 'mine.yaml');
	const [first] = resolveScenario({workload}).workload.provenance;
	t.deepEqual(first, {about: 'all figures of mine.yaml', status: 'assumed', source: 'the file says nothing about where they come from'});
});

for (const [text, kernel] of [['6.1', '6.1'], ['6.12.95-amd64', '6.12'], ['next', 'next']] as const) {
	test(`kernel ${text} is read`, t => {
		t.is(parseKernel(text, '--kernel'), kernel);
	});
}

for (const text of ['6', '', 'new', 'v6.1', '-6.1']) {
	test(`kernel ${JSON.stringify(text)} is refused in one line`, t => {
		t.throws(() => parseKernel(text, '--kernel'), {instanceOf: InputError, message: /^--kernel must be a kernel version such as 6\.12, or next, found /u});
	});
}

test('paths are the deeper the newer the kernel, as they are on the kernel that was measured, and never beyond it by a version that was not', t => {
	const {workload} = smallScenario();
	const depths = (kernel: string): number[] => withKernel(workload, kernel).paths.map(({depthBytes}) => depthBytes);
	const [old, between, now, later, next] = ['6.1', '6.6', '6.12', '6.18', 'next'].map(kernel => depths(kernel));
	t.deepEqual(now, workload.paths.map(({depthBytes}) => depthBytes));
	t.deepEqual(later, now);
	for (const [index, depth] of now!.entries()) {
		t.true(old![index]! < between![index]! && between![index]! < depth && depth < next![index]!, String(index));
	}

	t.regex(withKernel(workload, 'next').provenance[0]!.source, /once more/u);
});

test('on the next kernel the same load saves less', t => {
	t.true(savedBy({kernel: 'next'}) < savedBy({}));
	t.true(savedBy({kernel: '6.1'}) >= savedBy({}));
});
