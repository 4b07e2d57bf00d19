import {InputError, showValue} from '../files/input-error.js';
import {counted} from './counted.js';
import {type DepthBin, quantilesOfBins} from './depth-histogram.js';
import {checkDepth} from './depth.js';
import type {Imported, Importer} from './imported.js';
import {KindGuess, refuseOther} from './kinds.js';
import {Skips} from './skips.js';
import {describeEnd, eachLine} from './text-lines.js';
import {type MeasuredClassName, classOfThread} from './thread-classes.js';
import {describeMeasured} from './class-depths.js';
import {type MeasuredClass, workloadYaml} from './workload-file.js';

const mapLine = /^@(?<map>\w*)(?:\[(?<key>.*)\])?:(?<value>.*)$/u;
const binLine = /^(?<range>\[(?<from>-?\d+[KMGT]?)(?:, (?<to>-?\d+[KMGT]?|\.\.\.)\)|\])|\(\.\.\., (?<end>-?\d+[KMGT]?)\)) +(?<count>\d+) +\|[@ ]*(?<bar>\|)?$/u;
const scale: Readonly<Record<string, number>> = {K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4};

const bytesOf = (text: string): number => {
	const unit = scale[text.at(-1)!];
	return unit === undefined ? Number(text) : Number(text.slice(0, -1)) * unit;
};

/** Histograms of depth as bpftrace prints them, of `hist()` or `lhist()`, one for all threads or one for each command (`@depth[comm]`). */
export const importText: Importer = async (input, {threadSizeBytes, stackOffset}): Promise<Imported> => {
	const {name: file, label} = input;
	const guess = new KindGuess();
	const skips = new Skips();
	const counts = new Map<MeasuredClassName, Map<string, {from: number; to: number; count: number}>>();
	let map: {readonly className: MeasuredClassName; lastTo: number} | undefined;
	let mapName: string | undefined;
	let isKeyed = false;

	const takeBin = (content: string, line: number): void => {
		const {range, from: fromText, to: toText, end, count: countText, bar} = binLine.exec(content)?.groups ?? {};
		if (countText === undefined || bar === undefined) {
			refuseOther('bpftrace', content, {file, line}, mapName !== undefined);
			throw new InputError('is no row of a histogram such as "[1K, 2K)  12 |@@@   |": it is cut short', {file, line, column: content.length + 1});
		}

		if (map === undefined) {
			throw new InputError(`${range} stands below no map such as "@depth:"`, {file, line, column: 1});
		}

		const count = Number(countText);
		const isOpen = toText === '...';
		const from = end === undefined ? bytesOf(fromText!) : Number.NEGATIVE_INFINITY;
		// "[1]" is one value, "[1, ...)" all above, "(..., 1)" all below
		const single = toText === undefined ? from + 1 : bytesOf(toText);
		const to = isOpen ? threadSizeBytes : single;
		if (count === 0) {
			return;
		}

		const place = {file, line, column: 1};
		if (from < 0) {
			throw new InputError(`${range} holds ${count} depths below 0: a depth is the top of the stack less the stack pointer`, place);
		}

		checkDepth(from, threadSizeBytes, place);
		if (from < map.lastTo) {
			throw new InputError(`${range} begins below the end of the row before it`, place);
		}

		if (to > threadSizeBytes) {
			throw new InputError(`${range} holds ${count} depths, beyond a stack of ${threadSizeBytes} bytes`, place, 'a box with larger stacks: --thread-size 32K or 64K; finer rows: lhist()');
		}

		if (to <= from) {
			throw new InputError(`${range} ends before it begins`, place);
		}

		map.lastTo = to;
		addBin(counts, map.className, {from: Math.max(8, Math.ceil(from / 8) * 8), to: isOpen ? to : Math.max(8, Math.ceil((to - 1) / 8) * 8), count});
	};

	const ends = await eachLine(input, (content, line) => {
		guess.look(content);
		const text = content.trimEnd();
		if (text === '' || /^(?:Attach(?:ing|ed)|Tracing|Lost|WARNING|Ctrl|\^C)/u.test(text)) {
			return;
		}

		const {map: name, key, value} = mapLine.exec(text)?.groups ?? {};
		if (name === undefined && map === undefined && !binLine.test(text)) {
			skips.add('lines before the first histogram', line);
			return;
		}

		if (name === undefined) {
			takeBin(text, line);
			return;
		}

		if (value!.trim() !== '') {
			skips.add('maps that are no histogram', line);
			return;
		}

		if (mapName !== undefined && mapName !== name) {
			throw new InputError(`a second map, @${name} after @${mapName}: which of them holds depths?`, {file, line, column: 1}, 'give a text with one of them');
		}

		mapName = name;
		isKeyed ||= key !== undefined;
		const comm = commOfKey(key);
		if (key !== undefined && comm === undefined) {
			throw new InputError(`@${name}[${key}] has no command in its key: ${showValue(key)}`, {file, line, column: name.length + 2}, 'use @depth[comm] = hist(...)');
		}

		map = {className: comm === undefined ? 'user' : classOfThread(comm), lastTo: 0};
	});

	if (counts.size === 0) {
		throw guess.error('bpftrace', file, 'it has no histogram such as "@depth:" with rows "[1K, 2K)  12 |@@@   |"');
	}

	const measured = [...counts].map(([name, bins]) => measuredClass(name, [...bins.values()], file));
	return {
		target: 'workload',
		yaml: workloadYaml({
			stackOffset,
			title: `Histogram of depths, ${label}`,
			source: `Histogram @${mapName!} of bpftrace, ${label}.`,
			measured,
			provenance: [
				{about: `share of depths in each row, ${measured.map(({name, count}) => `${count} of ${name}`).join(', ')}`, status: 'measured', source: `@${mapName!} of ${label}`},
				{about: 'depths between the edges of rows', status: 'assumed', source: 'evenly spread within a row'},
				{about: 'that each count is the deepest use of a thread', status: 'assumed', source: 'the histogram does not say what was counted'},
			],
		}),
		understood: [
			`@${mapName!} in ${counted(ends.lines, 'line')}${isKeyed ? '' : ', no command in its key: taken as user threads'}`,
			...describeMeasured(measured, 'count', stackOffset),
			...describeEnd(ends),
		],
		skips: skips.list(),
	};
};

const addBin = (counts: Map<MeasuredClassName, Map<string, {from: number; to: number; count: number}>>, name: MeasuredClassName, bin: DepthBin): void => {
	const bins = counts.get(name) ?? new Map<string, {from: number; to: number; count: number}>();
	counts.set(name, bins);
	const edges = `${bin.from}-${bin.to}`;
	const same = bins.get(edges);
	if (same === undefined) {
		bins.set(edges, {...bin});
	} else {
		same.count += bin.count;
	}
};

/** Histograms of several commands have the same rows, so that they can be added up. */
const measuredClass = (name: MeasuredClassName, bins: readonly DepthBin[], file: string): MeasuredClass => {
	const sorted = bins.toSorted((a, b) => a.from - b.from || a.to - b.to);
	const overlap = sorted.find((bin, at) => at > 0 && bin.from < sorted[at - 1]!.to);
	if (overlap !== undefined) {
		throw new InputError(`histograms of ${name} threads have rows of different width at ${overlap.from} bytes: they cannot be added up`, {file});
	}

	return {name, count: bins.reduce((sum, {count}) => sum + count, 0), quantiles: quantilesOfBins(sorted)};
};

/** The first part of a key that is no number: bpftrace prints the parts with commas between. */
const commOfKey = (key: string | undefined): string | undefined => key?.split(', ').find(part => !/^-?\d+$/u.test(part));
