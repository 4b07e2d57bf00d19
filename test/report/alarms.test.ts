import test from 'ava';
import {Machine, type Reading} from '../../machine/index.js';
import {parseAlarm} from '../../source/files/alarm.js';
import {InputError} from '../../source/files/input-error.js';
import {alarmLine, Alarms, alarmSummary, checkAlarms} from '../../source/report/alarms.js';
import {policyFields, readingFields} from '../../source/report/fields.js';
import {smallScenario} from '../helpers/scenario.js';

const scenario = smallScenario({policies: ['fred-pf', 'fixed']});
const reading = new Machine(scenario).read();
const parse = (text: string) => parseAlarm(text, '--fail-on', {fields: {policyFields, readingFields}, policies: scenario.policies});
const at = (timeNs: number, faults: number, changes: Partial<Reading['policies'][0]> = {}): Reading =>
	({...reading, timeNs, policies: [{...reading.policies[0]!, faults, ...changes}, reading.policies[1]!]});

test('an alarm counts, and remembers its first time', t => {
	const alarms = new Alarms([parse('faults > 100'), parse('policies.fixed.failures > 0')], reading);
	for (const [timeNs, faults] of [[1e8, 100], [2e8, 101], [3e8, 7], [4e8, 500]] as const) {
		alarms.take(at(timeNs, faults));
	}

	t.deepEqual(alarms.states, [
		{text: 'faults > 100', policy: 'fred-pf', readings: 4, hits: 2, first: {timeNs: 2e8, found: '101'}},
		{text: 'policies.fixed.failures > 0', policy: 'fred-pf', readings: 4, hits: 0, first: undefined},
	]);
	t.is(alarmLine(alarms.states[0]!), 'at 200ms, fred-pf: wanted not faults > 100, found 101');
	t.is(alarmSummary(alarms.states), '2 alarms, 4 readings: faults > 100 in 2');
	t.is(alarmSummary(alarms.states.slice(1)), '1 alarm, 4 readings: none');
});

test('an empty field is no alarm until it holds something', t => {
	const alarms = new Alarms([parse('firstFailure.timeNs > 5')], reading);
	alarms.take(at(1, 0));
	t.is(alarms.states[0]!.hits, 0);
	alarms.take(at(2, 0, {firstFailure: {timeNs: 6, cpu: 0, tid: 1, kind: 'overflow'}}));
	t.is(alarms.states[0]!.hits, 1);
});

const refused: ReadonlyArray<readonly [text: string, message: string]> = [
	['faults>100', '--fail-on must read FIELD OPERATOR VALUE, such as \'savedPercent.net < 70\', found "faults>100"'],
	['', '--fail-on must read FIELD OPERATOR VALUE, such as \'savedPercent.net < 70\', found ""'],
	['fault > 1', '--fail-on: no field of a reading is named "fault" (did you mean faults? '],
	['policies.ist-pf.faults > 1', '--fail-on: ist-pf is not among the policies that run: fred-pf, fixed'],
	['faults => 1', '--fail-on: the operator must be one of >=, <=, ==, !=, >, <, found "=>"'],
	['faults > many', '--fail-on: > compares numbers, found "many"'],
	['savedPercent.nat < 1', '--fail-on: savedPercent.nat leads nowhere: there is no "nat"'],
	['name < 1', '--fail-on: name < 1: < compares numbers, name is "fred-pf"'],
];
for (const [text, message] of refused) {
	test(`refused: ${text}`, t => {
		const error = t.throws(() => {
			checkAlarms([parse(text)], reading, '--fail-on');
		}, {instanceOf: InputError});
		t.true(error.toLine().startsWith(message), error.toLine());
	});
}
