import {InputError, showValue} from '../files/input-error.js';
import {readMachine} from '../files/machine.js';
import {findFixture} from '../files/find-fixture.js';
import {parseKernel} from '../files/kernel-growth.js';
import {parseTimeNs} from '../files/quantity.js';
import {scenarioLimits} from '../files/scenario.js';
import {parseDeeper} from '../files/sensitivity.js';
import {readYaml, type YamlFile} from '../files/yaml.js';
import {besideFile, parsedAt} from '../files/yaml-place.js';
import {type CellFields, type FieldName, fieldNames, type SweepText, sweepSchema} from './fields.js';
import {readPolicies} from './policies.js';
import {readSteps} from './steps.js';

/** The most cells of a sweep: beyond, a plan is a matter of minutes, and somebody made a slip. */
const mostCells = 100_000;

/** A grid that was read, with every value checked by itself. */
export type Grid = {
	readonly title: string;
	/** What each cell was given, in order. */
	readonly cells: readonly CellFields[];
	/** An error about a cell as it is put together. */
	problem(cell: number, message: string, hint?: string): InputError;
};

/** Checks one value by itself, where it stands: what no schema can say. */
const checks: {readonly [Name in FieldName]?: (value: NonNullable<CellFields[Name]>) => unknown} = {
	machine: name => readMachine(name),
	workload: name => findFixture('workloads', name),
	deeper: text => parseDeeper(text, 'deeper'),
	kernel: text => parseKernel(text, 'kernel'),
	for: text => parseTimeNs(text, 'for'),
	policies: text => readPolicies(text),
	steps: entries => readSteps(entries),
};

/** The files that a value may name are found from the folder of the grid. */
const located = <Name extends FieldName>(name: Name, value: CellFields[Name], file: string): CellFields[Name] => {
	if (name === 'machine' || name === 'workload') {
		return besideFile(value as string, file) as CellFields[Name];
	}

	return value;
};

const checked = (yaml: YamlFile<unknown>, place: readonly PropertyKey[], name: FieldName, value: unknown): unknown => {
	const found = located(name, value as CellFields[typeof name], yaml.file);
	parsedAt(yaml, place, () => (checks[name] as ((value: unknown) => unknown) | undefined)?.(found));
	return found;
};

/** A mapping of fields with every value checked. */
const checkedFields = (yaml: YamlFile<unknown>, place: readonly PropertyKey[], given: CellFields): CellFields =>
	Object.fromEntries(fieldNames.filter(name => given[name] !== undefined).map(name => [name, checked(yaml, [...place, name], name, given[name])]));

/** `1..8` as the seeds it stands for. */
const seedsOf = (text: string): number[] => {
	const {from, to} = /^(?<from>\d{1,10})\.\.(?<to>\d{1,10})$/u.exec(text.trim())?.groups ?? {};
	const [first, last] = [Number(from), Number(to)];
	if (!(last >= first && last <= scenarioLimits.seed.max)) {
		throw new InputError(`seed must be a list of seeds or a range such as 1..8, up to ${scenarioLimits.seed.max}, found ${showValue(text)}`);
	}

	if (last - first >= mostCells) {
		throw new InputError(`a sweep has ${mostCells} cells at most, found ${last - first + 1} seeds`);
	}

	return Array.from({length: last - first + 1}, (_, at) => first + at);
};

/** The values of an axis, each checked at its place. */
const axisOf = (yaml: YamlFile<SweepText>, name: FieldName): readonly unknown[] | undefined => {
	const given = yaml.value.grid[name];
	if (typeof given === 'string') {
		return parsedAt(yaml, ['grid', name], () => seedsOf(given));
	}

	return given?.map((value, at) => checked(yaml, ['grid', name, at], name, value));
};

/** A field that stands in two places would be silently one of them. */
const refuseTwice = (yaml: YamlFile<SweepText>, axes: ReadonlyArray<readonly [FieldName, unknown]>): void => {
	for (const [name] of axes) {
		if (yaml.value.scenario[name] !== undefined) {
			throw yaml.problem(['grid', name], `${name} stands in scenario already`);
		}

		const entry = (yaml.value.list ?? []).findIndex(fields => fields[name] !== undefined);
		if (entry !== -1) {
			throw yaml.problem(['list', entry, name], `${name} stands in grid already`);
		}
	}
};

/** Reads a grid by the name of a fixture or the path of a YAML file. Throws an `InputError` for the first thing that is wrong. */
export const readGrid = (nameOrPath: string): Grid => {
	const yaml = readYaml(findFixture('sweeps', nameOrPath), sweepSchema);
	const {title, list, grid} = yaml.value;
	if (list === undefined && Object.keys(grid).length === 0) {
		throw yaml.problem([], 'a sweep needs grid or list');
	}

	const common = checkedFields(yaml, ['scenario'], yaml.value.scenario);
	const entries = (list ?? [{}]).map((entry, at) => checkedFields(yaml, ['list', at], entry));
	const axes = fieldNames.flatMap(name => {
		const values = axisOf(yaml, name);
		return values === undefined ? [] : [[name, values] as const];
	});
	refuseTwice(yaml, axes);
	let cells: CellFields[] = entries.map(entry => ({...common, ...entry}));
	for (const [name, values] of axes) {
		if (cells.length * values.length > mostCells) {
			throw yaml.problem(['grid'], `a sweep has ${mostCells} cells at most, this one has ${axes.reduce((product, axis) => product * axis[1].length, entries.length)}`);
		}

		cells = cells.flatMap(cell => values.map(value => ({...cell, [name]: value})));
	}

	const each = cells.length / entries.length;
	return {
		title,
		cells,
		problem: (cell, message, hint) => yaml.problem(list === undefined ? ['grid'] : ['list', Math.floor(cell / each)], `cell ${cell}: ${message}`, hint),
	};
};
