import test from 'ava';
import {type FredFrame, decodeFredFrame} from '../../machine/index.js';
import {frameJson, frameText} from '../../source/report/frame.js';

const frames: Readonly<Record<string, FredFrame>> = {
	'a page fault in the kernel': [2n, 0xFF_FF_FF_FF_81_00_00_00n, 0x10n, 0x1_02_02n, 0xFF_FF_C9_00_00_00_30_00n, 0x2_03_00_0E_00_00_00_18n, 0xFF_FF_C9_00_00_00_2F_F8n, 0n],
	'a nested page fault of ring 3': [3n, 0x40_10_00n, 0x33n, 0x1_32_46n, 0x7F_FF_FF_FF_E0_00n, 0x6_03_00_0E_00_00_00_2Bn, 0xFF_FF_C9_00_00_00_3F_F8n, 0n],
	'a system call after STI': [0n, 0x40_10_02n, 0x33n, 0x2_02n, 0x7F_FF_FF_FF_E0_00n, 0x22_07_00_01_00_03_00_2Bn, 0n, 0n],
	'an NMI on level 2': [0n, 0xFF_FF_FF_FF_81_00_00_00n, 0x6_00_10n, 2n, 0xFF_FF_FE_00_00_01_00_00n, 0x2_02_00_02_00_04_00_18n, 4n, 0n],
	'a single step': [0n, 0xFF_FF_FF_FF_81_00_00_00n, 0x10n, 0x1_02n, 0xFF_FF_C9_00_00_00_30_00n, 0x2_03_00_01_00_00_00_18n, 0x40_01n, 0n],
	'a selector fault': [0x10_04n, 0xFF_FF_FF_FF_81_00_00_00n, 0x10n, 0x1_00_02n, 0xFF_FF_C9_00_00_00_30_00n, 0x2_03_00_0D_00_00_00_18n, 0n, 0n],
	'a stack fault met on the way': [1n, 0xFF_FF_FF_FF_81_00_00_00n, 0x10n, 0x1_00_02n, 0x80_00_00_00_10_00n, 0x6_03_00_0C_00_00_00_18n, 0n, 0n],
	'an INT n into a gate': [0n, 0x40_10_02n, 0x33n, 0x2_02n, 0x7F_FF_FF_FF_E0_00n, 0x22_04_00_80_00_02_00_2Bn, 0n, 0n],
	'memory that is no frame': [1n, 0x80_00_00_00_00_00_00_00n, 0xFF_00_00_00_00_00_00_31n, 0n, 0n, 0xFF_FF_FF_FF_FF_FF_FF_FFn, 1n, 2n],
};

for (const [about, frame] of Object.entries(frames)) {
	test(`the report of ${about}`, t => {
		t.snapshot(frameText(frame));
	});
}

test('json holds every field, the quadwords as they came, and what is impossible', t => {
	for (const frame of Object.values(frames)) {
		const report = JSON.parse(frameJson(frame)) as Record<string, unknown>;
		const {vector, type, nested, rip} = decodeFredFrame(frame);
		t.like(report, {vector, type, nested, rip: `0x${rip.toString(16)}`});
		t.deepEqual((report.frame as string[]).map(BigInt), [...frame]);
		t.is((report.impossible as unknown[]).length === 0, !frameText(frame).includes('Impossible'));
	}
});
