import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder of its own for a test file, and how to be rid of it. */
export type ScratchFolder = {
	readonly folder: string;
	/** The path of a file in it. */
	at(name: string): string;
	/** Writes a file and gives its path. */
	write(name: string, text: string): string;
	read(name: string): string;
	remove(): void;
};

export const openScratchFolder = (): ScratchFolder => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-test-'));
	const at = (name: string): string => path.join(folder, name);
	return {
		folder,
		at,
		write(name, text) {
			fs.writeFileSync(at(name), text);
			return at(name);
		},
		read: name => fs.readFileSync(at(name), 'utf8'),
		remove() {
			fs.rmSync(folder, {recursive: true, force: true});
		},
	};
};
