import {spawn, spawnSync, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const source = fileURLToPath(new URL('../../../test/bench/sleepers.c', import.meta.url));

/** A process of nothing but sleeping threads. */
export type Sleepers = {
	/** How many there are: fewer than wanted where the system refuses more. */
	readonly threads: number;
	stop(): void;
};

/** The first line that a process says. */
const firstLine = async ({stdout}: ChildProcess): Promise<string> => String((await once(stdout!, 'data') as [Uint8Array])[0]).trim();

/** Starts a process with `wanted` sleeping threads; undefined where there is no gcc to compile it. Throws an Error with gcc's words when it refuses. */
export const startSleepers = async (wanted: number): Promise<Sleepers | undefined> => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-sleepers-'));
	const program = path.join(folder, 'sleepers');
	try {
		const {error, status, stderr} = spawnSync('gcc', ['-O2', '-pthread', source, '-o', program], {encoding: 'utf8'});
		if (error) {
			return undefined;
		}

		if (status !== 0) {
			throw new Error(`gcc: ${stderr}`);
		}

		const child = spawn(program, [String(wanted)], {stdio: ['ignore', 'pipe', 'inherit']});
		return {
			threads: Number(await firstLine(child)),
			stop() {
				child.kill();
			},
		};
	} finally {
		fs.rmSync(folder, {recursive: true});
	}
};
