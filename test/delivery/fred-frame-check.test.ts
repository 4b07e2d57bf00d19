import path from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {type FredFrame, fredFrameProblems} from '../../machine/index.js';
import {readOracle} from '../../source/files/oracle.js';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const {deliveries} = readOracle(path.join(root, 'fixtures/measured/fred-events.json'));

test('no delivered frame has an impossible bit', t => {
	for (const {caseId, expected} of deliveries) {
		t.deepEqual(fredFrameProblems(expected.frame), [], `case ${caseId}`);
	}
});

test('a wrong software or NMI mark, and a reserved bit, are found in every delivered frame', t => {
	for (const {caseId, expected} of deliveries) {
		for (const bit of [17n, 18n, 19n, 31n, 40n, 47n, 52n, 55n, 59n]) {
			const frame = expected.frame.with(5, expected.frame[5] ^ (1n << bit)) as unknown as FredFrame;
			t.true(fredFrameProblems(frame).some(({offset}) => offset === 40), `case ${caseId}, bit ${bit}`);
		}
	}
});

const pageFault: FredFrame = [2n, 0xFF_FF_FF_FF_81_00_00_00n, 0x10n, 0x1_02_02n, 0xFF_FF_C9_00_00_00_30_00n, 0x2_03_00_0E_00_00_00_18n, 0xFF_FF_C9_00_00_00_2F_F8n, 0n];
const ssSlot = (high: bigint, low = 0x18n) => (high << 32n) | low;

type Row = readonly [about: string, slots: Readonly<Record<number, bigint>>, problems: readonly string[]];

