import {accessedShrinker} from './accessed-shrinker.js';
import {accessedSwitch} from './accessed-switch.js';
import {belowSp} from './below-sp.js';
import {doubleFault} from './double-fault.js';
import {ensure} from './ensure.js';
import {entry} from './entry.js';
import {fixed} from './fixed.js';
import {fredPf} from './fred-pf.js';
import {globalReserve} from './global-reserve.js';
import {istPf} from './ist-pf.js';
import {probe} from './probe.js';

/** Every proposal of the debate, in the order in which they are listed. A new one is a file of this folder and a line here. */
export const families = [
	fixed,
	fredPf,
	istPf,
	doubleFault,
	globalReserve,
	accessedSwitch,
	accessedShrinker,
	belowSp,
	entry,
	ensure,
	probe,
] as const;
