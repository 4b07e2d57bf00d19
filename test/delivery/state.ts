/** A Linux-like CPU for tests: red zone of 64 bytes, #DB on level 1, NMI and #MC on 2, #DF on 3. */
import {
	type CpuContext, type CpuEvent, type FredMsrs, type Paging, pageAccess,
} from '../../machine/index.js';

export const linuxMsrs: FredMsrs = {
	rsp: [0xFF_FF_C9_00_00_00_40_00n, 0xFF_FF_FE_00_00_01_00_00n, 0xFF_FF_FE_00_00_02_00_00n, 0xFF_FF_FE_00_00_03_00_00n],
	stklvls: 0x20_00_03_00_24n,
	config: 0xFF_FF_FF_FF_81_00_00_40n,
	star: 0x23_00_10_00_00_00_00n,
};

export const kernel: CpuContext = {
	cpl: 0, csl: 0, rsp: 0xFF_FF_C9_00_00_00_30_08n, cs: 0x10, ss: 0x18, stiBlocking: false, waitForEndbranch: false, nmiBlocked: false, longMode: true, enclave: false,
};

export const user: CpuContext = {
	...kernel, cpl: 3, rsp: 0x7F_FF_FF_FF_E0_00n, cs: 0x33, ss: 0x2B,
};

export const event = (fields: Partial<CpuEvent>): CpuEvent => ({
	vector: 14, type: 3, errorCode: 0n, eventData: 0n, instructionLength: 0, rip: 0x40_10_00n, restartRip: 0x40_10_00n, rflags: 0x1_02_02n, ...fields,
});

export const invalidOpcode = event({vector: 6});
export const pageFault = event({vector: 14, errorCode: 2n, eventData: 0xFF_FF_C9_00_00_00_2F_F8n});
export const doubleFault = event({vector: 8});
export const interrupt = event({vector: 0xEC, type: 0, rflags: 0x2_02n});
export const nmi = event({vector: 2, type: 2, rflags: 0x2_02n});
export const machineCheck = event({vector: 18});
export const int80 = event({
	vector: 0x80, type: 4, instructionLength: 2, rip: 0x40_10_02n, rflags: 0x2_02n,
});
export const int3 = event({
	vector: 3, type: 6, instructionLength: 1, rip: 0x40_10_01n, rflags: 0x2_02n,
});
export const int1 = event({
	vector: 1, type: 5, instructionLength: 1, rip: 0x40_10_01n, rflags: 0x2_02n,
});
export const syscall = event({
	vector: 1, type: 7, instructionLength: 2, rip: 0x40_10_02n, rflags: 0x2_02n,
});

export const mapped: Paging = () => pageAccess.writable;

/** Everything is mapped but the pages of these addresses. */
export const without = (...addresses: readonly bigint[]): Paging => {
	const pages = new Set(addresses.map(address => address >> 12n));
	return address => pages.has(address >> 12n) ? pageAccess.notPresent : pageAccess.writable;
};
