import type {Action, DeliveryKind, Machine} from '../../machine/index.js';
import type {ActionOutcome, ActionRequest} from './protocol.js';

/** The part of the machine that an action takes. */
export type ActableMachine = Pick<Machine, 'threads' | 'delivery' | 'apply'>;

const otherDelivery: Readonly<Record<DeliveryKind, DeliveryKind>> = {fred: 'idt', idt: 'fred'};

/** The action with everything found that it leaves open; undefined: no thread is alive. */
const resolved = (machine: ActableMachine, action: ActionRequest): Action | undefined => {
	if (action.kind === 'delivery') {
		const {kind, delivery} = action;
		return {kind, delivery: delivery === 'other' ? otherDelivery[machine.delivery] : delivery};
	}

	if (!('tid' in action)) {
		return action;
	}

	const tid = action.tid === 'deepest' ? machine.threads({sort: 'high', descending: true, offset: 0, count: 1}).rows[0]?.tid : action.tid;
	return tid === undefined ? undefined : {...action, tid};
};

/** Applies an action if the machine takes it. What it refuses (a thread that has ended, the last CPU) is told, not thrown. */
export const attempt = (machine: ActableMachine, request: ActionRequest): Pick<ActionOutcome, 'action' | 'refusal'> => {
	const action = resolved(machine, request);
	if (action === undefined) {
		return {action, refusal: 'no thread is alive'};
	}

	try {
		machine.apply(action);
		return {action, refusal: undefined};
	} catch (error) {
		if (error instanceof RangeError) {
			return {action, refusal: error.message};
		}

		throw error;
	}
};
