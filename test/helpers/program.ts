import {spawn} from 'node:child_process';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** The program as it is installed: a file that can be run by itself, or given to Node. */
export const program = fileURLToPath(new URL('../../bundle/js/cli.js', import.meta.url));

export type Ended = {
	/** Exit code; undefined when a signal ended it. */
	readonly code: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
};

/** What the board and Node look at; a test's child must not inherit them. */
const cleared = new Set(['FORCE_COLOR', 'NO_COLOR', 'CI', 'NODE_ENV', 'NODE_OPTIONS']);

/** Neither the settings nor the state of whoever runs the tests. */
const untouched = {XDG_CONFIG_HOME: '/nowhere', XDG_STATE_HOME: '/nowhere', KSTACKTOP_HINT: 'off'} as const;

export const childEnvironment = (changes: Readonly<Record<string, string>> = {}): Record<string, string> =>
	({...Object.fromEntries(Object.entries(process.env).filter(([name]) => !cleared.has(name))) as Record<string, string>, ...untouched, ...changes});

/** A slow computer tells after ten seconds how far it is; how fast this one is, is no matter of a test. */
const withoutProgress = (text: string): string => text.replaceAll(/^kstacktop: \d+% of [^\n]*\n/gmu, '');

/** Runs the program without a terminal. `input` goes to its standard input, which is then closed. */
export const runProgram = async (args: readonly string[], {input = '', cwd}: {readonly input?: string; readonly cwd?: string} = {}): Promise<Ended> => {
	const child = spawn(process.execPath, [program, ...args], {cwd, env: childEnvironment(), stdio: 'pipe'});
	const collect = (stream: NodeJS.ReadableStream): string[] => {
		const chunks: string[] = [];
		stream.setEncoding('utf8');
		stream.on('data', (chunk: string) => {
			chunks.push(chunk);
		});
		return chunks;
	};

	const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
	// A program that refuses its arguments does not wait for its input.
	child.stdin.on('error', () => undefined);
	child.stdin.end(input);
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', code => {
			resolve({code: code ?? undefined, stdout: stdout.join(''), stderr: withoutProgress(stderr.join(''))});
		});
	});
};
