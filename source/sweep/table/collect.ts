import {clusteredRate, comparedFigures, comparisonAxes, dominates, type Figure, meanInterval, type PolicyReading} from '../../../machine/index.js';
import {InputError} from '../../files/input-error.js';
import {readLine, type SweepLine} from '../line.js';
import {OneSweep} from '../one-sweep.js';
import {scanLines} from '../scan.js';

/** A figure over all seeds: its mean and what the seeds leave possible at 95 %; undefined where one seed cannot tell. */
export type Estimate = {readonly mean: number; readonly low: number | undefined; readonly high: number | undefined};

/** What a row has beside its policy: one value a field. */
export type RowSettings = Readonly<Record<string, string | number | boolean>>;

/** One policy under one setting, over all seeds. */
export type TableRow = {
	readonly settings: RowSettings;
	readonly policy: string;
	readonly seeds: number;
	/** By the id of the figure; without those that the policy has nothing of. */
	readonly figures: Readonly<Record<string, Estimate>>;
	/** Among the policies of its setting, none is at least as good in the mean on every axis and better on one. */
	readonly pareto: boolean;
	/** The policies that are. */
	readonly dominatedBy: readonly string[];
};

export type SweepTable = {
	readonly title: string;
	readonly hash: string;
	readonly toolVersion: string;
	/** Cells of the sweep, and those that were found. */
	readonly cells: number;
	readonly found: number;
	/** Fields of settings that any row has, and those among them that differ between rows. */
	readonly fields: readonly string[];
	readonly varying: readonly string[];
	/** Setting by setting in the order of the grid; in one, those on the Pareto front first, then by what is saved. */
	readonly rows: readonly TableRow[];
};

type Values = Readonly<Record<string, number>>;
type Group = {readonly settings: RowSettings; readonly policies: Map<string, Map<number, Values>>};

const valuesOf = (policy: PolicyReading): Values => Object.fromEntries(comparedFigures.flatMap(({id, value}) => {
	const found = value(policy);
	return found === undefined ? [] : [[id, found]];
}));

/**
Failures are counted, and may be rare: their interval is that of a Poisson count, wider where they come in bunches, and a bound where there was none.
Anything else: Student's t over the seeds.
*/
const estimate = ({group, unit}: Figure, values: readonly number[]): Estimate => {
	if (group === 'failure' && unit === 'count') {
		const {rate, low, high} = clusteredRate(values, values.length);
		return {mean: rate, low, high};
	}

	const {mean, interval} = meanInterval(values);
	return {mean, low: interval?.low, high: interval?.high};
};

const estimates = (seeds: readonly Values[]): Readonly<Record<string, Estimate>> => Object.fromEntries(comparedFigures.flatMap(figure => {
	const values = seeds.filter(one => Object.hasOwn(one, figure.id)).map(one => one[figure.id]!);
	return values.length === 0 ? [] : [[figure.id, estimate(figure, values)]];
}));

const meansOf = ({figures}: Pick<TableRow, 'figures'>): Values => Object.fromEntries(comparisonAxes.map(id => [id, figures[id]!.mean]));

const rowsOf = ({settings, policies}: Group): TableRow[] => {
	const rows = [...policies].map(([policy, seeds]) => ({settings, policy, seeds: seeds.size, figures: estimates([...seeds.values()])}));
	const means = rows.map(row => meansOf(row));
	const marked = rows.map((row, at) => {
		const dominatedBy = rows.filter((_, other) => dominates(means[other]!, means[at]!)).map(({policy}) => policy);
		return {...row, pareto: dominatedBy.length === 0, dominatedBy};
	});
	return marked.toSorted((a, b) => Number(b.pareto) - Number(a.pareto) || b.figures.savedNetKiB!.mean - a.figures.savedNetKiB!.mean);
};

/** Settings without what rows are made of: the policies, and the seeds they are averaged over. */
const settingsOf = ({settings}: SweepLine): RowSettings =>
	Object.fromEntries(Object.entries(settings).filter(([name]) => name !== 'policies' && name !== 'seed')) as RowSettings;

/** The figures of one line go to the rows of its setting. */
const take = (groups: Map<string, Group>, line: SweepLine): void => {
	const settings = settingsOf(line);
	const key = JSON.stringify(settings);
	const group = groups.get(key) ?? {settings, policies: new Map<string, Map<number, Values>>()};
	groups.set(key, group);
	for (const policy of line.policies) {
		const seeds = group.policies.get(policy.name) ?? new Map<number, Values>();
		group.policies.set(policy.name, seeds);
		// A policy that runs along in several cells sees the same stream in all of them
		seeds.set(Number(line.settings.seed), valuesOf(policy as unknown as PolicyReading));
	}
};

const differ = (rows: readonly TableRow[], field: string): boolean => rows.some(({settings}) => settings[field] !== rows[0]!.settings[field]);

/** Reads the file of a sweep (`-`: standard input), whole or in part. Throws an `InputError` for anything else. */
export const collectTable = async (file: string): Promise<SweepTable> => {
	const sweep = new OneSweep();
	const groups = new Map<string, Group>();
	const found = new Set<number>();
	for await (const {text, line} of scanLines(file)) {
		const read = readLine(text, file, line);
		sweep.check(read, file, line);
		found.add(read.cell);
		try {
			take(groups, read);
		} catch (error) {
			throw error instanceof TypeError ? new InputError('lacks figures of a policy: it is not a line as kstacktop sweep writes it', {file, line}) : error;
		}
	}

	if (sweep.line === undefined) {
		throw new InputError('has no line of a sweep', {file});
	}

	const {toolVersion, sweep: {title, hash, cells}} = sweep.line;
	const rows = [...groups.values()].flatMap(group => rowsOf(group));
	const fields = [...new Set(rows.flatMap(({settings}) => Object.keys(settings)))];
	return {title, hash, toolVersion, cells, found: found.size, fields, varying: fields.filter(field => differ(rows, field)), rows};
};

/** Rows by one figure over all settings, the best first; where no way is better, the largest. Rows without it come last. */
export const sortRows = (table: SweepTable, {id, better}: Figure): SweepTable => {
	const sign = better === 'less' ? 1 : -1;
	const rankOf = ({figures}: TableRow): number => figures[id] === undefined ? Infinity : sign * figures[id].mean;
	return {...table, rows: table.rows.toSorted((a, b) => {
		const [one, other] = [rankOf(a), rankOf(b)];
		return one === other ? 0 : one - other;
	})};
};