/** `slots` are put into the frame of a page fault. */
const rows: readonly Row[] = [
	['the page fault as it is', {}, []],
	['an address of 57 bits', {6: 0xFF_11_00_00_00_00_00_00n}, []],
	['a canonical address of neither', {1: 0x80_00_00_00_00_00_00_00n}, ['+8 not a canonical address']],
	['the fault address', {6: 0x1_00_00_00_00_00_00_00n}, ['+48 the address of a page fault is canonical']],
	['an error code of 33 bits', {0: 1n << 32n}, ['+0 an error code has at most 32 bits, found 0x100000000']],
	['ring 1', {2: 0x11n}, ['+16 ring 1 does not exist under FRED']],
	['a stack level in ring 3', {2: 0x2_00_33n, 5: ssSlot(0x2_03_00_0En, 0x2Bn)}, ['+16 an event of ring 3 saves stack level 0, found 2']],
	['bit 18 in ring 3', {2: 0x4_00_33n, 5: ssSlot(0x2_03_00_0En, 0x2Bn)}, ['+16 bit 18: only ring 0 saves that it waits for an ENDBRANCH']],
	['CS slot bit 20', {2: 0x10_00_10n}, ['+16 bits 63:19 are always 0, found 0x100000']],
	['RFLAGS bit 1', {3: 0x1_02_00n}, ['+24 bit 1 is always 1']],
	['RFLAGS VM', {3: 0x2_02_02n}, ['+24 bits 63:22, 17, 15, 5 and 3 are always 0, found 0x20000']],
	['STI blocking without IF', {3: 2n, 5: ssSlot(0x2_03_00_0En, 0x1_00_18n)}, ['+24 STI blocking (SS slot, bit 16) goes with IF = 1']],
	['an interrupt with IF = 0', {0: 0n, 3: 2n, 5: ssSlot(0x2_00_00_ECn), 6: 0n}, ['+24 a maskable interrupt arrives only with IF = 1']],
	['an interrupt behind STI', {0: 0n, 5: ssSlot(0x2_00_00_ECn, 0x1_00_18n), 6: 0n}, ['+40 bit 16: STI blocking holds maskable interrupts off']],
	['SS of ring 3 with CS of ring 0', {5: ssSlot(0x2_03_00_0En, 0x2Bn)}, ['+40 SS has privilege level 3, CS 0']],
	['type 1', {0: 0n, 5: ssSlot(0x2_01_00_0En), 6: 0n}, ['+40 bits 51:48: there is no event type 1']],
	['type 9', {0: 0n, 5: ssSlot(0x2_09_00_0En), 6: 0n}, ['+40 bits 51:48: there is no event type 9']],
	['an NMI with vector 3', {0: 0n, 5: ssSlot(0x2_02_00_03n, 0x4_00_18n), 6: 0n}, ['+40 an NMI has vector 2, found 3']],
	['exception 32', {0: 0n, 5: ssSlot(0x2_03_00_20n), 6: 0n}, ['+40 no exception has vector 32']],
	['INT1 with vector 3', {0: 0n, 5: ssSlot(0x12_05_00_03n), 6: 0n}, ['+40 INT1 has vector 1, found 3']],
	['INT3 with vector 5', {0: 0n, 5: ssSlot(0x12_06_00_05n), 6: 0n}, ['+40 INT3 and INTO have vectors 3 and 4, found 5']],
	['type 7 with vector 3', {0: 0n, 5: ssSlot(0x22_07_00_03n, 0x2_00_18n), 6: 0n}, ['+40 type 7 has vectors 0 to 2 (MTF, SYSCALL, SYSENTER), found 3']],
	['an enclave in ring 0', {5: ssSlot(0x3_03_00_0En)}, ['+40 bit 56: enclaves run in ring 3']],
	['ring 0 outside 64-bit mode', {5: ssSlot(0x3_00_0En)}, ['+40 bit 57: ring 0 is always in 64-bit mode under FRED']],
	['a nested page fault', {5: ssSlot(0x6_03_00_0En)}, []],
	['a nested #DF', {0: 0n, 5: ssSlot(0x6_03_00_08n), 6: 0n}, ['+40 bit 58: #DF is never marked as nested']],
	['a nested interrupt', {0: 0n, 5: ssSlot(0x6_00_00_ECn), 6: 0n}, ['+40 bit 58: only an exception can be nested']],
	['a page fault with a length', {5: ssSlot(0x22_03_00_0En)}, ['+40 bits 63:60: this event has no instruction length, found 2']],
	['INT n of 1 byte', {0: 0n, 5: ssSlot(0x12_04_00_80n, 0x2_00_18n), 6: 0n}, ['+40 bits 63:60: the instruction has at least 2 bytes, found 1']],
	['INT n of 15 bytes, with prefixes', {0: 0n, 5: ssSlot(0xF2_04_00_80n, 0x2_00_18n), 6: 0n}, []],
	['#DF with an error code', {0: 1n, 5: ssSlot(0x2_03_00_08n), 6: 0n}, ['+0 the error code of this event is always 0, found 0x1']],
	['#UD with an error code', {0: 1n, 5: ssSlot(0x2_03_00_06n), 6: 0n}, ['+0 this event has no error code, found 0x1']],
	['#UD with event data', {0: 0n, 5: ssSlot(0x2_03_00_06n), 6: 5n}, ['+48 this event has no event data, found 0x5']],
	['#DB with bit 12', {0: 0n, 5: ssSlot(0x2_03_00_01n), 6: 0x50_01n}, ['+48 #DB reports bits 16, 14, 13, 11 and 3:0, found 0x1000']],
	['#NM with XFD_ERR', {0: 0n, 5: ssSlot(0x2_03_00_07n), 6: 0x6_00_00n}, []],
	['an NMI with its sources', {0: 0n, 5: ssSlot(0x2_02_00_02n, 0x4_00_18n), 6: 2n}, []],
	['the last quadword', {7: 1n}, ['+56 always 0']],
];

for (const [about, slots, problems] of rows) {
	test(`frame check: ${about}`, t => {
		const frame = pageFault.map((value, at) => slots[at] ?? value) as unknown as FredFrame;
		t.deepEqual(fredFrameProblems(frame).map(({offset, problem}) => `+${offset} ${problem}`), problems);
	});
}
