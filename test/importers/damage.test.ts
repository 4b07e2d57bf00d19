import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import {InputError} from '../../source/files/input-error.js';
import {readMachine} from '../../source/files/machine.js';
import {loadWorkload} from '../../source/files/workload.js';
import type {Imported} from '../../source/importers/imported.js';
import {fixture, fixtures, importAs} from './text-input.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-damage-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

/** What may happen to a text on its way: it is cut, a byte changes, a line is lost or comes twice, a figure becomes another. */
type Damage = (bytes: Uint8Array, at: number) => Uint8Array;
const lineStart = (bytes: Uint8Array, at: number): number => bytes.lastIndexOf(10, at) + 1;
const lineEnd = (bytes: Uint8Array, at: number): number => bytes.includes(10, at) ? bytes.indexOf(10, at) + 1 : bytes.length;
const damages: readonly Damage[] = [
	(bytes, at) => bytes.subarray(0, at),
	(bytes, at) => bytes.subarray(at),
	...[0, 9, 32, 45, 48, 57, 37, 91, 34, 58, 0x1B, 0xFF].map((byte): Damage => (bytes, at) => bytes.with(at, byte)),
	(bytes, at) => Buffer.concat([bytes.subarray(0, lineStart(bytes, at)), bytes.subarray(lineEnd(bytes, at))]),
	(bytes, at) => Buffer.concat([bytes.subarray(0, lineEnd(bytes, at)), bytes.subarray(lineStart(bytes, at))]),
	(bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from('99999'), bytes.subarray(at)]),
];

const runs = 150;

const outcome = async (kind: string, text: Uint8Array): Promise<Imported | InputError> => {
	try {
		return await importAs(kind, text);
	} catch (error) {
		if (error instanceof InputError) {
			return error;
		}

		throw error;
	}
};

for (const [index, [kind, file]] of fixtures.entries()) {
	test(`a damaged ${file} is refused in one line, or makes a file that can be read`, async t => {
		const bytes = Buffer.from(fixture(file));
		const made = path.join(folder, `${index}.yaml`);
		let refused = 0;
		const sizes = fc.nat(bytes.length - 1);
		await fc.assert(fc.asyncProperty(sizes, fc.constantFrom(...damages), sizes, fc.constantFrom(...damages), async (at, damage, nextAt, nextDamage) => {
			const once = Buffer.from(damage(bytes, at));
			const found = await outcome(kind, nextAt < once.length ? nextDamage(once, nextAt) : once);
			t.true(!(found instanceof InputError) || found.toLine().startsWith('in.txt:'), kind);
			if (found instanceof InputError) {
				refused++;
				return;
			}

			fs.writeFileSync(made, found.yaml);
			if (found.target === 'machine') {
				readMachine(made);
			} else {
				loadWorkload(made);
			}
		}), {numRuns: runs});
		t.true(refused > 0 && refused < runs, `${refused} of ${runs} refused`);
	});
}
