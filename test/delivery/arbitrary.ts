/** Random configurations and events for property tests. */
import fc from 'fast-check';
import {
	type CpuContext, type CpuEvent, type EventType, type FredMsrs, type PageAccess, eventTypes, pageAccess,
} from '../../machine/index.js';

const edges = [0n, 1n, 0x7F_FF_FF_FF_FF_FFn, 0x80_00_00_00_00_00n, 0xFF_FF_80_00_00_00_00_00n, 0xFF_FF_FF_FF_FF_FF_FF_FFn];

export const qword = fc.oneof(fc.bigInt({min: 0n, max: 0xFF_FF_FF_FF_FF_FF_FF_FFn}), fc.constantFrom(...edges));

/** Both halves of the canonical addresses, with their edges. */
export const canonical = fc.oneof(
	fc.bigInt({min: 0n, max: 0x7F_FF_FF_FF_FF_FFn}),
	fc.bigInt({min: 0xFF_FF_80_00_00_00_00_00n, max: 0xFF_FF_FF_FF_FF_FF_FF_FFn}),
	fc.constantFrom(0n, 0x7F_FF_FF_FF_FF_C0n, 0xFF_FF_80_00_00_00_00_00n, 0xFF_FF_80_00_00_00_00_40n),
);

const aligned = canonical.map(address => address & ~0x3Fn);

export const msrs: fc.Arbitrary<FredMsrs> = fc.record({
	rsp: fc.tuple(aligned, aligned, aligned, aligned),
	stklvls: qword,
	config: canonical.map(value => value & ~0x8_34n),
	star: fc.constant(0x23_00_10_00_00_00_00n),
});

/** A consistent context: ring 3 has stack level 0, ring 0 is 64-bit. */
export const context: fc.Arbitrary<CpuContext> = fc.record({
	ring3: fc.boolean(),
	csl: fc.nat(3),
	rsp: qword,
	flags: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
}).map(({ring3, csl, rsp, flags: [stiBlocking, waitForEndbranch, nmiBlocked, longMode, enclave]}) => ({
	cpl: ring3 ? 3 : 0,
	csl: ring3 ? 0 : csl,
	rsp,
	cs: ring3 ? 0x33 : 0x10,
	ss: ring3 ? 0x2B : 0x18,
	stiBlocking,
	waitForEndbranch,
	nmiBlocked,
	longMode: longMode || !ring3,
	enclave: enclave && ring3,
}));

const vectorsOfType: Readonly<Record<EventType, fc.Arbitrary<number>>> = {
	[eventTypes.interrupt]: fc.nat(255),
	[eventTypes.nmi]: fc.constant(2),
	[eventTypes.exception]: fc.nat(31),
	[eventTypes.softwareInterrupt]: fc.nat(255),
	[eventTypes.privilegedSoftwareException]: fc.constant(1),
	[eventTypes.softwareException]: fc.constantFrom(3, 4),
	[eventTypes.other]: fc.constantFrom(0, 1, 2),
};

export const event: fc.Arbitrary<CpuEvent> = fc.constantFrom(...Object.values(eventTypes)).chain(type => fc.record({
	vector: vectorsOfType[type],
	type: fc.constant(type),
	errorCode: type === eventTypes.exception ? fc.bigInt({min: 0n, max: 0xFF_FFn}) : fc.constant(0n),
	eventData: qword,
	instructionLength: type >= eventTypes.softwareInterrupt ? fc.integer({min: 1, max: 15}) : fc.constant(0),
	rip: canonical,
	restartRip: canonical,
	rflags: fc.bigInt({min: 0n, max: 0x3F_7F_D7n}).map(flags => flags | 2n),
}));

/** Paging in which each page is present, absent or read-only by a hash of its number. */
export const paging = fc.record({seed: fc.nat(0xFF_FF), absent: fc.nat(8), readOnly: fc.nat(2)}).map(({seed, absent, readOnly}) => (address: bigint): PageAccess => {
	const hash = Number(((address >> 12n) * 0x9E_37_79_B1n + BigInt(seed)) % 65_521n) % 16;
	if (hash < absent) {
		return pageAccess.notPresent;
	}

	return hash < absent + readOnly ? pageAccess.readOnly : pageAccess.writable;
});
