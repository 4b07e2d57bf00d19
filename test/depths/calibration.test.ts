import fs from 'node:fs';
import process from 'node:process';
import test from 'ava';
import {calibrate, mayCalibrate} from '../../source/depths/calibrate.js';
import {measuredFolder, readMeasuredRuns} from '../../source/depths/measured.js';
import {loadClasses, loadDepthModel, marksFile, type DepthMarks} from '../../source/depths/model.js';

const {runs} = readMeasuredRuns(measuredFolder);

/** The fitted part as it stands in fixtures/depths/marks.yaml. */
const marksText = (marks: DepthMarks): string => {
	const flow = (value: unknown): string => JSON.stringify(value).replaceAll(/"(?<key>\w+)":/gu, '$<key>: ').replaceAll(',', ', ');
	const line = (name: string, value: unknown): string => `"${name}": ${flow(value)}`;
	return [
		'# Fitted part of the depth model: made by source/depths/calibrate.ts from fixtures/measured, never by hand.',
		'# bytes: depth of the deepest path without random offset at 0, 5, 25, 50, 75, 90, 95, 99 and 100 % of the threads;',
		'# samples: stacks it was fitted to. growth: how much deeper paths of these bytes are on that kernel than on the base one.',
		'# After a change of the measured files or of classes.yaml: KSTACKTOP_UPDATE_MARKS=1 npx ava dist/test/depths/calibration.test.js',
		'# Status: calibrated. Source: kernel 6.1, all runs; kernel 6.12, idle guests and fork storm only (fixtures/measured/README.md).',
		`madeOf: [${marks.madeOf.join(', ')}]`,
		`base: "${marks.base}"`,
		'groups:',
		...Object.entries(marks.groups).flatMap(([name, kernels]) => [`  ${name}:`, ...Object.entries(kernels).map(([kernel, fit]) => `    ${line(kernel, fit)}`)]),
		'deepPaths:',
		...Object.entries(marks.deepPaths).map(([name, fit]) => `  ${line(name, fit)}`),
		'growth:',
		...Object.entries(marks.growth).flatMap(([kernel, lineages]) => [`  "${kernel}":`, ...Object.entries(lineages).map(([name, growth]) => `    ${name}: ${flow(growth)}`)]),
		'',
	].join('\n');
};

test('the fitted depths are those that the calibration finds in the measured files', t => {
	const text = marksText(calibrate(loadClasses(), runs));
	if (process.env.KSTACKTOP_UPDATE_MARKS === '1') {
		fs.writeFileSync(marksFile, text);
	}

	t.is(fs.readFileSync(marksFile, 'utf8'), text);
});

test('the model is made of kernel 6.1 and of idle guests and fork storms of 6.12, and of nothing else', t => {
	const {marks} = loadDepthModel();
	t.deepEqual(marks.madeOf, runs.filter(run => mayCalibrate(run)).map(({name}) => name));
	t.deepEqual(runs.map(({name}) => name).filter(name => !marks.madeOf.includes(name)), ['ext4_612', 'tcp612', 'threads612']);
});

test('a run that may not be used changes nothing in the model', t => {
	const others = runs.filter(run => mayCalibrate(run));
	t.deepEqual(calibrate(loadClasses(), others), calibrate(loadClasses(), runs));
});
