/** What a recorded case says, in the machine's own terms. */
import {
	type CpuContext, type CpuEvent, type FredMsrs, type Idt, type Paging, pageAccess,
} from '../../machine/index.js';
import type {DeliveryCase, FredCaseConfig, IdtCaseConfig} from './case-schema.js';

/** IA32_STAR of Linux: ring 0 has CS 0x10 and SS 0x18, ring 3 has CS 0x33 and SS 0x2b. */
export const linuxStar = 0x23_00_10_00_00_00_00n;

export const caseMsrs = (config: FredCaseConfig): FredMsrs => ({
	rsp: config.IA32_FRED_RSP,
	stklvls: config.IA32_FRED_STKLVLS,
	config: config.IA32_FRED_CONFIG,
	star: linuxStar,
});

/** Every page is writable but those that the case unmapped. */
export const casePaging = ({unmappedPages, alwaysUnmapped}: Pick<FredCaseConfig, 'unmappedPages' | 'alwaysUnmapped'>): Paging => {
	const missing = new Set(unmappedPages.map(page => page >> 12n));
	return address => {
		const always = alwaysUnmapped !== undefined && address >= alwaysUnmapped.first && address <= alwaysUnmapped.last;
		return always || missing.has(address >> 12n) ? pageAccess.notPresent : pageAccess.writable;
	};
};

export const everythingMapped: Paging = () => pageAccess.writable;

export const caseContext = ({context, event}: Pick<DeliveryCase, 'context' | 'event'>): CpuContext => ({
	...ring0Context,
	cpl: context.cpl,
	csl: context.cpl === 3 ? 0 : context.csl ?? 0,
	rsp: context.rsp,
	cs: context.cs,
	ss: context.ss,
	stiBlocking: event.stiBlocking,
});

/** A 64-bit ring-0 context in which nothing is blocked. */
export const ring0Context: CpuContext = {
	cpl: 0,
	csl: 0,
	rsp: 0n,
	cs: 0x10,
	ss: 0x18,
	stiBlocking: false,
	waitForEndbranch: false,
	nmiBlocked: false,
	longMode: true,
	enclave: false,
};

export const caseEvent = ({event}: Pick<DeliveryCase, 'event'>): CpuEvent => ({
	vector: event.vector,
	type: event.type,
	errorCode: event.errorCode,
	eventData: event.eventData,
	instructionLength: event.instructionLength,
	rip: event.savedRip,
	restartRip: event.restartRip,
	rflags: event.savedRflags,
});

/** `interruptIst` is the IST index of the gate that a maskable interrupt takes, whatever its vector. */
export const caseIdt = (config: IdtCaseConfig, {type, vector}: Pick<CpuEvent, 'type' | 'vector'>): Idt => {
	const ist = new Uint8Array(256);
	for (const [number, index] of Object.entries(config.vectorIst)) {
		ist[Number(number)] = index;
	}

	if (type === 0) {
		ist[vector] = config.interruptIst;
	}

	return {
		gates: {rip: Array.from({length: 256}, () => 0n), ist, dpl: new Uint8Array(256).fill(3)},
		cs: 0x10,
		rsp0: config.tssRsp0,
		ist: Array.from({length: 8}, (_, index) => config.ist[index] ?? 0n),
	};
};
