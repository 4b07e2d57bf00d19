import process from 'node:process';
import fc from 'fast-check';
import test from 'ava';
import {Charts, inks, partInks, type LineData} from '../../source/charts/charts.js';
import type {ChartRows} from '../../source/charts/widget-text.js';
import {evenScale, thinned} from '../../source/charts/scale.js';

const text = (rows: ChartRows) => rows.map(runs => runs.map(run => run.text).join('').trimEnd()).join('\n');

const lineData = (): LineData => ({
	labels: Array.from({length: 60}, (_, index) => `${index} s`),
	series: [
		{ink: inks.first, values: Array.from({length: 60}, () => 90.4)},
		{ink: inks.second, values: Array.from({length: 60}, (_, index) => 25 + (index / 4))},
	],
});

const size = {columns: 60, rows: 12};

test.serial('charts leave the process alone: no listeners, nothing written', t => {
	const count = () => process.eventNames().map(name => [name, process.listenerCount(name)] as const);
	const streams = () => [process.stdin, process.stdout, process.stderr].map(stream => stream.eventNames().map(name => [name, stream.listenerCount(name)]));
	const before = {process: count(), streams: streams()};
	const written: unknown[] = [];
	const {write} = process.stdout;
	process.stdout.write = (chunk: unknown) => {
		written.push(chunk);
		return true;
	};

	try {
		const charts = new Charts();
		charts.line('line', 'a', size, lineData);
		charts.sparklines('spark', 'a', 20, () => [[1, 2, 3]]);
		charts.donut('donut', 'a', {columns: 24, rows: 10}, () => ({share: 0.5, label: 'net'}));
	} finally {
		process.stdout.write = write;
	}

	t.deepEqual(written, []);
	t.deepEqual({process: count(), streams: streams()}, before);
});

test('a line chart has the rows and columns asked for, in the inks asked for', t => {
	const rows = new Charts().line('line', 'a', size, lineData);
	t.is(rows.length, 12);
	for (const runs of rows) {
		t.is([...runs.map(run => run.text).join('')].length, 60);
	}

	const used = new Set(rows.flat().map(run => run.ink));
	t.true(used.has(inks.first) && used.has(inks.second) && used.has(inks.text));
	t.snapshot(text(rows));
});

test('the highest line is in the picture at every height', t => {
	const charts = new Charts();
	for (let rows = 4; rows < 40; rows++) {
		const drawn = charts.line('line', `${rows}`, {columns: 60, rows}, lineData);
		t.true(drawn.flat().some(run => run.ink === inks.first), `${rows} rows`);
	}
});

test('a chart is drawn anew only for another key or size', t => {
	const charts = new Charts();
	let drawings = 0;
	const draw = (key: string, columns: number) => charts.line('line', key, {columns, rows: 10}, () => {
		drawings++;
		return lineData();
	});
	const first = draw('a', 60);
	t.is(draw('a', 60), first);
	t.is(drawings, 1);
	draw('b', 60);
	draw('b', 50);
	t.is(drawings, 3);
});

test('a drawing does not depend on what was drawn before', t => {
	const used = new Charts();
	for (let index = 0; index < 30; index++) {
		used.line('line', `${index}`, {columns: 30 + index, rows: 10}, lineData);
	}

	t.deepEqual(used.line('line', 'x', size, lineData), new Charts().line('line', 'x', size, lineData));
});

test('sparklines are scaled from zero, newest to the right', t => {
	const [rising, high, flat, long] = new Charts().sparklines('spark', 'a', 8, () => [[1, 2, 4, 8], [100, 101, 100], [0, 0], Array.from({length: 20}, (_, index) => index)]);
	t.regex(rising!, /^ {4}[▁▂][▂▃]▄█$/u);
	t.regex(high!, /^ {5}[▇█]█[▇█]$/u);
	t.is(flat, '      ▁▁');
	t.is([...long!].length, 8);
	t.true(long!.endsWith('█'));
});

test('sparklines show values of any size', t => {
	const values = [1, 4, 8];
	for (const factor of [1e-6, 0.1, 1, 1e6, 1e12]) {
		t.is(new Charts().sparklines('spark', 'a', 3, () => [values.map(value => value * factor)])[0], '▁▄█', `times ${factor}`);
	}
});

test('a ring shows its share', t => {
	const charts = new Charts();
	const ring = (share: number) => charts.donut('ring', `${share}`, {columns: 24, rows: 10}, () => ({share, label: 'net'}));
	t.snapshot(text(ring(0.7474)));
	const filled = (share: number) => ring(share).flat().filter(run => run.ink === inks.first).length;
	t.true(filled(0.9) > filled(0.1));
	t.notThrows(() => ring(-0.2));
	t.notThrows(() => ring(1.2));
});

