import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {measuredFolder} from '../../source/depths/measured.js';
import {runProgram} from '../helpers/program.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-variants-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

/** Lines of a measured file below its header, as fields: comm, kthread, pid, bytes, pages, and the last one. */
const linesOf = (name: string): string[][] => fs.readFileSync(path.join(measuredFolder, `${name}.csv`), 'utf8').trim().split('\n').slice(1).map(line => line.split(','));

const header = 'comm,kthread,pid,bytes_used,pages_touched,sleep_depth';

const textOf = (lines: readonly string[][]): string => `${[header, ...lines.map(fields => fields.join(','))].join('\n')}\n`;

/** The box of a run with four times the CPUs: what belongs to one of them three times more. */
const moreCpus = (lines: readonly string[][]): string[][] => {
	let pid = 100_000;
	const added = lines.flatMap(fields => {
		const [, name, cpu, rest] = /^(cpuhp|ksoftirqd|migration|swapper|idle_inject|kworker)\/(\d)(:.*)?$/u.exec(fields[0]!) ?? [];
		return name === undefined ? [] : [4, 8, 12].map(more => [`${name}/${Number(cpu) + more}${rest ?? ''}`, fields[1]!, name === 'swapper' ? '0' : String(pid++), ...fields.slice(3)]);
	});
	return [...lines, ...added];
};

/** The run with three times as many sleeping threads. */
const moreThreads = (lines: readonly string[][]): string[][] => {
	let pid = 100_000;
	return [...lines, ...lines.filter(([comm]) => comm === 'threads').flatMap(fields => [1, 2].map(() => fields.with(2, String(pid++))))];
};

type Variant = {
	readonly about: string;
	/** Lines of scenarios.yaml below the name, by run. */
	readonly runs: Readonly<Record<string, string>>;
	readonly files: () => Readonly<Record<string, string>>;
	/** What is said of it, ends of lines apart. */
	readonly told: readonly RegExp[];
	/** Whether stacks are not where the declared facts would have them. */
	readonly isOff?: boolean;
};

const variants: readonly Variant[] = [
	{
		about: 'other columns in another order, a byte order mark, CRLF and a long kernel version',
		runs: {mine: 'kernel: "6.12.95-amd64"\nworkload: files-ext4\nhost: somewhere'},
		files() {
			const lines = linesOf('ext4_612').map(([comm, kthread, pid, bytes]) => [pid, 3, bytes, comm, 'S', kthread].join(','));
			return {'mine.csv': `\uFEFF${['pid,cpu,bytes_used,comm,state,kthread', ...lines, ''].join('\r\n')}`};
		},
		told: [/^mine +live +98 +73\.21 %.*P$/mu],
	},
	{
		about: 'runs without a file, and a file without a run',
		runs: {mine: 'kernel: "6.12"\nworkload: network-loopback', gone: 'kernel: "6.12"\nworkload: idle'},
		files: () => ({'mine.csv': textOf(linesOf('tcp612')), 'other.csv': textOf(linesOf('tcp612'))}),
		told: [/gone: left out, there is neither gone\.csv nor gone_exits\.csv beside scenarios\.yaml/u, /no run of scenarios\.yaml has this name: other\.csv/u],
	},
	{
		about: 'only threads that ended, and a field that is empty',
		runs: {mine: 'kernel: "6.12"\nworkload: files-ext4\nnewStacks: 70\ngrowthPages:'},
		files: () => ({'mine_exits.csv': textOf(linesOf('ext4_612_exits'))}),
		told: [/mine: only threads that ended, there is no mine\.csv/u, /^mine +ended +91 /mu, /does not tell growthPages and newStacks/u],
	},
	{
		about: 'a kernel between two known ones',
		runs: {mine: 'kernel: "6.6"\nworkload: files-ext4'},
		files: () => ({'mine.csv': textOf(linesOf('ext4_612'))}),
		told: [/mine: kernel 6\.6 is not known; predicted as between 6\.1 and 6\.12/u],
	},
	{
		about: 'four times the CPUs',
		runs: {mine: 'kernel: "6.12"\ncpus: 16\nuserland: systemd\nworkload: idle'},
		files: () => ({'mine.csv': textOf(moreCpus(linesOf('idle_systemd612')))}),
		told: [/^mine +live +285 .*= P$/mu],
	},
	{
		about: 'three times the threads, under a name with another number',
		runs: {mine: 'kernel: "6.12"\nworkload: sleepers-7560'},
		files: () => ({'mine.csv': textOf(moreThreads(linesOf('threads612')))}),
		told: [/^mine +live +7686 .*= P$/mu],
	},
	{
		about: 'half of a known run under another name',
		runs: {mine: 'kernel: "6.1"\nuserland: minimal\nworkload: fork-storm'},
		files: () => ({'mine.csv': textOf(linesOf('fork').filter((_, index) => index % 2 === 0))}),
		told: [/^mine +live +\d+ .*= c$/mu],
	},
	{
		about: 'a known run that is said to have had no random offset',
		runs: {mine: 'kernel: "6.12"\nworkload: fork-storm\nrandomStackOffset: false'},
		files: () => ({'mine.csv': textOf(linesOf('fork612')), 'mine_exits.csv': textOf(linesOf('fork612_exits'))}),
		told: [/called calibrated, since its stacks are those of fork612; but that was kernel 6\.12, fork-storm, random offset on/u, /! mine: ended user p50/u],
		isOff: true,
	},
	{
		about: 'one thread',
		runs: {mine: 'kernel: "6.1"\nworkload: something-new'},
		files: () => ({'mine.csv': textOf(linesOf('fork').slice(0, 1))}),
		told: [/the workload "something-new" is not known; predicted as one without deep paths of its own/u, /^mine +live +1 /mu],
	},
];

for (const {about, runs, files, told, isOff = false} of variants) {
	test(`reads ${about}`, async t => {
		const place = fs.mkdtempSync(path.join(folder, 'v-'));
		const entries = Object.entries(runs).map(([name, facts]) => `  - name: ${name}\n${facts.replaceAll(/^/gmu, '    ')}\n`);
		fs.writeFileSync(path.join(place, 'scenarios.yaml'), `scenarios:\n${entries.join('')}`);
		for (const [file, text] of Object.entries(files())) {
			fs.writeFileSync(path.join(place, file), text);
		}

		const {code, stdout, stderr} = await runProgram(['verify', `--depths=${place}`]);
		t.is(stderr, '');
		t.is(code, isOff ? 1 : 0, stdout);
		t.deepEqual(stdout.split('\n').slice(1).filter(line => line.length > 80), []);
		const unbroken = stdout.replaceAll(/\n {4}(?=\S)/gu, ' ');
		for (const pattern of told) {
			t.regex(unbroken, pattern);
		}
	});
}
