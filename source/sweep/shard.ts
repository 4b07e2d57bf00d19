import {InputError, showValue} from '../files/input-error.js';
import type {Environment} from '../environment-variables.js';

/** A part of a sweep: the cells whose number leaves `index` when divided by `total`. So all shards have cells from all over the grid. */
export type Shard = {
	/** From 0. */
	readonly index: number;
	readonly total: number;
	/** The variable it was taken from; undefined: it was given. */
	readonly from: string | undefined;
};

/** Variables by which a system tells its jobs apart. */
type System = {
	/** Its variable with the number of the job. */
	readonly index: string;
	/** The number of its first job, or the variable that says so. */
	readonly first: number | string;
	/** By how much numbers go up from job to job; a variable, 1 where it is not set. */
	readonly step?: string;
	/** The variable with the number of jobs; undefined: it has to be given. */
	readonly total: string | undefined;
};

/** Schedulers first: they also run inside of CI systems. GitHub Actions sets none of its own: a workflow writes its matrix into the command line. */
const systems: readonly System[] = [
	{index: 'SLURM_ARRAY_TASK_ID', first: 'SLURM_ARRAY_TASK_MIN', step: 'SLURM_ARRAY_TASK_STEP', total: 'SLURM_ARRAY_TASK_COUNT'},
	{index: 'JOB_COMPLETION_INDEX', first: 0, total: undefined},
	{index: 'BUILDKITE_PARALLEL_JOB', first: 0, total: 'BUILDKITE_PARALLEL_JOB_COUNT'},
	{index: 'CIRCLE_NODE_INDEX', first: 0, total: 'CIRCLE_NODE_TOTAL'},
	{index: 'CI_NODE_INDEX', first: 1, total: 'CI_NODE_TOTAL'},
];

const shardVariables: readonly string[] = systems.map(({index}) => index);

/** The most parts a sweep may be divided into. */
const mostShards = 100_000;

const wholeNumber = (environment: Environment, name: string): number => {
	const text = environment[name];
	if (text === undefined || !/^\d{1,9}$/u.test(text)) {
		throw new InputError(`${name} must be a whole number, found ${showValue(text)}`);
	}

	return Number(text);
};

const checkTotal = (total: number, what: string): void => {
	if (!(total >= 1 && total <= mostShards)) {
		throw new InputError(`${what} must name 1 to ${mostShards} shards, found ${total}`);
	}
};

const shardOf = (environment: Environment, {index, first, step, total}: System, given: number | undefined, what: string): Shard => {
	if (total === undefined && given === undefined) {
		throw new InputError(`${what}: ${index} does not say how many shards there are`, {}, 'give their number: --shard auto/8');
	}

	const shards = given ?? wholeNumber(environment, total!);
	checkTotal(shards, given === undefined ? total! : what);
	const least = typeof first === 'string' ? wholeNumber(environment, first) : first;
	const stride = step === undefined || environment[step] === undefined ? 1 : wholeNumber(environment, step);
	const at = (wholeNumber(environment, index) - least) / stride;
	if (!(Number.isInteger(at) && at >= 0 && at < shards)) {
		throw new InputError(`${index}=${environment[index]!} is not one of ${shards} shards that begin with ${least}${stride === 1 ? '' : ` in steps of ${stride}`}`);
	}

	return {index: at, total: shards, from: index};
};

/**
Reads `2/8` (the second of eight), `auto` (as the scheduler or CI system says) or `auto/8` (where that says which, but not of how many).
Throws an `InputError` for anything else, or when no known system says which shard this is.
*/
export const parseShard = (text: string, what: string, environment: Environment): Shard => {
	const {auto, index, total} = /^(?:(?<auto>auto)|(?<index>\d{1,9}))(?:\/(?<total>\d{1,9}))?$/u.exec(text)?.groups ?? {};
	if (auto !== undefined) {
		const system = systems.find(({index}) => environment[index] !== undefined);
		if (system === undefined) {
			throw new InputError(`${what} auto: none of ${shardVariables.join(', ')} is set`, {}, 'give it: --shard 1/8');
		}

		return shardOf(environment, system, total === undefined ? undefined : Number(total), what);
	}

	if (index === undefined || total === undefined) {
		throw new InputError(`${what} must be a shard such as 2/8 (the second of eight), auto or auto/8, found ${text === '' ? 'nothing' : showValue(text)}`);
	}

	checkTotal(Number(total), what);
	if (!(Number(index) >= 1 && Number(index) <= Number(total))) {
		throw new InputError(`${what} must be one of 1/${total} to ${total}/${total}, found ${showValue(text)}`);
	}

	return {index: Number(index) - 1, total: Number(total), from: undefined};
};

/** Whether a cell is of a shard. */
export const isOf = ({index, total}: Shard, cell: number): boolean => cell % total === index;
