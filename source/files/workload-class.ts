import type {ClassCount, ThreadClass, WeightedPath} from '../../machine/index.js';
import {type ClassFields, type Sourced, under} from './workload-layers.js';
import type {PathTable} from './workload-paths.js';
import {type Quantile, depthsOfQuantiles} from './workload-quantiles.js';
import {type ClassText, type DeepText, percentPattern} from './workload-schema.js';

/** A class with every field it needs and its paths as indices into `table`. */
export const resolveClass = (fields: ClassFields, table: PathTable): ThreadClass => {
	const name = fields.name.value;
	const need = <Key extends keyof ClassText>(key: Key): NonNullable<ClassFields[Key]> => {
		const field = fields[key];
		if (field === undefined) {
			throw fields.name.fail([], `class ${JSON.stringify(name)} lacks ${key}`);
		}

		return field;
	};

	const rare = fields.rare === undefined ? [] : rarePaths(fields.rare, table);
	const sleepPath = need('sleepPath');
	return {
		name,
		comm: need('comm').value,
		kind: need('kind').value,
		count: countOf(need('count')),
		common: weightedPaths(need('common'), [], table),
		deep: deepPaths(name, need('deep'), table),
		deepShare: need('deepShare').value,
		rare: rare.map(({path, weight}) => ({path, perMillionVisits: weight})),
		sleepPath: table.named(sleepPath.value, sleepPath, []),
		restartableSleep: fields.restartableSleep?.value ?? false,
		visitsPerBurst: need('visitsPerBurst').value,
		burstUs: need('burstUs').value,
		sleepMs: need('sleepMs').value,
		lifeVisits: fields.lifeVisits?.value ?? 0,
		respawnMs: fields.respawnMs?.value ?? 0,
		migrateShare: fields.migrateShare?.value ?? 0,
		takesGrownPages: fields.takesGrownPages?.value ?? false,
	};
};

const countOf = ({value, fail}: Sourced<NonNullable<ClassText['count']>>): ClassCount => {
	const {perCpu, box, share} = value;
	const forms = [
		...perCpu === undefined ? [] : [{perCpu}],
		...box === undefined ? [] : [{box}],
		...share === undefined ? [] : [{share}],
	];
	if (forms.length !== 1) {
		throw fail([], 'count is one of three', 'perCpu: N, box: N, or share: N of the threads that are left');
	}

	return forms[0]!;
};

const weightedPaths = (weights: Sourced<Readonly<Record<string, number>>>, at: readonly PropertyKey[], table: PathTable): WeightedPath[] => {
	const entries = Object.entries(weights.value);
	if (entries.length === 0) {
		throw weights.fail(at, 'names no path: it must name at least one');
	}

	return entries.map(([name, weight]) => ({path: table.named(name, weights, [...at, name]), weight}));
};

const rarePaths = (rare: Sourced<Readonly<Record<string, number>>>, table: PathTable): WeightedPath[] => {
	const perMillion = Object.values(rare.value).reduce((sum, share) => sum + share, 0);
	if (perMillion > 1e6) {
		throw rare.fail([], `rare paths add up to ${perMillion} in a million calls`, 'what calls do ordinarily belongs into common');
	}

	return weightedPaths(rare, [], table);
};

const deepPaths = (className: string, deep: Sourced<DeepText>, table: PathTable): WeightedPath[] => {
	const {value, fail} = deep;
	const {paths, quantiles, quantilesWeight, lessOffset, atMost} = value;
	if (paths === undefined && quantiles === undefined) {
		throw fail([], 'deep needs paths, quantiles or both');
	}

	if (quantiles === undefined && [quantilesWeight, lessOffset, atMost].some(field => field !== undefined)) {
		throw fail([], 'quantilesWeight, lessOffset and atMost go with quantiles, and there are none');
	}

	const named = paths === undefined ? [] : weightedPaths({value: paths, fail: under(fail, 'paths')}, [], table);
	if (quantiles === undefined) {
		return named;
	}

	const depths = depthsOfQuantiles(sortedQuantiles({value: quantiles, fail: under(fail, 'quantiles')}));
	const weightByPath = new Map<number, number>();
	for (const {bytes, weight} of depths) {
		const depth = Math.min(bytes - (lessOffset ?? 0), atMost ?? Number.POSITIVE_INFINITY);
		if (depth <= 0) {
			throw fail(['lessOffset'], `leaves nothing of the quantile depth of ${bytes} bytes`);
		}

		const path = table.untraced(`${className}: measured mark, ${depth} B`, depth, under(fail, 'quantiles'));
		weightByPath.set(path, (weightByPath.get(path) ?? 0) + (weight * (quantilesWeight ?? 1)));
	}

	return [...named, ...[...weightByPath].map(([path, weight]) => ({path, weight}))];
};

const sortedQuantiles = ({value, fail}: Sourced<Readonly<Record<string, number>>>): Quantile[] => {
	const quantiles = Object.entries(value)
		.map(([key, bytes]) => ({key, percent: Number(key), bytes}))
		.toSorted((a, b) => a.percent - b.percent);
	if (quantiles.length === 0) {
		throw fail([], 'quantiles is empty: it must map percentiles to bytes, as in {5: 736, 50: 1384, 99: 3176}');
	}

	for (const [index, {key, percent, bytes}] of quantiles.entries()) {
		if (!percentPattern.test(key)) {
			throw fail([key], `a percentile is a number from 0 to 100, found ${JSON.stringify(key)}`);
		}

		const below = quantiles[index - 1];
		if (below !== undefined && bytes < below.bytes) {
			throw fail([key], `quantiles fall: ${bytes} bytes at ${key} % after ${below.bytes} bytes at ${below.key} %`);
		}
	}

	return quantiles;
};
