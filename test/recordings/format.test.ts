import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {fixturesRoot} from '../../source/files/find-fixture.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {contentHash, figuresHash} from '../../source/recordings/content-hash.js';
import {burstsPerDigest, isLongAgo, nextDigestNs} from '../../source/recordings/digest-times.js';
import {recordingSchemaVersion} from '../../source/recordings/format.js';
import {headerOf} from '../../source/recordings/record-scenario.js';
import {scenarioOf} from '../../source/recordings/replay-scenario.js';
import {type Doing, linesOf, readText, recordedChoice, recordRun, replayText} from '../helpers/recording.js';

const folder = path.join(fixturesRoot, 'recordings');
const versions = Array.from({length: recordingSchemaVersion}, (_, index) => index + 1);

test('there is a recording of every schema version', t => {
	t.deepEqual(fs.readdirSync(folder).toSorted(), versions.map(version => `version-${version}.ndjson`));
});

for (const version of versions) {
	test(`a recording of schema version ${version} can be read, and replayed to its end or to where this version simulates otherwise`, async t => {
		const text = fs.readFileSync(path.join(folder, `version-${version}.ndjson`), 'utf8');
		const {header, happenings, endNs, cutOff} = await readText(text);
		t.like(header, {schemaVersion: version, toolVersion: '0.1.0'});
		t.is(cutOff, undefined);
		t.is(endNs, 2_500_000_000);
		t.deepEqual(happenings.map(happening => [happening.timeNs / 1e6, happening.kind === 'action' ? happening.action.kind : 'digest']), [
			[0, 'digest'],
			[100, 'delivery'],
			[100, 'pressure'],
			[250, 'nmi-rate'],
			[250, 'starve-refill'],
			[400, 'fork-storm'],
			[400, 'deep-call'],
			[700, 'cpu-offline'],
			[700, 'machine-check'],
			[700, 'remote-access'],
			[1000, 'digest'],
			[1200, 'cpu-online'],
			[1200, 'stack-offset'],
			[1200, 'scan-stacks'],
			[1200, 'starve-refill'],
			[1200, 'pressure'],
			[2000, 'digest'],
			[2500, 'digest'],
		]);
		const {whole, difference} = await replayText(text);
		t.true(whole || difference!.message.includes('then (kstacktop 0.1.0)'));
	});
}

test('digests: at boot, every second at first, ever less often; at the same times for every run', t => {
	const times: number[] = [];
	for (let ns = nextDigestNs(-1); ns <= 3600e9; ns = nextDigestNs(ns)) {
		times.push(ns);
	}

	t.deepEqual(times.slice(0, 4), [0, 1e9, 2e9, 3e9]);
	t.true(times.length > 100 && times.length < 200);
	t.true(times.every((ns, index) => index === 0 || ns - times[index - 1]! <= Math.max(1e9, ns / 30)));
	for (const begun of [5, 17_300_000_000, 1234e9]) {
		t.is(nextDigestNs(begun), times.find(ns => ns > begun)!);
	}
});

test('a digest waits until the box has run enough to pay for it, but not for ever', t => {
	t.is(burstsPerDigest({cpus: 2, threads: 100}), 24_000);
	const digests = (bursts: number) => linesOf(recordRun({...recordedChoice, workload: 'idle'}, [{kind: 'advance', timeNs: 100e9}], {bursts}))
		.flatMap(({timeNs, kind}) => kind === 'end' ? [] : [Number(timeNs) / 1e9]);
	t.is(digests(0).length, 79);
	t.deepEqual(digests(Infinity), [0, 16, 64]);
	t.false(isLongAgo(0, 15e9));
	t.true(isLongAgo(0, 16e9));
	t.false(isLongAgo(20e9, 79e9));
});

const hour = {...recordedChoice, cpus: 1, threads: 20, policies: ['fred-pf', 'ist-pf', 'fixed', 'accessed-switch', 'fred-pf:pool=12', 'ist-pf:pool=12', 'fred-pf:size=32', 'fixed:size=32']};

test('an hour of a busy box under eight policies with a hundred actions takes less than 100 KB', async t => {
	const doings = Array.from({length: 100}, (_, index): Doing[] => [
		{kind: 'advance', timeNs: (index + 0.5) * 36e9}, {kind: 'action', action: {kind: 'pressure', atomicFailShare: (index % 10) / 10, forNs: 5e9}},
	]).flat();
	const text = recordRun(hour, [...doings, {kind: 'advance', timeNs: 3600e9}]);
	t.true(text.length < 100_000, `${text.length} bytes`);
	t.is(linesOf(text).filter(line => 'action' in line).length, 100);
	const {endNs} = await readText(text);
	t.is(endNs, 3600e9);
});

test('a hash is of what stands there, whatever the order of keys; that of figures is not of texts', t => {
	t.is(contentHash({a: 1, b: [{c: 2, d: 3}]}), contentHash({b: [{d: 3, c: 2}], a: 1}));
	t.not(contentHash({a: 1}), contentHash({a: 2}));
	t.not(contentHash([1, 2]), contentHash([2, 1]));
	t.is(figuresHash({a: 1, title: 'x', provenance: [1], inner: {source: 'y', low: 2}}), figuresHash({a: 1, title: 'z', inner: {low: 2}}));
	t.not(figuresHash({a: 1, inner: {low: 2}}), figuresHash({a: 1, inner: {low: 3}}));
});

test('what a header says resolves to the scenario it was made of: by name, with what was chosen, or as a whole', async t => {
	const choices = [
		recordedChoice,
		{...recordedChoice, deeper: '+512'},
		{...recordedChoice, stackOffset: false},
		{...recordedChoice, deeper: 'x1.5', delivery: 'idt'},
		{...recordedChoice, kernel: '6.12'},
		{},
	] as const;
	for (const choice of choices) {
		const scenario = resolveScenario(choice);
		for (const header of [headerOf('1.2.3', scenario, choice), headerOf('1.2.3', scenario, undefined)]) {
			const {header: read} = await readText(header); // eslint-disable-line no-await-in-loop
			t.deepEqual(scenarioOf(read, 'run.ndjson'), scenario);
		}
	}

	t.true(headerOf('1.2.3', resolveScenario(recordedChoice), recordedChoice).length < 700);
	const changed = resolveScenario(recordedChoice);
	const [[id, step]] = Object.entries(changed.costs) as [[string, (typeof changed.costs)[string]]];
	const costly = {...changed, costs: {...changed.costs, [id]: {...step, high: step.high + 1}}};
	const header = headerOf('1.2.3', costly, recordedChoice);
	t.true(header.length < 1200, 'only the step that was changed');
	const {header: read} = await readText(header);
	t.deepEqual(scenarioOf(read, 'run.ndjson'), costly);
});

test('a description that was edited is refused', async t => {
	const {header} = await readText(headerOf('1.2.3', resolveScenario(recordedChoice), undefined).replace('"cpus":2', '"cpus":3'));
	t.throws(() => scenarioOf(header, 'run.ndjson'), {message: /^the machine in this recording was changed: its content hash must be \w{16}, found \w{16}$/u});
});
