import test from 'ava';
import fc from 'fast-check';
import {InputError} from '../../source/files/input-error.js';
import type {Environment} from '../../source/environment-variables.js';
import {isOf, parseShard} from '../../source/sweep/shard.js';

const found: ReadonlyArray<readonly [text: string, environment: Environment, index: number, total: number]> = [
	['2/8', {}, 1, 8],
	['1/1', {CI_NODE_INDEX: '9', CI_NODE_TOTAL: '9'}, 0, 1],
	// GitLab counts from 1, CircleCI and Buildkite from 0
	['auto', {CI_NODE_INDEX: '1', CI_NODE_TOTAL: '3'}, 0, 3],
	['auto', {CI_NODE_INDEX: '3', CI_NODE_TOTAL: '3'}, 2, 3],
	['auto', {CIRCLE_NODE_INDEX: '0', CIRCLE_NODE_TOTAL: '4'}, 0, 4],
	['auto', {BUILDKITE_PARALLEL_JOB: '3', BUILDKITE_PARALLEL_JOB_COUNT: '4'}, 3, 4],
	// Slurm: --array=1-8, --array=0-7, --array=10-50:10
	['auto', {SLURM_ARRAY_TASK_ID: '1', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '8', SLURM_ARRAY_TASK_STEP: '1'}, 0, 8],
	['auto', {SLURM_ARRAY_TASK_ID: '7', SLURM_ARRAY_TASK_MIN: '0', SLURM_ARRAY_TASK_COUNT: '8'}, 7, 8],
	['auto', {SLURM_ARRAY_TASK_ID: '30', SLURM_ARRAY_TASK_MIN: '10', SLURM_ARRAY_TASK_COUNT: '5', SLURM_ARRAY_TASK_STEP: '10'}, 2, 5],
	['auto/20', {JOB_COMPLETION_INDEX: '19'}, 19, 20],
	// The scheduler inside of a CI system says it
	['auto', {SLURM_ARRAY_TASK_ID: '2', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '2', CI_NODE_INDEX: '1', CI_NODE_TOTAL: '9'}, 1, 2],
];

for (const [text, environment, index, total] of found) {
	test(`--shard ${text} with ${JSON.stringify(environment)} is ${index + 1}/${total}`, t => {
		t.like(parseShard(text, '--shard', environment), {index, total});
	});
}

const refused: ReadonlyArray<readonly [text: string, environment: Environment, message: RegExp]> = [
	['0/8', {}, /must be one of 1\/8 to 8\/8, found "0\/8"$/u],
	['9/8', {}, /must be one of 1\/8 to 8\/8/u],
	['1/0', {}, /must name 1 to 100000 shards, found 0$/u],
	['half', {}, /must be a shard such as 2\/8 \(the second of eight\), auto or auto\/8, found "half"$/u],
	['', {}, /found nothing$/u],
	['auto', {}, /none of SLURM_ARRAY_TASK_ID, .* is set \(give it: --shard 1\/8\)$/u],
	['auto', {JOB_COMPLETION_INDEX: '3'}, /JOB_COMPLETION_INDEX does not say how many shards there are \(give their number: --shard auto\/8\)$/u],
	['auto/3', {JOB_COMPLETION_INDEX: '3'}, /^JOB_COMPLETION_INDEX=3 is not one of 3 shards that begin with 0$/u],
	['auto', {CI_NODE_INDEX: '0', CI_NODE_TOTAL: '3'}, /^CI_NODE_INDEX=0 is not one of 3 shards that begin with 1$/u],
	['auto', {CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '3'}, /^CI_NODE_INDEX must be a whole number, found "x"$/u],
	['auto', {CIRCLE_NODE_INDEX: '1'}, /^CIRCLE_NODE_TOTAL must be a whole number, found nothing$/u],
	['auto', {SLURM_ARRAY_TASK_ID: '15', SLURM_ARRAY_TASK_MIN: '10', SLURM_ARRAY_TASK_COUNT: '5', SLURM_ARRAY_TASK_STEP: '10'}, /is not one of 5 shards that begin with 10 in steps of 10$/u],
];

for (const [text, environment, message] of refused) {
	test(`refused: --shard "${text}" with ${JSON.stringify(environment)}`, t => {
		const error = t.throws(() => parseShard(text, '--shard', environment), {instanceOf: InputError});
		t.regex(error.toLine(), message);
	});
}

test('every cell is of one shard, and no shard has more than one cell more than another', t => {
	fc.assert(fc.property(fc.integer({min: 1, max: 50}), fc.nat({max: 500}), (total, cells) => {
		const shards = Array.from({length: total}, (_, at) => parseShard(`${at + 1}/${total}`, '--shard', {}));
		const counts = shards.map(shard => Array.from({length: cells}, (_, cell) => cell).filter(cell => isOf(shard, cell)).length);
		t.is(counts.reduce((sum, count) => sum + count, 0), cells);
		t.true(Math.max(...counts) - Math.min(...counts) <= 1);
	}));
});
