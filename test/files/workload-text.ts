import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder of one test file's own, and a way to put YAML into it. */
export type Scratch = {
	readonly folder: string;
	write(text: string, name?: string): string;
	remove(): void;
};

export const openScratch = (): Scratch => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-workload-'));
	let written = 0;
	return {
		folder,
		write(text, name) {
			written++;
			const file = path.join(folder, name ?? `w${written}.yaml`);
			fs.writeFileSync(file, text);
			return file;
		},
		remove() {
			fs.rmSync(folder, {recursive: true});
		},
	};
};

export const provenance = 'provenance: [{about: this test, status: assumed, source: nothing}]\n';
/** The start of a workload on top of idle, up to its classes: three lines. */
export const head = `title: Test\nextends: idle\n${provenance}`;
/** A workload with one class, `own`, that lacks its paths; `fields` goes on from line 14. */
export const item = (fields: string): string => `${head}classes:
  - name: own
    comm: own-%n
    kind: user
    count: {box: 1}
    sleepPath: pool-asleep
    visitsPerBurst: 2
    burstUs: 10
    sleepMs: 10
    deepShare: 0.1
${fields}`;
