import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {fixturesRoot, listFixtures} from '../../source/files/find-fixture.js';
import {readYaml} from '../../source/files/yaml.js';
import {jsonSchemaText, kinds, schemaLine, schemasFolder} from './json-schemas.js';

type Part = {readonly properties?: Readonly<Record<string, Part>>; readonly [key: string]: unknown};

/** Every object of a JSON schema that has keys of its own, with the way to it. */
const objectsOf = (part: unknown, at = ''): Array<{readonly at: string; readonly part: Part}> => {
	if (typeof part !== 'object' || part === null) {
		return [];
	}

	const inner = Object.entries(part).flatMap(([key, value]) => objectsOf(value, `${at}/${key}`));
	return 'properties' in part && 'type' in part && !at.endsWith('/properties') ? [{at, part: part as Part}, ...inner] : inner;
};

for (const {name, folder, schema} of kinds) {
	const text = jsonSchemaText(schema);

	test(`the JSON schema of a ${name} is that of the code (npm run schemas)`, t => {
		t.is(fs.readFileSync(new URL(`${name}.schema.json`, schemasFolder), 'utf8'), text);
	});

	test(`an editor learns from the JSON schema of a ${name} what each key is, and that no others are known`, t => {
		const objects = objectsOf(JSON.parse(text));
		t.true(objects.length > 1);
		for (const {at, part} of objects) {
			t.false(part.additionalProperties, at);
			for (const [key, {description}] of Object.entries(part.properties!)) {
				t.true(typeof description === 'string' && description.length > 5, `${at}/${key} has no description`);
			}
		}
	});

	for (const fixture of folder === undefined ? [] : listFixtures(folder)) {
		test(`the ${name} ${fixture} names its JSON schema and holds to it`, t => {
			const file = path.join(fixturesRoot, folder!, `${fixture}.yaml`);
			t.is(fs.readFileSync(file, 'utf8').split('\n', 1)[0], schemaLine(name));
			t.notThrows(() => readYaml(file, schema));
		});
	}
}

test('what a value must be stands behind what it is', t => {
	const {properties} = JSON.parse(jsonSchemaText(kinds[1].schema)) as Part;
	t.is(properties!.threadSizeKiB!.description, 'THREAD_SIZE of its kernel. 8, 16, 32 or 64.');
	t.is(properties!.cpus!.description, 'Logical CPUs.');
});
