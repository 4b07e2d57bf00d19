import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {parse} from 'yaml';
import {packageRoot} from '../../source/files/find-fixture.js';
import {childEnvironment, program, runProgram} from '../helpers/program.js';
import {openScratchFolder} from '../helpers/scratch-folder.js';

const scratch = openScratchFolder();
test.after.always(() => {
	scratch.remove();
});

/** A recipe of the readme, by its mark. */
const recipe = (name: string): string => {
	const readme = fs.readFileSync(path.join(packageRoot, 'readme.md'), 'utf8');
	const [, marked] = readme.split(`<!-- recipe ${name} -->\n`);
	return /^```\w+\n(?<text>[^]*?)```/u.exec(marked!)!.groups!.text!;
};

/** There is another program of this name, in moreutils. */
const hasGnuParallel = (): boolean => spawnSync('parallel', ['--version'], {encoding: 'utf8'}).stdout?.startsWith('GNU parallel') ?? false;

test('the recipe for GNU parallel gives the bytes of the sweep', async t => {
	const shim = scratch.write('kstacktop', `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
	fs.chmodSync(shim, 0o755);
	const text = recipe('parallel');
	t.true(text.includes('| parallel kstacktop sweep pools '));
	// Where it is not installed, xargs does the same
	const script = hasGnuParallel() ? text : text.replace('| parallel ', '| xargs -I{} -P 2 ');
	const env = childEnvironment({PATH: `${scratch.folder}:${process.env.PATH!}`});
	t.is(spawnSync('sh', ['-e', '-c', script], {cwd: scratch.folder, env}).status, 0);
	t.is(fs.readdirSync(scratch.folder).filter(name => name.startsWith('part-')).length, 8);
	const whole = scratch.at('whole.ndjson');
	await runProgram(['sweep', 'pools', '--out', whole]);
	t.is(fs.readFileSync(scratch.at('pools.ndjson'), 'utf8'), fs.readFileSync(whole, 'utf8'));
});

test('the Job of Kubernetes has as many completions as shards', t => {
	const job = parse(recipe('kubernetes')) as {spec: {completionMode: string; completions: number; template: {spec: {containers: Array<{command: string[]}>}}}};
	const {completionMode, completions, template: {spec: {containers}}} = job.spec;
	t.is(completionMode, 'Indexed');
	t.true(containers[0]!.command.at(-1)!.includes(`--shard auto/${completions} `));
});

test('the matrix of GitHub Actions counts its shards from 1', t => {
	const {jobs} = parse(recipe('actions')) as {jobs: {sweep: {strategy: {matrix: {shard: number[]}}}; merge: {needs: string}}};
	const {shard} = jobs.sweep.strategy.matrix;
	t.deepEqual(shard, Array.from({length: shard.length}, (_, at) => at + 1));
	t.is(jobs.merge.needs, 'sweep');
});
