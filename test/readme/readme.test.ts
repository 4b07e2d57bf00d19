import fs from 'node:fs';
import test from 'ava';
import {root, withParts} from './parts.js';

const readme = fs.readFileSync(new URL('readme.md', root), 'utf8');

test('the help, the keys and the fields of the readme are those of the code (npm run readme)', t => {
	t.is(readme, withParts(readme));
});

test('every file that the readme links to is there', t => {
	for (const [, target] of readme.matchAll(/\]\((?<target>[^)#][^)]*)\)/gu)) {
		t.true(/^https?:/u.test(target!) || fs.existsSync(new URL(target!, root)), target);
	}
});

test('both set-up commands stand in the readme, and CI runs the second one', t => {
	t.true(readme.includes('npm ci && npm start'));
	t.true(readme.includes('npm ci && npm test'));
	t.true(fs.readFileSync(new URL('.ci/run', root), 'utf8').includes('\nnpm ci && npm test\n'));
});
