import {stringify} from 'yaml';
import {InputError} from '../files/input-error.js';
import {overrideMachine} from '../files/machine.js';
import {scenarioLimits} from '../files/scenario.js';
import {counted} from './counted.js';
import {type DepthBin, quantilesOfBins} from './depth-histogram.js';
import type {Imported, Importer, ImportOptions} from './imported.js';
import {guessedLines, KindGuess, refuseOther} from './kinds.js';
import {type TextInput, eachLine} from './text-lines.js';
import {workloadYaml} from './workload-file.js';

/** Kernels have 150 to 250 counters. */
const mostLines = 5000;
const counter = /^(?<name>[a-z]\w*) (?<value>-?\d+)$/u;
const pageKiB = 4;
const noCounter = 'it has no counter such as "nr_kernel_stack 18684"';

/** Counters of one file, each with its line. */
type Counters = ReadonlyMap<string, {readonly value: number; readonly line: number}>;

/** `/proc/vmstat`: how many stacks there are and what they grew by (a machine), or how deep threads that ended had been (a workload). */
export const importText: Importer = async (input, options): Promise<Imported> => {
	const file = input.name;
	const guess = new KindGuess();
	const counters = new Map<string, {value: number; line: number}>();
	const {lines, endsOpen} = await eachLine(input, (content, line) => {
		guess.look(content);
		if (content.trim() === '') {
			return;
		}

		const {name, value} = counter.exec(content.trimEnd())?.groups ?? {};
		if (name === undefined || line > mostLines) {
			if (counters.size === 0 && line < guessedLines) {
				return;
			}

			if (counters.size === 0) {
				throw guess.error('vmstat', file, noCounter);
			}

			refuseOther('vmstat', content, {file, line}, true);
			throw new InputError('is no counter such as "nr_kernel_stack 18684": the text is cut short or no vmstat', {file, line, column: 1});
		}

		const twice = counters.get(name);
		if (twice !== undefined) {
			throw new InputError(`${name} stands in line ${twice.line} already: one vmstat a file`, {file, line, column: 1});
		}

		counters.set(name, {value: Number(value), line});
	});

	if (counters.size === 0) {
		throw guess.error('vmstat', file, noCounter);
	}

	if (endsOpen) {
		throw new InputError('ends in the middle of a line: it may be cut short', {file, line: lines}, 'if it is whole, add a line break');
	}

	const isHistogram = [...counters].some(([name, {value}]) => name.startsWith('kstack_') && value > 0);
	const isMachine = counters.has('nr_kernel_stack');
	if (!isHistogram && !isMachine) {
		throw guess.error('vmstat', file, 'it has neither nr_kernel_stack nor counts of kstack_1k to kstack_16k (CONFIG_DEBUG_STACK_USAGE)');
	}

	const target = options.as ?? (isMachine ? 'machine' : 'workload');
	if (target === 'workload' && !isHistogram) {
		throw new InputError('has no counts of kstack_1k to kstack_16k, so no workload can be made of it', {file}, 'they need CONFIG_DEBUG_STACK_USAGE and Linux 6.12');
	}

	if (target === 'machine' && !isMachine) {
		throw new InputError('has no nr_kernel_stack, so no machine can be made of it', {file});
	}

	const made = target === 'machine' ? machineOf(counters, input, options) : workloadOf(counters, input, options);
	const other = isHistogram && isMachine ? [target === 'machine' ? 'kstack_1k and on are left out: --as workload takes them' : 'nr_kernel_stack is left out: --as machine takes it'] : [];
	return {target, ...made, understood: [`${counted(counters.size, 'counter')} in ${counted(lines, 'line')}`, ...made.understood, ...other], skips: []};
};

type Made = Pick<Imported, 'understood' | 'yaml'>;

