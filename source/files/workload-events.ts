import type {EventMix, UserFaultKind} from '../../machine/index.js';
import type {LayeredWorkload, Sourced} from './workload-layers.js';

/**
What a workload that says nothing about it takes. Nobody has measured where deep calls are when they cross into another page, how often an interrupt finds the last stretch of a context switch, or how often charges fail: assumed.
Switches away beyond 4096 bytes: none was seen in ordinary workloads (`event-mix`, Key ratios 3).
*/
const assumed = {
	switchWindowShare: 0.01,
	contexts: {lockedShare: 0.15, irqsOffShare: 0.02},
	switches: {deepPerMillion: 0},
	memory: {chargeFailShare: 0, asyncFaultsPerBusyCpuSecond: 0},
} as const;

/** The event mix with every section there and every table adding up to something. */
export const resolveEvents = ({events, fail, text}: LayeredWorkload): EventMix => {
	const need = <Value>(section: Sourced<Value> | undefined, name: string): Sourced<Value> => {
		if (section === undefined) {
			throw fail(['events'], `events lacks ${name}`, text.extends === undefined ? 'or extend a workload that has it' : undefined);
		}

		return section;
	};

	const userFaults = need(events.userFaults, 'userFaults');
	const interrupts = need(events.interrupts, 'interrupts');
	const nmis = need(events.nmis, 'nmis');
	const memory = need(events.memory, 'memory');
	notAllZero(userFaults, 'depthBins', userFaults.value.depthBins);
	notAllZero(userFaults, 'kinds', Object.values(userFaults.value.kinds));
	notAllZero(interrupts, 'depthBins', interrupts.value.depthBins);
	notAllZero(interrupts, 'fromUserDepthBins', interrupts.value.fromUserDepthBins);
	notAllZero(nmis, 'fromUserDepthBins', nmis.value.fromUserDepthBins);
	const {tickKernelShare, tickUserShare} = interrupts.value;
	if (tickKernelShare + tickUserShare > 1) {
		throw interrupts.fail(['tickUserShare'], `tickKernelShare and tickUserShare are shares of the same ticks and add up to ${tickKernelShare + tickUserShare}`);
	}

	const {lockedShare, irqsOffShare} = events.contexts?.value ?? assumed.contexts;
	if (lockedShare + irqsOffShare > 1) {
		throw events.contexts!.fail(['irqsOffShare'], `lockedShare and irqsOffShare are shares of the same calls and add up to ${lockedShare + irqsOffShare}`);
	}

	const kinds = Object.entries(userFaults.value.kinds) as Array<[UserFaultKind, number]>;
	return {
		userFaults: {...userFaults.value, kinds: kinds.map(([kind, weight]) => ({kind, weight}))},
		interrupts: {...interrupts.value, switchWindowShare: interrupts.value.switchWindowShare ?? assumed.switchWindowShare},
		nmis: nmis.value,
		contexts: {...assumed.contexts, ...events.contexts?.value},
		switches: {...assumed.switches, ...events.switches?.value},
		memory: {...assumed.memory, ...memory.value},
	};
};

const notAllZero = (section: Sourced<unknown>, key: string, weights: readonly number[]): void => {
	if (!weights.some(weight => weight > 0)) {
		throw section.fail([key], `${key} holds no weight above 0`);
	}
};
