import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import {type Action, Machine} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import type {PlayerCommand} from '../../source/player/protocol.js';
import {Session} from '../../source/player/session.js';
import {headerOf} from '../../source/recordings/record-scenario.js';
import {Recorder} from '../../source/recordings/recorder.js';
import {recordedChoice, replayText, temporaryFolder} from '../helpers/recording.js';

const scenario = resolveScenario(recordedChoice);
const header = headerOf('1.2.3', scenario, recordedChoice);
const folder = temporaryFolder();
let files = 0;

const command = fc.oneof(
	fc.constantFrom<PlayerCommand>({kind: 'step'}, {kind: 'step-back'}, {kind: 'now'}, {kind: 'pause'}),
	fc.constantFrom<Action>({kind: 'fork-storm', times: 20, forNs: 50_000_000}, {kind: 'scan-stacks'}, {kind: 'delivery', delivery: 'idt'})
		.map((action): PlayerCommand => ({kind: 'action', action})),
	fc.integer({min: 0, max: 1_500_000_000}).map((timeNs): PlayerCommand => ({kind: 'seek', timeNs})),
);
const doing = fc.oneof(command, fc.record({forNs: fc.integer({min: 1, max: 600_000_000})}));

test('sought back and forth, stepped back and changed in its past: the replay has the same digests, and ends where the run did', async t => {
	await fc.assert(fc.asyncProperty(fc.array(doing, {minLength: 3, maxLength: 14}), async doings => {
		const file = path.join(folder, `${files++}.ndjson`);
		const recorder = new Recorder(header, 0);
		recorder.start(file, {timeNs: 0, replace: true});
		const session = new Session(new Machine(scenario), {journal: recorder, checkpointBytes: 64 * 1024 * 1024});
		for (const next of doings) {
			if ('forNs' in next) {
				session.send({kind: 'resume'});
				session.advance(session.timeNs + next.forNs);
			} else {
				session.send(next);
			}
		}

		session.send({kind: 'now'});
		const {timeNs} = session;
		recorder.stop(session);
		const {difference, whole, reachedNs} = await replayText(fs.readFileSync(file, 'utf8'));
		t.is(difference?.toLine(), undefined);
		t.true(whole);
		t.is(reachedNs, timeNs);
	}), {numRuns: 25});
});