/** By the rule of the patches: every stack holds one page, and what faults added is counted apart. A kernel without dynamic stacks holds all pages. */
const machineOf = (counters: Counters, {name: file, label}: TextInput, {threadSizeBytes, machine}: ImportOptions): Made => {
	const {value: stackKiB, line} = counters.get('nr_kernel_stack')!;
	const faults = counters.get('nr_dynamic_stacks_faults');
	const perThreadKiB = faults === undefined ? threadSizeBytes / 1024 : pageKiB;
	const threads = (stackKiB - (faults?.value ?? 0)) / perThreadKiB;
	const {min, max} = scenarioLimits.threads;
	if (!Number.isInteger(threads) || threads < min || threads > max) {
		const rule = faults === undefined ? `${stackKiB} KiB / ${perThreadKiB} KiB` : `(${stackKiB} - ${faults.value}) KiB / ${pageKiB} KiB`;
		throw new InputError(`nr_kernel_stack makes ${threads} threads (${rule}): a whole number from ${min} to ${max} is wanted`, {file, line, column: 1}, 'stacks of another size: --thread-size');
	}

	const mostPages = threads * ((threadSizeBytes / 4096) - 1);
	const measuredPages = faults === undefined ? undefined : faults.value / pageKiB;
	if (measuredPages !== undefined && (!Number.isInteger(measuredPages) || measuredPages < 0 || measuredPages > mostPages)) {
		throw new InputError(`nr_dynamic_stacks_faults makes ${measuredPages} pages: a whole number from 0 to ${mostPages} (${threads} threads) is wanted`, {file, line: faults!.line, column: 1});
	}

	const {provenance, ...shape} = overrideMachine(machine, {threads});
	const grownPages = Math.min(measuredPages ?? shape.grownPages, mostPages);
	const lessFaults = faults === undefined ? '' : `, less nr_dynamic_stacks_faults ${faults.value} KiB`;
	return {
		yaml: stringify({
			...shape,
			name: 'imported',
			title: `${threads} threads of ${label} on the shape of ${machine.name}`,
			grownPages,
			threadSizeKiB: threadSizeBytes / 1024,
			provenance: [
				{about: 'threads', status: 'measured', source: `nr_kernel_stack ${stackKiB} KiB of ${label}${lessFaults}, ${perThreadKiB} KiB a thread`},
				measuredPages === undefined
					? {about: 'grownPages', status: 'assumed', source: `in proportion to ${machine.name}: the measured kernel has no dynamic stacks`}
					: {about: 'grownPages', status: 'measured', source: `nr_dynamic_stacks_faults ${faults!.value} KiB of ${label}, ${pageKiB} KiB a page`},
				{
					about: 'cpus, coresPerSocket, threadsPerCore, coresPerComplex, clockGHz, memoryMiB, tickHz, hasFred',
					status: 'assumed',
					source: `those of ${machine.name} or chosen at the import; vmstat does not say them`,
				},
			],
		}, {lineWidth: 120}),
		understood: [
			`${counted(threads, 'thread')}, ${counted(grownPages, 'grown page')}${measuredPages === undefined ? ` (assumed, in proportion to ${machine.name}: no nr_dynamic_stacks_faults)` : ''}`,
			`${shape.cpus} CPUs, clock and memory of ${machine.name}: vmstat does not say them; --cpus and --machine do`,
		],
	};
};

const binName = /^kstack_(?<kib>\d+)k$/u;

/** Threads that ended by how deep they had been: kstack_4k counts from 2049 to 4096 bytes. The kernel does not say whose stacks they were. */
const workloadOf = (counters: Counters, {name: file, label}: TextInput, {threadSizeBytes, stackOffset}: ImportOptions): Made => {
	const bins: DepthBin[] = [];
	for (const [name, {value, line}] of counters) {
		const kib = name === 'kstack_rest' ? Number.POSITIVE_INFINITY : Number(binName.exec(name)?.groups?.kib ?? 0);
		if (kib === 0) {
			continue;
		}

		if (kib * 1024 > threadSizeBytes) {
			throw new InputError(`${name} is of a box with stacks of more than ${threadSizeBytes / 1024} KiB`, {file, line, column: 1}, '--thread-size 32K or 64K; x86-64 has 16K');
		}

		if (value < 0) {
			throw new InputError(`${name} is ${value}: a count is 0 or more`, {file, line, column: name.length + 2});
		}

		bins.push({from: kib === 1 ? 8 : (kib * 512) + 8, to: kib * 1024, count: value});
	}

	const ended = bins.reduce((sum, {count}) => sum + count, 0);
	const quantiles = quantilesOfBins(bins.toSorted((a, b) => a.to - b.to));
	return {
		yaml: workloadYaml({
			stackOffset,
			title: `Depths of threads that ended, ${label}`,
			source: `Counts of kstack_1k and on in ${label}, ${counted(ended, 'ended thread')}.`,
			measured: [{name: 'user', count: ended, quantiles}],
			provenance: [
				{about: 'share of user threads below 1, 2, 4, 8 and 16 KiB', status: 'measured', source: `${counted(ended, 'ended thread')}, kstack_1k and on in ${label}`},
				{about: 'depths between those', status: 'assumed', source: 'evenly spread within each counter'},
				{
					about: 'that threads alive use their stacks as those that ended, and that user threads did',
					status: 'assumed',
					source: 'the kernel counts at exit, and does not say whose stack it was',
				},
			],
		}),
		understood: [`${counted(ended, 'ended thread')}, taken as user threads; within a counter depths are taken as evenly spread`],
	};
};
