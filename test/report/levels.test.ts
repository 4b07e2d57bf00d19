import test from 'ava';
import {levelsJson, levelsText} from '../../source/report/levels.js';
import {linux, msrs} from '../helpers/fred-msrs.js';

test('the report of Linux\'s levels', t => {
	t.snapshot(levelsText(msrs({byVector: linux})));
	t.snapshot(JSON.parse(levelsJson(msrs({byVector: linux}))));
});
