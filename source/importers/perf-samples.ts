import {InputError} from '../files/input-error.js';
import {ClassDepths, describeMeasured} from './class-depths.js';
import {counted} from './counted.js';
import {refuseArchitecture, wholeWords} from './depth.js';
import type {Imported, Importer} from './imported.js';
import {KindGuess, refuseOther} from './kinds.js';
import {Skips} from './skips.js';
import {describeEnd, eachLine} from './text-lines.js';
import {type MeasuredClassName, classOfThread} from './thread-classes.js';
import {workloadYaml} from './workload-file.js';

const header = /^ *(?<comm>\S.*?) +(?<pid>-?\d+)(?:\/(?<tid>-?\d+))? +(?:\[(?<cpu>\d+)\] +)?\d+\.\d+: /u;
const stackPointer = /\bSP:0x(?<address>[\da-f]{1,16})\b/gu;
const armRegister = /\b(?:sp|lr|pc):0x[\da-f]/u;
/** Largest thread id of a 64-bit kernel (PID_MAX_LIMIT). */
const largestTid = 4_194_304;

/** Where a stack pointer points. */
type Region = 'exception' | 'kernel' | 'user';

/** Kernel stacks lie in the vmalloc area (or the direct map), whose start is random; exception stacks at 0xfffffe00... */
const regionOf = (address: string): Region => {
	if (address.length < 16 || !address.startsWith('ffff')) {
		return 'user';
	}

	return address.startsWith('fffffe') || address.startsWith('ffffff') ? 'exception' : 'kernel';
};

/**
Text of `perf script` whose samples hold the stack pointer (`perf record --intr-regs=sp`, `perf script -F +iregs`).
Stacks are aligned to their size, so the depth is what the pointer lacks to the next multiple. The deepest sample of each thread counts: less than its true mark.
*/
export const importText: Importer = async (input, {threadSizeBytes, stackOffset}): Promise<Imported> => {
	const {name: file, label} = input;
	const guess = new KindGuess();
	const skips = new Skips();
	/** Deepest sample of each thread in words, by thread id; idle threads, which all have the id 0, by CPU. */
	const wordsByTid = new Uint16Array(largestTid + 1);
	const classByTid = new Uint8Array(largestTid + 1);
	const wordsByCpu = new Map<number, number>();
	const classes: MeasuredClassName[] = [];
	let sample: {readonly tid: number; readonly cpu: number; readonly comm: string; readonly line: number; pointer: string | undefined} | undefined;
	let headers = 0;
	let samples = 0;

	const finish = (): void => {
		const done = sample;
		sample = undefined;
		if (done === undefined) {
			return;
		}

		const {tid, cpu, comm, line, pointer} = done;
		const region = pointer === undefined ? undefined : regionOf(pointer);
		if (pointer === undefined || region !== 'kernel') {
			skips.add(region === undefined ? 'samples without a stack pointer' : (region === 'user' ? 'samples in user mode' : 'samples on an exception stack'), line);
			return;
		}

		const lowBits = Number.parseInt(pointer.slice(-5), 16) % threadSizeBytes;
		if (lowBits === 0) {
			skips.add('samples at the very edge of a stack', line);
			return;
		}

		samples++;
		const words = wholeWords(threadSizeBytes - lowBits) / 8;
		if (tid === 0) {
			wordsByCpu.set(cpu, Math.max(wordsByCpu.get(cpu) ?? 0, words));
			return;
		}

		const name = classOfThread(comm);
		if (!classes.includes(name)) {
			classes.push(name);
		}

		// A thread may change its command: what it was called first stays
		if (wordsByTid[tid] === 0) {
			classByTid[tid] = classes.indexOf(name);
		}

		wordsByTid[tid] = Math.max(wordsByTid[tid]!, words);
	};

	const count = await eachLine(input, (content, line) => {
		guess.look(content);
		if (content === '') {
			finish();
			return;
		}

		// A line of a call chain
		if (content.startsWith('\t')) {
			return;
		}

		const {comm, pid, tid: tidText, cpu} = header.exec(content)?.groups ?? {};
		if (comm !== undefined) {
			finish();
			headers++;
			const tid = Number(tidText ?? pid);
			if (tid > largestTid) {
				throw new InputError(`thread id ${tid} is more than ${largestTid}, the largest there is`, {file, line, column: content.indexOf(tidText ?? pid!) + 1});
			}

			if (tid < 0) {
				skips.add('samples of threads that had ended', line);
			} else {
				sample = {tid, cpu: Number(cpu ?? 0), comm, line, pointer: undefined};
			}
		} else if (!content.includes(' ABI:')) {
			refuseOther('perf', content, {file, line}, headers > 0);
			if (!content.startsWith('#')) {
				skips.add('lines that are no part of a sample', line);
			}

			return;
		}

		if (content.includes('ABI:') && armRegister.test(content)) {
			refuseArchitecture('arm64', {file, line, column: content.search(armRegister) + 1});
		}

		if (sample !== undefined) {
			// With user and interrupt registers in one line, the one in the kernel is meant
			const pointers = Array.from(content.matchAll(stackPointer), match => match.groups!.address!);
			sample.pointer = pointers.find(address => regionOf(address) === 'kernel') ?? pointers[0] ?? sample.pointer;
		}
	});

	finish();
	const wanted = 'record with perf record --intr-regs=sp and print with perf script -F comm,tid,cpu,time,event,ip,iregs';
	if (samples === 0) {
		throw headers === 0
			? guess.error('perf', file, `it has no sample; ${wanted}`)
			: new InputError(`has no stack pointer on a kernel stack in ${counted(headers, 'sample')}`, {file}, wanted);
	}

	const depths = new ClassDepths(threadSizeBytes);
	for (const words of wordsByCpu.values()) {
		depths.addMark('swapper', words * 8);
	}

	for (const [tid, words] of wordsByTid.entries()) {
		if (words > 0) {
			depths.addMark(classes[classByTid[tid]!]!, words * 8);
		}
	}

	const measured = depths.measured();
	return {
		target: 'workload',
		yaml: workloadYaml({
			stackOffset,
			title: `Sampled depths, ${label}`,
			source: `Deepest of ${counted(samples, 'sample')} of each thread, perf, ${label}.`,
			measured,
			provenance: [
				{
					about: `depths of ${measured.map(({name, count}) => `${count} ${name}`).join(', ')} threads`,
					status: 'measured',
					source: `${counted(samples, 'sample')} of perf, ${label}; the deepest sample of each thread`,
				},
				{about: 'that the deepest sample of a thread is its mark', status: 'assumed', source: 'samples miss short deep calls, so marks are deeper than this'},
				{about: 'that all samples were on stacks of threads', status: 'assumed', source: 'the stack of an interrupt cannot be told from that of a thread by its address'},
			],
		}),
		understood: [
			`${counted(samples, 'sample')} on kernel stacks in ${counted(count.lines, 'line')}`,
			...describeMeasured(measured, 'thread', stackOffset),
			'samples miss short deep calls: true marks are deeper; interrupt stacks cannot be told apart and count as the thread below',
			...describeEnd(count),
		],
		skips: skips.list(),
	};
};
