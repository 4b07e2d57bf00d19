import {InputError} from '../files/input-error.js';
import {counted} from './counted.js';
import {checkDepth, refuseArchitecture, wholeWords} from './depth.js';
import type {Imported, Importer} from './imported.js';
import {KindGuess, refuseOther} from './kinds.js';
import {Skips} from './skips.js';
import {describeEnd, eachLine} from './text-lines.js';
import {classOfThread, plainComm} from './thread-classes.js';
import {leastUserBytes, workloadYaml} from './workload-file.js';

const marker = 'used greatest';
const record = /^(?<before>.*) used greatest stack depth: (?<left>-?\d+) bytes left$/u;
const thread = /^(?<head>.*)\((?<pid>\d+)\)$/u;
/** A command is at most 15 bytes long (TASK_COMM_LEN less the zero). */
const longestComm = 15;
/** What dmesg, journalctl and syslog put before the message: priority, time, caller, facility and level. */
const prefix = /^\s*(?:<\d+>|\[\s*\d+\.\d+\]|\[\s*[TC]\d+\]|\[[A-Z][a-z]{2} [A-Z][a-z]{2} [^\]]*\]|\w+\s*:\s*(?:emerg|alert|crit|err|warn|notice|info|debug)\s*:)\s*/u;
/** Names of other architectures in the line that a kernel begins its log with: of the release or of the compiler. */
const otherMachine = /^.*Linux version .*?(?<![a-z\d])(?<name>aarch64|arm64|armv\d|armmp|arm-linux|i[3-6]86|(?<=-)686(?=[- ])|riscv|loongarch|s390|ppc64|powerpc|mips|sparc64|parisc)/u;
/** One thread for each; a log of years holds more commands than a box that is idle. */
const mostCommands = 64;

/** The command in what stands before the message; undefined where it cannot be told from a prefix. */
const commOf = (head: string): string | undefined => {
	let comm = head.split(/\bkernel: /u).at(-1)!.trimEnd();
	while (prefix.test(comm)) {
		comm = comm.replace(prefix, '');
	}

	return comm.length > 0 && comm.length <= longestComm ? plainComm(comm) : undefined;
};

