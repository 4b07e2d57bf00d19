import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import {type Action, Machine, type Reading} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {headerOf} from '../../source/recordings/record-scenario.js';
import {Recorder} from '../../source/recordings/recorder.js';
import {linesOf, readText, recordedChoice, replayText, temporaryFolder} from '../helpers/recording.js';

const scenario = resolveScenario(recordedChoice);
const header = headerOf('1.2.3', scenario, recordedChoice);
const folder = temporaryFolder();
let files = 0;

/** A machine that is gone back with by hand, and the recorder that is told. */
const traveller = () => {
	const file = path.join(folder, `${files++}.ndjson`);
	const recorder = new Recorder(header, 0);
	recorder.start(file, {timeNs: 0, replace: true});
	const machine = new Machine(scenario);
	const read = (): Reading => machine.read();
	const marks: Array<{readonly timeNs: number; readonly state: ArrayBuffer}> = [];
	return {
		recorder,
		machine,
		reach(timeNs: number) {
			for (; recorder.dueNs <= timeNs;) {
				machine.advance(recorder.dueNs);
				recorder.look({timeNs: machine.timeNs, bursts: machine.bursts, read});
			}

			machine.advance(timeNs);
		},
		act(action: Action) {
			machine.apply(action);
			recorder.applied(machine.timeNs, action);
			// Going back to a moment undoes what came after it, not what was done in it
			for (const [index, {timeNs}] of marks.entries()) {
				if (timeNs === machine.timeNs) {
					marks[index] = {timeNs, state: machine.checkpoint().slice(0)};
				}
			}
		},
		mark() {
			marks.push({timeNs: machine.timeNs, state: machine.checkpoint().slice(0)});
		},
		back(at: number) {
			const {state, timeNs} = marks[at % marks.length]!;
			marks.splice(at % marks.length + 1);
			machine.restore(state);
			recorder.rewound(timeNs);
		},
		text() {
			recorder.stop({read});
			return fs.readFileSync(file, 'utf8');
		},
	};
};

const storm: Action = {kind: 'fork-storm', times: 20, forNs: 50_000_000};
const scan: Action = {kind: 'scan-stacks'};

test('going back and doing something else: the recording says so, and what is replayed is what was left', async t => {
	const one = traveller();
	one.reach(500_000_000);
	one.act(scan);
	one.mark();
	one.reach(1_500_000_000);
	one.act(storm);
	one.reach(2_300_000_000);
	one.back(0);
	one.act({kind: 'delivery', delivery: 'idt'});
	one.reach(1_200_000_000);
	const text = one.text();
	t.deepEqual(linesOf(text).map(({timeNs, kind, action, stream}) => [timeNs, kind ?? (action as Action | undefined)?.kind ?? typeof stream]), [
		[0, 'string'],
		[500_000_000, 'scan-stacks'],
		[1_000_000_000, 'string'],
		[1_500_000_000, 'fork-storm'],
		[2_000_000_000, 'string'],
		[500_000_000, 'rewind'],
		[500_000_000, 'delivery'],
		[1_000_000_000, 'string'],
		[1_200_000_000, 'end'],
	]);
	const {happenings} = await readText(text);
	t.deepEqual(happenings.map(({line, timeNs}) => [line, timeNs]), [[2, 0], [3, 500_000_000], [8, 500_000_000], [9, 1_000_000_000], [10, 1_200_000_000]]);
	t.like(await replayText(text), {agreed: 3, whole: true, difference: undefined});

	// What is recorded from here on knows nothing of what was undone
	const later = path.join(folder, 'later.ndjson');
	one.recorder.start(later, {timeNs: one.machine.timeNs});
	one.recorder.stop(one.machine);
	t.deepEqual(linesOf(fs.readFileSync(later, 'utf8')).map(({action, kind}) => (action as Action | undefined)?.kind ?? kind), ['scan-stacks', 'delivery', 'end']);
});

test('left while the past is looked at: the end is where the run had come to', async t => {
	const one = traveller();
	one.reach(1_000_000_000);
	one.mark();
	one.reach(1_600_000_000);
	one.act(scan);
	one.machine.restore(new Machine(scenario).checkpoint());
	const text = one.text();
	t.is(text.trimEnd().split('\n').at(-1), '{"kind":"end","timeNs":1600000000}');
	t.like(await replayText(text), {agreed: 2, whole: true, reachedNs: 1_600_000_000});
});

test('back and forth at random: the replay agrees', async t => {
	const doing = fc.oneof(fc.record({reach: fc.integer({min: 1, max: 700_000_000})}), fc.constant({mark: true}), fc.record({back: fc.nat()}), fc.record({act: fc.constantFrom(storm, scan)}));
	await fc.assert(fc.asyncProperty(fc.array(doing, {minLength: 4, maxLength: 12}), async doings => {
		const one = traveller();
		one.mark();
		for (const next of doings) {
			if ('reach' in next) {
				one.reach(one.machine.timeNs + next.reach);
			} else if ('mark' in next) {
				one.mark();
			} else if ('back' in next) {
				one.back(next.back);
			} else {
				one.act(next.act);
			}
		}

		const endNs = one.machine.timeNs;
		const text = one.text();
		const {difference, whole, reachedNs} = await replayText(text);
		t.is(difference?.toLine(), undefined);
		t.true(whole);
		t.is(reachedNs, endNs);
	}), {numRuns: 25});
});