test('scales end closely above the highest value, with round marks whole rows apart', t => {
	t.like(evenScale(90, 33), {top: 103.125});
	for (const highest of [0, 0.003, 1, 7, 99, 100, 101, 12_345]) {
		for (let rows = 4; rows < 40; rows++) {
			const dots = (rows * 4) - 7;
			const {top, marks} = evenScale(highest, dots);
			const step = top / marks;
			t.true(top >= highest * 0.9999 && (highest === 0 || top <= highest * 3.4), `${highest} in ${rows}: ${top}`);
			t.true([1, 2, 3, 4].includes(Math.round(dots / marks) / 4), `${highest} in ${rows}: ${dots / marks} dots`);
			t.true(step < 1 || Math.abs(step - Math.round(step)) < 1e-9);
		}
	}
});

test('the marks of a line chart are evenly spaced and say what they stand for', t => {
	for (let rows = 6; rows < 30; rows++) {
		const lines = text(new Charts().line('line', `${rows}`, {columns: 60, rows}, lineData)).split('\n');
		const marks = lines.flatMap((line, y) => /^ *(\d+) /u.test(line) && y < rows - 1 ? [{y, value: Number(/\d+/u.exec(line)![0])}] : []);
		const gaps = new Set(marks.slice(1).map(({y, value}, index) => `${y - marks[index]!.y} rows, ${marks[index]!.value - value}`));
		t.is(gaps.size, marks.length > 1 ? 1 : 0, `${rows} rows: ${[...gaps].join('; ')}`);
	}
});

test('bars are made of their parts from below, at a scale that is given', t => {
	const bars = new Charts().stackedBars('bars', 'a', {columns: 20, rows: 6}, {width: 4, spacing: 8, top: 6}, () => [[1, 2, 0, 1], [6, 0, 0, 0]]);
	const column = (x: number) => bars.map(runs => {
		const cells = runs.flatMap(({text: characters, ink}) => [...characters].map(character => character === '█' ? ink : 0));
		return cells[x];
	});
	t.deepEqual(column(0), [0, 0, inks.text, inks.second, inks.second, inks.first]);
	t.deepEqual(column(8), Array.from({length: 6}, () => inks.first));
	t.deepEqual(column(5), [0, 0, 0, 0, 0, 0]);
});

test('thinning keeps the ends', t => {
	t.deepEqual(thinned([1, 2, 3], 5), [1, 2, 3]);
	t.deepEqual(thinned([0, 1, 2, 3, 4, 5, 6, 7, 8], 3), [0, 4, 8]);
	t.deepEqual(thinned([1, 2, 3], 1), [3]);
	t.deepEqual(thinned([1, 2, 3], 0), []);
});

const columnsOfInks = (rows: ChartRows) => rows.map(runs => partInks.map(ink => runs.filter(run => run.ink === ink).reduce((sum, run) => sum + run.text.trimEnd().length, 0)));

test('gauges have exactly the columns that they are told, and no numbers', t => {
	const charts = new Charts();
	const threeParts = fc.array(fc.tuple(fc.nat(150), fc.nat(150), fc.nat(150)), {minLength: 1, maxLength: 8});
	fc.assert(fc.property(fc.integer({min: 4, max: 150}), threeParts, fc.integer({min: 0, max: 1}), (columns, shares, spacing) => {
		const bars = shares.map(parts => {
			let left = columns;
			return parts.map(part => {
				const kept = Math.min(left, part);
				left -= kept;
				return kept;
			});
		});
		const rows = charts.gauges('gauges', `${bars.join(' ')}`, {columns, rows: bars.length * (spacing + 1), spacing}, () => bars);
		t.is(rows.length, bars.length * (spacing + 1));
		for (const [y, found] of columnsOfInks(rows).entries()) {
			t.deepEqual(found, y % (spacing + 1) === 0 ? [...bars[y / (spacing + 1)]!, 0] : [0, 0, 0, 0]);
		}

		t.regex(text(rows), /^[█ \n]*$/u);
	}), {numRuns: 60});
});

test('large figures: digits, a minus and a point', t => {
	const charts = new Charts();
	for (const [shown, pitch, rows] of [['52.5', 7, 6], ['-31.8', 6, 5], [' 9.4', 5, 4], ['67', 9, 8]] as const) {
		const drawn = charts.figures('saved', shown, {pitch, rows});
		const columns = (shown.replace('.', '').length * pitch) + Number(shown.includes('.'));
		t.true(drawn.length === rows && drawn.every(runs => runs.reduce((sum, run) => sum + run.text.length, 0) === columns));
		t.snapshot(text(drawn), `${shown} in ${pitch} columns each`);
	}
});

test('large figures do not change what is drawn of another text', t => {
	const used = new Charts();
	for (let value = 0; value < 30; value++) {
		used.figures('saved', value.toFixed(1).padStart(4), {pitch: 7, rows: 6});
	}

	t.deepEqual(used.figures('saved', '52.5', {pitch: 7, rows: 6}), new Charts().figures('saved', '52.5', {pitch: 7, rows: 6}));
});
