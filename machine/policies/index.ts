import {accessedShrinker} from './accessed-shrinker.js';
import {accessedSwitch} from './accessed-switch.js';
import {belowSp} from './below-sp.js';
import {entry} from './entry.js';
import {fixed} from './fixed.js';
import {fredPf} from './fred-pf.js';
import {istPf} from './ist-pf.js';

/** Every proposal of the debate, in the order in which they are listed. A new one is a file of this folder and a line here. */
export const families = [
	fixed,
	fredPf,
	istPf,
	accessedSwitch,
	accessedShrinker,
	belowSp,
	entry,
] as const;
