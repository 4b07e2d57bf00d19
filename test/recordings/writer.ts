/** Records in quick bursts until it is killed: a child of `kill.test.ts`. */
import process from 'node:process';
import {setTimeout} from 'node:timers/promises';
import type {Reading} from '../../machine/index.js';
import {headerLine} from '../../source/recordings/format.js';
import {Recorder} from '../../source/recordings/recorder.js';

const hash = '0123456789abcdef';
const named = {name: 'phone', contentHash: hash};
const recorder = new Recorder(headerLine('1.2.3', {
	machine: {...named, cpus: 8, threads: 100}, workload: {...named, stackOffset: true}, policies: ['fred-pf'], delivery: 'fred', seed: 1, costs: {contentHash: hash},
}), 0);
recorder.start(process.argv[2]!, {timeNs: 0, replace: true});
for (let timeNs = 0; ; timeNs += 300_000_000) {
	while (recorder.dueNs <= timeNs) {
		recorder.look({timeNs: recorder.dueNs, bursts: 0, read: () => ({digest: hash, policies: [{name: 'fred-pf', digest: hash}]}) as unknown as Reading});
	}

	recorder.applied(timeNs, {kind: 'deep-call', tid: 17, depthBytes: 9000, jump: true});
	if (timeNs % 3e9 === 0) {
		await setTimeout(1); // eslint-disable-line no-await-in-loop -- not without bound where the killer is slow
	}
}
