import type {Scenario} from '../../machine/index.js';
import type {Vocabulary} from './fields.js';

/** The names that values can take in a run of this scenario. */
export const vocabularyOf = ({workload: {classes, paths}}: Scenario): Vocabulary => ({
	classes: classes.map(({name}) => name),
	comms: classes.map(({comm}) => comm),
	paths: paths.map(({name}) => name),
});
