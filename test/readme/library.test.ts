import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {listFixtures} from '../../source/files/find-fixture.js';
import {loadWorkload} from '../../source/files/workload.js';
import {saidLoad} from '../files/said-load.js';
import {root} from './parts.js';

const readme = fs.readFileSync(new URL('readme.md', root), 'utf8');
const section = readme.slice(readme.indexOf('### Machines and workloads'), readme.indexOf('Policies (`--policy`'));

/** Rows of the table of workloads: the name and how busy it says they are. */
const rows = [...section.matchAll(/^\| `(?<name>[\w-]+)`[^|]*\|[^|]+\|(?<busy>[^|]+)\|/gmu)].map(({groups}) => ({name: groups!.name!, busy: groups!.busy!.trim()}));

test('the readme has every workload and machine that comes with the program', t => {
	t.deepEqual(rows.map(({name}) => name).toSorted(), listFixtures('workloads'));
	for (const name of listFixtures('machines')) {
		t.true(section.includes(`\`${name}\``), name);
	}
});

for (const {name, busy} of rows) {
	test(`the readme says of ${name} what load it makes`, t => {
		const said = saidLoad(name);
		t.true(said === undefined ? busy.startsWith('0 ') : busy === `${said} %`, `${busy}, and its provenance says ${said} %`);
	});
}

test('the examples of workloads of one\'s own work', t => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-readme-'));
	t.teardown(() => {
		fs.rmSync(folder, {recursive: true});
	});
	const [changed, whole] = [...section.matchAll(/```yaml\n(?<text>[^`]+)```/gu)].map(({groups}, index) => {
		const file = path.join(folder, `mine-${index}.yaml`);
		fs.writeFileSync(file, groups!.text!);
		return loadWorkload(file, 16_384);
	});
	t.is(whole!.classes.at(-1)!.name, 'cache');
	const worker = changed!.classes.find(({name}) => name === 'web-worker')!;
	t.is(worker.rare.length, 1);
	t.is(worker.visitsPerBurst, loadWorkload('web').classes.find(({name}) => name === 'web-worker')!.visitsPerBurst);
});
