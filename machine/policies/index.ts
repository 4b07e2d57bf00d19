import type {DeliverySetup} from '../delivery/setup.js';
import type {PolicyName} from '../description.js';
import {fixed} from './fixed.js';
import {fredPf} from './fred-pf.js';
import {istPf} from './ist-pf.js';
import type {Policy} from './policy.js';

/** Every policy by its name. */
export const policies: Readonly<Record<PolicyName, Policy>> = {
	fixed,
	'fred-pf': fredPf,
	'ist-pf': istPf,
};

/** How each policy programs event delivery: for those who show its registers. */
export const deliverySetups: Readonly<Record<PolicyName, DeliverySetup>> = {
	fixed: fixed.setup,
	'fred-pf': fredPf.setup,
	'ist-pf': istPf.setup,
};
