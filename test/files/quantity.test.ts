import test from 'ava';
import fc from 'fast-check';
import {InputError} from '../../source/files/input-error.js';
import {
	parseCount, parseNumber, parseShare, parseTimeNs, showNs,
} from '../../source/files/quantity.js';

type Row = readonly [parse: (text: string) => number, text: string, wanted: number | string];

const time = (text: string) => parseTimeNs(text, '--for');
const count = (text: string) => parseCount(text, '--cpus', {min: 1, max: 512});
const number = (text: string) => parseNumber(text, '--speed', {min: 0.001, max: 1000});
const share = (text: string) => parseShare(text, 'pressure');

const timeForm = '--for must be a time with its unit, such as 10s, 250ms or 2m, found ';
const countForm = '--cpus must be a whole number from 1 to 512, found ';
const numberForm = '--speed must be a number from 0.001 to 1000, found ';
const shareForm = 'pressure must be a share from 0 to 1, such as 0.25 or 25%, found ';

const rows: readonly Row[] = [
	[time, '10s', 10_000_000_000],
	[time, '1.5s', 1_500_000_000],
	[time, '250ms', 250_000_000],
	[time, '0.25us', 250],
	[time, '2m', 120_000_000_000],
	[time, '1h', 3_600_000_000_000],
	[time, '720h', 2_592_000_000_000_000],
	[time, '721h', '--for must be a time from 1ns to 720h, found "721h"'],
	[time, '0s', '--for must be a time from 1ns to 720h, found "0s"'],
	[time, '0.5ns', '--for must be a whole number of nanoseconds, found "0.5ns"'],
	[time, '10', `${timeForm}"10"`],
	[time, '-1s', `${timeForm}"-1s"`],
	[time, 'NaN', `${timeForm}"NaN"`],
	[time, '10 s', `${timeForm}"10 s"`],
	[time, '1e3s', `${timeForm}"1e3s"`],
	[time, '10sec', `${timeForm}"10sec"`],
	[time, '', `${timeForm}nothing`],
	[time, '9'.repeat(400) + 's', `${timeForm}"${'9'.repeat(58)}…`],
	[count, '1', 1],
	[count, '5_1_2', 512],
	[count, '0', `${countForm}"0"`],
	[count, '513', `${countForm}"513"`],
	[count, '-1', `${countForm}"-1"`],
	[count, '1.0', `${countForm}"1.0"`],
	[count, '1e2', `${countForm}"1e2"`],
	[count, '0x10', `${countForm}"0x10"`],
	[count, 'abc', `${countForm}"abc"`],
	[count, '_1', `${countForm}"_1"`],
	[count, '٣', `${countForm}"٣"`],
	[count, '', `${countForm}nothing`],
	[number, '0.5', 0.5],
	[number, '1_000', 1000],
	[number, '0', `${numberForm}"0"`],
	[number, 'Infinity', `${numberForm}"Infinity"`],
	[number, '.5', `${numberForm}".5"`],
	[share, '0.5', 0.5],
	[share, '50%', 0.5],
	[share, '0', 0],
	[share, '100%', 1],
	[share, '1.1', `${shareForm}"1.1"`],
	[share, '101%', `${shareForm}"101%"`],
	[share, 'half', `${shareForm}"half"`],
];

const outcome = ([parse, text]: Row): number | string => {
	try {
		return parse(text);
	} catch (error) {
		return error instanceof InputError ? error.message : String(error);
	}
};

for (const row of rows) {
	const [parse, text, wanted] = row;
	const shown = text.length > 20 ? `${text.slice(0, 20)}…` : text;
	test(`${parse.name} "${shown}" is ${typeof wanted === 'number' ? 'taken' : 'refused'}`, t => {
		t.is(outcome(row), wanted);
	});
}

test('a shown time reads back as itself', t => {
	t.notThrows(() => {
		fc.assert(fc.property(fc.integer({min: 1, max: 720 * 3600 * 1_000_000_000}), ns => parseTimeNs(showNs(ns), 'time') === ns));
	});
});

test('any text is taken as a time in range or refused with an InputError', t => {
	const takenOrRefused = (text: string): boolean => {
		try {
			return time(text) >= 1;
		} catch (error) {
			return error instanceof InputError;
		}
	};

	t.notThrows(() => {
		fc.assert(fc.property(fc.string(), takenOrRefused));
	});
});
