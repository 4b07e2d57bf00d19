import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {findFixture, listFixtures, packageRoot} from '../../source/files/find-fixture.js';
import {InputError} from '../../source/files/input-error.js';

test('the root is the folder of the package', t => {
	const {name} = JSON.parse(fs.readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as {name: string};
	t.is(name, 'kstacktop');
});

test('a name is a fixture, whatever the working folder; anything like a path is a path', t => {
	t.is(findFixture('machines', 'genoa-384'), path.join(packageRoot, 'fixtures', 'machines', 'genoa-384.yaml'));
	for (const file of ['x.yaml', 'x.yml', './genoa-384', 'a/b', '/tmp/x']) {
		t.is(findFixture('machines', file), file);
	}
});

test('every fixture that is listed can be found', t => {
	for (const kind of ['machines', 'workloads', 'scripts'] as const) {
		t.true(listFixtures(kind).length > 0);
		t.true(listFixtures(kind).every(name => fs.existsSync(findFixture(kind, name))));
	}
});

test('an unknown name', t => {
	for (const name of ['', '..', 'genoa-384\0']) {
		t.throws(() => findFixture('machines', name), {instanceOf: InputError, message: /^no machine is named /u});
	}
});
