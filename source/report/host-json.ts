import type {HostReport} from './host.js';
import {plain, plainScenario} from './plain.js';

/** Raised when a field of this object changes its name or meaning. */
const schemaVersion = 1;

/** What a box told, what its twin predicts, and the twin itself, as one JSON object; ends in a line break. */
export const hostJson = ({toolVersion, host, twin, unread, scenario, forNs, predictions}: HostReport): string => {
	const {census, pace, notes, provenance} = twin;
	return `${JSON.stringify({
		schemaVersion,
		toolVersion,
		read: plain(host),
		unread,
		notes,
		twin: plain({
			cpus: census.cpus,
			stacks: census.stacks,
			hiddenStacks: census.hidden,
			supposedKernelThreads: census.supposedKernelThreads,
			switchesPerS: pace.switchesPerS,
			forksPerS: pace.forksPerS,
			provenance,
		}),
		predicted: plain({forNs, seed: scenario.seed, policies: predictions}),
		scenario: plainScenario(scenario),
	})}\n`;
};
