/*
Compiles the inner loop (machine/inner-loop, AssemblyScript) and leaves it in dist/machine/inner-loop/program.js as base64: the machine reads no files.
Does nothing where that is newer than all that goes into it.
*/
import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const room = path.join(root, 'machine/inner-loop');
const output = path.join(root, 'dist/machine/inner-loop/program.js');
const inputs = [
	...fs.readdirSync(room).map(name => path.join(room, name)),
	path.join(root, 'machine/layout.ts'),
	path.join(root, 'package-lock.json'),
	fileURLToPath(import.meta.url),
];
const changedAt = file => fs.statSync(file, {throwIfNoEntry: false})?.mtimeMs ?? 0;

if (!inputs.every(file => changedAt(file) < changedAt(output))) {
	// Loaded only where there is work: it is a large program
	const {default: asc} = await import('assemblyscript/asc');
	const {error, stderr, binary} = await compile(asc);
	if (error) {
		process.stderr.write(stderr);
		process.exitCode = 1;
	} else {
		fs.mkdirSync(path.dirname(output), {recursive: true});
		fs.writeFileSync(output, `export const program = '${Buffer.from(binary).toString('base64')}';\n`);
	}
}

async function compile(asc) {
	let binary;
	const {error, stderr} = await asc.main(
		['machine/inner-loop/index.ts', '--baseDir', root, '--outFile', 'loop.wasm', '-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--use', 'abort='],
		{
			writeFile(name, contents) {
				if (name.endsWith('.wasm')) {
					binary = contents;
				}
			},
		},
	);
	return {error, stderr: stderr.toString(), binary};
}
