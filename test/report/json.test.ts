import test from 'ava';
import {Machine, readingSchemaVersion} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {
	cpuFields, headerFields, policyCpuFields, policyFields, readingFields,
} from '../../source/report/fields.js';
import {jsonReport, ndjsonLine} from '../../source/report/json.js';

type Json = Record<string, unknown>;

const scenario = resolveScenario({
	machine: 'haswell-72', workload: 'web', cpus: 3, threads: 200, policies: ['fixed', 'ist-pf', 'fred-pf'], seed: 4_294_967_295,
});
const machine = new Machine(scenario);
machine.advance(500_000_000);
const reading = machine.read();
const header = {toolVersion: '1.2.3', scenario};
const report = JSON.parse(jsonReport(reading, header)) as Json & {policies: Json[]; perCpu: Json[]};

test('the fields are the documented ones, and all fields of a reading', t => {
	t.deepEqual(Object.keys(report).toSorted(), [...readingFields, ...headerFields].toSorted());
	t.deepEqual(Object.keys(reading).toSorted(), [...readingFields].toSorted());
	t.is(Object.keys(report)[0], 'schemaVersion');
	t.is(report.schemaVersion, readingSchemaVersion);
	t.deepEqual(Object.keys(report.perCpu[0]!), ['cpu', ...cpuFields]);
	for (const [index, policy] of report.policies.entries()) {
		t.deepEqual(Object.keys(policy), [...policyFields]);
		t.deepEqual(Object.keys(reading.policies[index]!).toSorted(), [...policyFields].toSorted());
		t.deepEqual(Object.keys((policy.perCpu as Json[])[2]!), ['cpu', ...policyCpuFields]);
	}
});

test('policies stand in the order asked, one row a CPU', t => {
	t.deepEqual(report.policies.map(policy => policy.name), ['fixed', 'ist-pf', 'fred-pf']);
	t.deepEqual(report.perCpu.map(row => row.cpu), [0, 1, 2]);
});

test('every figure is that of the reading', t => {
	const fred = reading.policies[2]!;
	t.like(report, {
		timeNs: 500_000_000, digest: reading.digest, seed: 4_294_967_295, machine: 'haswell-72', workload: 'web', delivery: 'fred', cpus: 3,
	});
	t.like(report.policies[2], {
		stackKiB: fred.stackKiB, savedPercent: fred.savedPercent, pagesPerStack: [...fred.pagesPerStack], faults: fred.faults, costPercent: fred.costPercent, digest: fred.digest,
	});
	t.deepEqual((report.policies[2]!.perCpu as Json[]).map(row => row.faults), [...fred.perCpu.faults]);
	t.deepEqual(report.perCpu.map(row => row.busyNs), [...reading.perCpu.busyNs]);
	t.is(report.policies[0]!.firstFailure, reading.policies[0]!.firstFailure ?? JSON.parse('null'));
});

test('the scenario runs again to the same bytes', t => {
	const again = new Machine(report.scenario as typeof scenario);
	again.advance(500_000_000);
	t.is(jsonReport(again.read(), {toolVersion: '1.2.3', scenario: again.scenario}), jsonReport(reading, header));
});

test('only the first line of NDJSON carries the header; the rest is equal', t => {
	const [first, later] = [ndjsonLine(reading, header), ndjsonLine(reading, undefined)];
	t.is(first, jsonReport(reading, header));
	t.is(later.indexOf('\n'), later.length - 1);
	const {toolVersion, scenario: resolved, ...figures} = report;
	t.is(toolVersion, '1.2.3');
	t.truthy(resolved);
	t.deepEqual(JSON.parse(later), figures);
});
