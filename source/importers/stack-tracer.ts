import {InputError} from '../files/input-error.js';
import {parseStackTrace} from '../files/stack-trace.js';
import {counted} from './counted.js';
import {checkDepth, refuseArchitecture} from './depth.js';
import type {Imported, Importer} from './imported.js';
import {KindGuess, refuseOther} from './kinds.js';
import {eachLine} from './text-lines.js';
import {workloadYaml} from './workload-file.js';

/** The tracer keeps at most 500 entries (STACK_TRACE_ENTRIES). */
const mostLines = 600;
const header = /^\s*Depth\s+Size\s+Location\s+\((?<entries>\d+) entries\)/u;
const entry = /^\s*(?<index>\d+)\)\s+(?<rest>.*)$/u;
const wholeEntry = /^\d+\s+-?\d+\s+(?<fn>\S+)\+0x[\da-f]+\/0x[\da-f]+/u;
/** Functions at the foot of a chain that x86-64 does not have, by architecture. */
const foreignFunctions: ReadonlyArray<readonly [name: string, functions: RegExp]> = [
	['arm64', /^(?:el[01]h?t?_\w+|el0_svc\w*|__arm64_\w+|invoke_syscall)$/u],
	['arm', /^(?:ret_fast_syscall|__(?:irq|dabt|pabt)_(?:svc|usr))$/u],
	['riscv', /^(?:do_trap_\w+|ret_from_exception|__riscv_sys_\w+)$/u],
	['s390', /^(?:__s390x?_sys_\w+|pgm_check_handler)$/u],
	['powerpc', /^(?:system_call_(?:common|vectored_common|exception)|interrupt_return_srr_\w+)$/u],
	['32-bit x86', /^(?:entry_SYSENTER_32|entry_INT80_32)$/u],
];
/** Where a kernel thread's chain starts. */
const kernelEntry = /^ret_from_fork/u;

/** The table of `/sys/kernel/tracing/stack_trace`: one chain, frame by frame, and one thread that goes down it. */
export const importText: Importer = async (input, {threadSizeBytes, stackOffset}): Promise<Imported> => {
	const {name: file, label} = input;
	const guess = new KindGuess();
	const contents: string[] = [];
	let announced: {readonly entries: number; readonly line: number} | undefined;
	let entries = 0;
	const {lines} = await eachLine(input, (content, line) => {
		if (line > mostLines) {
			throw contents.some(text => entry.test(text))
				? new InputError(`goes on after ${mostLines} lines: the stack tracer's table is shorter`, {file, line})
				: guess.error('stack-trace', file, 'it has no line like " 0)     3072      48   function+0x5/0x20"');
		}

		guess.look(content);
		contents.push(content);
		const head = header.exec(content)?.groups?.entries;
		if (head !== undefined) {
			if (announced !== undefined) {
				throw new InputError('a second table: one trace a file', {file, line, column: 1});
			}

			announced = {entries: Number(head), line};
			return;
		}

		const {index, rest} = entry.exec(content)?.groups ?? {};
		if (index === undefined) {
			refuseOther('stack-trace', content, {file, line}, entries > 0 || announced !== undefined);
			return;
		}

		if (Number(index) !== entries) {
			throw new InputError(`entry ${index} after ${entries} entries: lines are missing`, {file, line, column: content.indexOf(index) + 1});
		}

		const fn = wholeEntry.exec(rest!)?.groups?.fn;
		if (fn === undefined) {
			throw new InputError('is cut short: depth, size and function+0x1/0x2 are wanted', {file, line, column: content.length + 1});
		}

		const foreign = foreignFunctions.find(([, functions]) => functions.test(fn));
		if (foreign !== undefined) {
			refuseArchitecture(foreign[0], {file, line, column: content.indexOf(fn) + 1});
		}

		entries++;
	});

	if (announced !== undefined && (entries === 0 || announced.entries !== entries)) {
		throw entries === 0
			? new InputError('the stack tracer found nothing', {file, line: announced.line}, 'switch it on: sysctl kernel.stack_tracer_enabled=1')
			: new InputError(`is cut short: ${announced.entries} entries are announced, ${entries} are there`, {file, line: announced.line});
	}

	if (entries === 0) {
		throw guess.error('stack-trace', file, 'it has no line like " 0)     3072      48   function+0x5/0x20"');
	}

	const {frames, tracedBytes, offsetBytes} = parseStackTrace(contents.join('\n'), file, stackOffset);
	const leaf = frames.at(-1)!;
	const leafLine = contents.findIndex(content => entry.test(content));
	checkDepth(tracedBytes, threadSizeBytes, {file, line: leafLine + 1, column: contents[leafLine]!.indexOf(String(tracedBytes)) + 1});
	const isKernel = frames[0]!.fn.startsWith('ret_from_fork');
	return {
		target: 'workload',
		yaml: workloadYaml({
			stackOffset,
			title: `A thread that goes down the chain of ${label}`,
			source: `The deepest chain that the stack tracer met, ${label}: ${tracedBytes} bytes, ${offsetBytes} of them random offset.`,
			measured: [],
			paths: {traced: {frames}},
			classes: [{
				name: 'traced',
				comm: 'traced-%n',
				kind: isKernel ? 'kernel' : 'user',
				count: {box: 1},
				common: {[isKernel ? 'kthread-work' : 'short-call']: 1},
				deep: {paths: {traced: 1}},
				deepShare: 0.3,
				sleepPath: isKernel ? 'kthread-asleep' : 'pool-asleep',
				visitsPerBurst: 3,
				burstUs: 20,
				sleepMs: 1000,
			}],
			provenance: [
				{about: 'frames of the path "traced", random offset taken out', status: 'measured', source: `${label}, ${frames.length} frames of the kernel's stack tracer`},
				{
					about: 'one thread that goes down that path in three of ten visits',
					status: 'assumed',
					source: 'the tracer keeps the deepest chain alone, not how often it was met; the path can be used in other classes',
				},
			],
		}),
		understood: [
			`${counted(frames.length, 'frame')} in ${counted(lines, 'line')}, from ${frames[0]!.fn} to ${leaf.fn}: ${tracedBytes} bytes, ${offsetBytes} of them random offset`,
			`path "traced" of one ${isKernel ? 'kernel' : 'user'} thread`,
		],
		skips: [],
	};
};
