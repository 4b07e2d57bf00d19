import test from 'ava';
import type {FredMsrs} from '../../machine/index.js';
import {levelFindings} from '../../source/delivery-names/level-traps.js';
import {levelsJson, levelsText} from '../../source/report/levels.js';

type Levels = {readonly interrupts?: number; readonly redZone?: number; readonly csl?: number; readonly byVector: Readonly<Record<number, number>>};

const linux = {
	1: 1, 2: 2, 8: 3, 18: 2,
};

const msrs = ({interrupts = 0, redZone = 1, csl = 0, byVector}: Levels): FredMsrs => ({
	stklvls: Object.entries(byVector).reduce((bits, [vector, level]) => bits | (BigInt(level) << BigInt(2 * Number(vector))), 0n),
	config: BigInt((interrupts << 9) | (redZone << 6) | csl) + 0xFF_FF_FF_FF_81_00_00_00n,
	rsp: [0n, 0n, 0n, 0n],
	star: 0n,
});

test('the report of Linux\'s levels', t => {
	t.snapshot(levelsText(msrs({byVector: linux})));
	t.snapshot(JSON.parse(levelsJson(msrs({byVector: linux}))));
});

const rows: ReadonlyArray<readonly [about: string, levels: Levels]> = [
	['Linux as it is', {byVector: linux}],
	['stack growth with #PF on the level of #DB, interrupts left on 0', {byVector: {...linux, 14: 1}}],
	['stack growth with #PF and interrupts on the level of #DB', {interrupts: 1, byVector: {...linux, 14: 1}}],
	['#DF not above #PF', {interrupts: 1, byVector: {...linux, 14: 3}}],
	['everything on 0', {byVector: {}}],
	['interrupts above NMI', {interrupts: 3, byVector: linux}],
	['NMI on 0 with stack growth', {interrupts: 1, byVector: {8: 3, 14: 1}}],
	['no red zone, at level 2, with levels for vectors of no event', {redZone: 0, csl: 2, byVector: {...linux, 9: 1, 15: 2}}],
];

for (const [about, levels] of rows) {
	test(`findings: ${about}`, t => {
		t.snapshot(levelFindings(msrs(levels)));
	});
}
