import test from 'ava';
import {levelFindings} from '../../source/delivery-names/level-traps.js';
import {type Levels, linux, msrs} from '../helpers/fred-msrs.js';

const rows: ReadonlyArray<readonly [about: string, levels: Levels]> = [
	['Linux as it is', {byVector: linux}],
	['stack growth with #PF on the level of #DB, interrupts left on 0', {byVector: {...linux, 14: 1}}],
	['stack growth with #PF and interrupts on the level of #DB', {interrupts: 1, byVector: {...linux, 14: 1}}],
	['#DF not above #PF', {interrupts: 1, byVector: {...linux, 14: 3}}],
	['#DF below #PF', {byVector: {...linux, 8: 1, 14: 2}}],
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
