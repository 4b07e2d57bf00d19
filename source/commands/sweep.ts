import os from 'node:os';
import process from 'node:process';
import {InputError, shortPath} from '../files/input-error.js';
import {parseCount} from '../files/quantity.js';
import {plural} from '../report/units.js';
import {type Cell, planSweep, showSettings, type SweepPlan} from '../sweep/plan.js';
import {ResultFile} from '../sweep/result-file.js';
import {runSweep} from '../sweep/run.js';
import {isOf, parseShard, type Shard} from '../sweep/shard.js';
import {Interruption} from './interruption.js';
import {write} from './output.js';
import {parseFlags} from './parse-flags.js';
import {Progress, type Reached, timeLeft} from './progress.js';
import {read, requireText} from './run-options.js';
import {findCommand} from './table.js';
import {toolVersion} from './version.js';

const jobLimits = {min: 1, max: 256} as const;
/** How often the bar is looked at while no cell ends. */
const lookEveryMs = 200;

type Wanted = {readonly plan: SweepPlan; readonly cells: readonly Cell[]; readonly shard: Shard | undefined; readonly out: string | undefined};

/** `kstacktop sweep`: many runs in parallel, each a line of a file that can be gone on with, divided and merged. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('sweep')!, argv);
	const [grid] = flags.operands;
	const out = read(flags, 'out', requireFile);
	const jobs = read(flags, 'jobs', (text, what) => parseCount(text, what, jobLimits)) ?? os.availableParallelism();
	const shard = read(flags, 'shard', (text, what) => parseShard(text, what, process.env));
	if (grid === undefined) {
		throw new InputError('sweep needs a GRID', {}, 'a name that comes with kstacktop, such as pools, or a YAML file');
	}

	if (out === undefined && !flags.has('list') && !flags.has('dry-run')) {
		throw new InputError('sweep needs --out FILE', {}, '--list and --dry-run do without');
	}

	const plan = planSweep(grid, toolVersion);
	const wanted: Wanted = {plan, cells: shard === undefined ? plan.cells : plan.cells.filter(({cell}) => isOf(shard, cell)), shard, out};
	if (flags.has('list')) {
		await write(wanted.cells.map(({cell, key, settings}) => `${cell}\t${key}\t${showSettings(settings)}\n`).join(''));
		return 0;
	}

	if (flags.has('dry-run')) {
		await write(summary(wanted));
		return 0;
	}

	const file = flags.has('resume') ? await ResultFile.resume(out!, plan, toolVersion) : ResultFile.create(out!);
	return runInto(file, wanted, jobs);
};

/** What can be gone on with: a file. */
const requireFile = (text: string, what: string): string => {
	if (text === '-') {
		throw new InputError(`${what} must be a file, found standard output`, {}, 'a sweep puts its lines into order and can be gone on with');
	}

	return requireText(text, what);
};

const tell = (line: string): void => {
	process.stderr.write(`kstacktop: ${line}\n`);
};

/** What would be run. */
const summary = ({plan, cells, shard, out}: Wanted): string => [
	`${plan.title}: ${plural(plan.cells.length, 'cell')}, sweep ${plan.hash}`,
	...plan.same === 0 ? [] : [`${plural(plan.same, 'cell')} of the grid the same as others, run once`],
	...shard === undefined ? [] : [`${showShard(shard)}: ${plural(cells.length, 'cell')}`],
	...differences(cells).map(([name, values]) => `  ${name}: ${values.join(', ')}`),
	`${plural(cells.length, 'cell')} would be run${out === undefined ? '' : ` into ${shortPath(out)}`}`,
	'',
].join('\n');

const showShard = ({index, total, from}: Shard): string => `shard ${index + 1}/${total}${from === undefined ? '' : ` (from ${from})`}`;

/** Most values of a field that are told one by one. */
const mostTold = 12;

/** The settings by their fields, with the values they take. */
const differences = (cells: readonly Cell[]): Array<[name: string, values: string[]]> => {
	const values = new Map<string, Set<string>>();
	for (const {settings} of cells) {
		for (const [name, value] of Object.entries(settings)) {
			const known = values.get(name) ?? new Set();
			values.set(name, known.add(typeof value === 'object' ? value.join(',') : String(value)));
		}
	}

	return [...values].map(([name, found]) => [name, found.size <= mostTold ? [...found] : [...[...found].slice(0, mostTold - 1), `and ${found.size - mostTold + 1} more`]]);
};

const progressLine = (reached: Reached): string => `${Math.floor(100 * reached.timeNs / reached.endNs)}% of ${plural(reached.endNs, 'cell')}, ${timeLeft(reached)}`;

/** Runs what the file does not have yet. Gives the exit code. */
const runInto = async (file: ResultFile, {plan, cells, shard}: Wanted, jobs: number): Promise<number> => {
	const open = cells.filter(({key}) => !file.found.has(key));
	if (file.cutBytes > 0) {
		tell(`the last line of the file was cut: ${plural(file.cutBytes, 'byte')} taken away, its cell is run again`);
	}

	if (file.found.size > 0) {
		tell(`${plural(cells.length - open.length, 'cell')} of ${cells.length} are there already`);
	}

	if (shard?.from !== undefined) {
		tell(`${showShard(shard)}: ${plural(cells.length, 'cell')} of ${plan.cells.length}`);
	}

	const ending = new AbortController();
	const interruption = new Interruption(() => {
		ending.abort();
	});
	const progress = new Progress(process.stderr, {endNs: open.length, now: () => performance.now(), line: progressLine});
	let [ended, failed] = [0, 0];
	const looking = setInterval(() => {
		progress.reached(ended);
	}, lookEveryMs);
	try {
		await runSweep(plan, open, file, {
			toolVersion,
			jobs: Math.min(jobs, Math.max(1, open.length)),
			signal: ending.signal,
			onDone(done) {
				ended = done;
			},
			onFailure({cell, key, settings}, reason) {
				failed++;
				progress.tell(`kstacktop: cell ${cell} (${key}: ${showSettings(settings)}) failed: ${reason}`);
			},
		});
	} finally {
		clearInterval(looking);
		interruption.close();
		progress.clear();
		file.close();
	}

	if (interruption.exitCode !== undefined) {
		tell(`ended by ${interruption.signal!} after ${ended} of ${plural(open.length, 'cell')}: --resume goes on`);
		return interruption.exitCode;
	}

	if (failed > 0) {
		tell(`${plural(failed, 'cell')} of ${open.length} failed`);
	}

	return failed > 0 ? 1 : 0;
};