/**
Kernel log lines of DEBUG_STACK_USAGE: `comm (pid) used greatest stack depth: 12568 bytes left`.
The kernel prints one only when a thread that ends went deeper than all before it since boot: they are records, not a sample.
So each command becomes one thread that goes as deep as its deepest record.
*/
export const importText: Importer = async (input, {threadSizeBytes, stackOffset}): Promise<Imported> => {
	const {name: file, label} = input;
	const skips = new Skips();
	const guess = new KindGuess();
	const deepest = new Map<string, number>();
	let records = 0;
	let boots = 0;
	let lastLeft = -1;
	const take = (content: string, line: number): void => {
		const {before, left: leftText} = record.exec(content.trimEnd())?.groups ?? {};
		const {head, pid} = thread.exec(before ?? '')?.groups ?? {};
		if (leftText === undefined || pid === undefined) {
			skips.add('lines of a record cut short or mixed with others', line);
			return;
		}

		const left = Number(leftText);
		const place = {file, line, column: content.lastIndexOf(leftText) + 1};
		if (left < 0) {
			throw new InputError(`${left} bytes left: a stack has 0 or more`, place);
		}

		checkDepth(left, threadSizeBytes, place);
		if (left === threadSizeBytes) {
			throw new InputError(`${left} bytes left: a thread that ended used some of its ${threadSizeBytes}`, place, 'a box with larger stacks: --thread-size 32K or 64K');
		}

		const comm = commOf(head!);
		if (comm === undefined) {
			skips.add('records whose command cannot be told from what stands before it', line);
			return;
		}

		records++;
		// Within one boot the bytes left only fall
		boots += left > lastLeft ? 1 : 0;
		lastLeft = left;
		deepest.set(comm, Math.max(deepest.get(comm) ?? 0, wholeWords(threadSizeBytes - left)));
	};

	const count = await eachLine(input, (content, line) => {
		if (content.includes(marker)) {
			take(content, line);
			return;
		}

		const machine = content.includes('Linux version') ? otherMachine.exec(content)?.groups?.name : undefined;
		if (machine !== undefined || content.includes('Booting Linux on physical CPU')) {
			refuseArchitecture(machine ?? 'an arm processor', {file, line, column: 1});
		}

		guess.look(content);
		if (startsOtherKind.test(content)) {
			refuseOther('dmesg', content, {file, line}, records > 0);
		}
	});

	if (records === 0) {
		throw guess.error('dmesg', file, 'it has no line like "make (1234) used greatest stack depth: 11272 bytes left" (CONFIG_DEBUG_STACK_USAGE)');
	}

	const ordered = [...deepest].toSorted((a, b) => b[1] - a[1]);
	const [most, least] = [ordered[0]![1], ordered.at(-1)![1]];
	const kept = ordered.slice(0, mostCommands);
	return {
		target: 'workload',
		yaml: workloadYaml({
			stackOffset,
			title: `Records of ${label}`,
			source: `The ${counted(kept.length, 'deepest command')} of ${counted(records, 'record')} in the kernel log ${label}.`,
			measured: [],
			classes: kept.map(([comm, bytes]) => recordedClass(comm, bytes, stackOffset)),
			provenance: provenanceOf(label, records, stackOffset),
		}),
		understood: [
			`${counted(records, 'record')} in ${counted(count.lines, 'line')}, of ${counted(boots, 'boot')} at least`,
			`${counted(ordered.length, 'command')}, ${least === most ? most : `${least} to ${most}`} bytes used of ${threadSizeBytes}`,
			'the kernel prints records alone: each command becomes one thread as deep as its deepest; how many threads stayed above is not known',
			...ordered.length > kept.length ? [`the ${kept.length} deepest commands are kept, ${ordered.length - kept.length} others are left out`] : [],
			...describeEnd(count),
		],
		skips: skips.list(),
	};
};

/** Cheap for the millions of lines that are plain log: those of other kinds start so, or are tables of threads. */
const startsOtherKind = /^(?:@|nr_|kstack_|comm,|\(\.\.\.|\[\d+[KM]?, |\s*\d+\)\s|[^,:]{1,15},[012],\d)/u;

/** One thread, kernel or user by its command. Its kernel work in between is the least there is: only the record is known. */
const recordedClass = (comm: string, bytes: number, stackOffset: boolean): Readonly<Record<string, unknown>> => {
	const isUser = classOfThread(comm) === 'user';
	return {
		name: `recorded ${comm}`,
		comm,
		kind: isUser ? 'user' : 'kernel',
		count: {box: 1},
		common: {[isUser ? 'short-call' : 'kthread-asleep']: 1},
		deep: isUser && stackOffset
			? {quantiles: new Map([[50, Math.max(bytes, leastUserBytes(true))]]), lessOffset: leastUserBytes(true) - 8}
			: {quantiles: new Map([[50, bytes]])},
		deepShare: 0.3,
		sleepPath: isUser ? 'pool-asleep' : 'kthread-asleep',
		visitsPerBurst: isUser ? 3 : 1,
		burstUs: 20,
		sleepMs: 240_000,
	};
};

const provenanceOf = (label: string, records: number, stackOffset: boolean): Parameters<typeof workloadYaml>[0]['provenance'] => [
	{about: 'depths of the classes "recorded ..."', status: 'measured', source: `${counted(records, 'line')} "used greatest stack depth" of ${label}`},
	{about: 'one thread of each such command, and how often it runs', status: 'assumed', source: 'the kernel prints records alone, of threads that end; these live on and repeat theirs'},
	...stackOffset
		? [{about: 'random stack offset in those depths, 848 bytes', status: 'assumed' as const, source: 'RANDOMIZE_KSTACK_OFFSET on; the mean maximum calibrated in the idle workload'}]
		: [],
];
