import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import {readMachine} from '../../source/files/machine.js';
import type {Imported, ImportOptions} from '../../source/importers/imported.js';
import {importKinds} from '../../source/importers/kinds.js';
import type {TextInput} from '../../source/importers/text-lines.js';
import {fixturesRoot} from '../../source/files/find-fixture.js';

/** Text in pieces, as a pipe gives it. */
export const inputOf = (name: string, ...pieces: ReadonlyArray<Uint8Array | string>): TextInput => ({
	name,
	label: path.basename(name),
	pieces: (async function * () {
		for (const piece of pieces) {
			yield typeof piece === 'string' ? Buffer.from(piece) : piece;
		}
	})(),
});

/** The text of a file of `fixtures/`. */
export const fixture = (name: string): string => fs.readFileSync(path.join(fixturesRoot, name), 'utf8');

/** Imports text as a kind, with the options of the command as they are without flags. */
export const importAs = async (kind: string, text: Uint8Array | string, options: Partial<ImportOptions> = {}): Promise<Imported> => {
	const {importText} = await importKinds.find(({name}) => name === kind)!.load();
	return importText(inputOf('in.txt', text), {threadSizeBytes: 16_384, stackOffset: true, machine: readMachine('genoa-384').description, as: undefined, ...options});
};

/** A fixture of each kind; two where a kind has two forms. */
export const fixtures: ReadonlyArray<readonly [kind: string, file: string]> = [
	['dmesg', 'imports/dmesg.txt'],
	['dmesg', 'imports/journal.txt'],
	['stack-trace', 'imports/stack-trace.txt'],
	['vmstat', 'imports/vmstat-dynamic.txt'],
	['vmstat', 'imports/vmstat-ended.txt'],
	['tasks', 'imports/tasks.csv'],
	['bpftrace', 'imports/bpftrace-hist.txt'],
	['bpftrace', 'imports/bpftrace-lhist.txt'],
	['perf', 'imports/perf.txt'],
];
