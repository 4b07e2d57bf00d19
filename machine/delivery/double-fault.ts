import {
	type CpuEvent, eventTypes, isDoubleFault, vectors,
} from './event.js';
import type {StackFault} from './address.js';

/** Resume flag: bit 16 of RFLAGS. */
const resumeFlag = 0x1_00_00n;

/** #DE, #TS, #NP, #SS, #GP and #CP. */
const contributory = new Set([0, 10, 11, 12, 13, 21]);
/** #PF and #VE. */
const pageFaults = new Set([14, 20]);

export type FaultOutcome = 'serial' | 'double' | 'shutdown';

/**
What becomes of a fault that is met while `first` is delivered: it is delivered in turn, becomes #DF, or shuts the CPU down.
Only exceptions can double; everything else counts as benign. Intel SDM vol. 3, "Interrupt 8 - Double Fault Exception", table of classes.
*/
export const faultOutcome = (first: CpuEvent, secondVector: number): FaultOutcome => {
	if (first.type !== eventTypes.exception) {
		return 'serial';
	}

	if (isDoubleFault(first)) {
		return 'shutdown';
	}

	const doubles = pageFaults.has(first.vector)
		? pageFaults.has(secondVector) || contributory.has(secondVector)
		: contributory.has(first.vector) && contributory.has(secondVector);
	return doubles ? 'double' : 'serial';
};

/**
The fault as the next event to deliver. The interrupted instruction did not complete, so it is restarted.
The error code of #SS and #GP gets EXT (bit 0) unless an instruction of the program asked for the first event: INT n, INT3, INTO, SYSCALL or SYSENTER.
*/
export const faultEvent = (first: CpuEvent, fault: StackFault): CpuEvent => ({
	vector: fault.vector,
	type: eventTypes.exception,
	errorCode: fault.vector === vectors.pageFault ? fault.errorCode : fault.errorCode | externalBit(first),
	eventData: fault.address,
	instructionLength: 0,
	rip: first.restartRip,
	restartRip: first.restartRip,
	rflags: first.rflags | resumeFlag,
});

/** #DF in place of `first`: no event data and error code 0. */
export const doubleFaultEvent = (first: CpuEvent): CpuEvent => ({
	vector: vectors.doubleFault,
	type: eventTypes.exception,
	errorCode: 0n,
	eventData: 0n,
	instructionLength: 0,
	rip: first.restartRip,
	restartRip: first.restartRip,
	rflags: first.rflags | resumeFlag,
});

const externalBit = ({type}: CpuEvent): bigint =>
	type === eventTypes.softwareInterrupt || type === eventTypes.softwareException || type === eventTypes.other ? 0n : 1n;
