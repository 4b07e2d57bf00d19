#!/usr/bin/env node
import process from 'node:process';
import {InputError} from './files/input-error.js';
import {type Route, route} from './commands/route.js';
import {setUpV8} from './v8-settings.js';

/** A command: runs on its arguments and gives the exit code. */
export type CommandRun = (argv: readonly string[], context: {readonly named: boolean}) => Promise<number>;

/** Loaded only when asked for, so that the help does not wait for Ink, React or the machine. */
const loaders = new Map<string, () => Promise<{run: CommandRun}>>([
	['board', async () => import('./commands/board.js')],
	['run', async () => import('./commands/run.js')],
	['replay', async () => import('./commands/replay.js')],
	['threads', async () => import('./commands/threads.js')],
	['compare', async () => import('./commands/compare.js')],
	['report', async () => import('./commands/report.js')],
	['sweep', async () => import('./commands/sweep.js')],
	['merge', async () => import('./commands/merge.js')],
	['table', async () => import('./commands/table-command.js')],
	['host', async () => import('./commands/host.js')],
	['tour', async () => import('./commands/tour.js')],
	['verify', async () => import('./commands/verify.js')],
	['frame', async () => import('./commands/frame.js')],
	['levels', async () => import('./commands/levels.js')],
	['import', async () => import('./commands/import.js')],
	['info', async () => import('./commands/info.js')],
]);

const follow = async (found: Route): Promise<number> => {
	if (found.kind === 'command') {
		const {run} = await loaders.get(found.command.name)!();
		return run(found.argv, {named: found.named});
	}

	const {write} = await import('./commands/output.js');
	if (found.kind === 'version') {
		const {toolVersion} = await import('./commands/version.js');
		await write(`${toolVersion}\n`);
		return 0;
	}

	const {commandHelp, generalHelp} = await import('./commands/help.js');
	await write(found.topic === undefined ? generalHelp() : await commandHelp(found.topic));
	return 0;
};

setUpV8();

for (const [name, stream] of [['standard output', process.stdout], ['standard error', process.stderr]] as const) {
	stream.on('error', (error: NodeJS.ErrnoException) => {
		// A reader that has seen enough (`| head -1`) is no error; nothing more can be written, so the work ends too.
		if (error.code === 'EPIPE') {
			process.exit();
		}

		process.stderr.write(`kstacktop: ${name} cannot be written (${error.code ?? error.message})\n`);
		process.exit(2);
	});
}

try {
	// The exit code is set, not forced: standard output may still be draining.
	process.exitCode = await follow(await route(process.argv.slice(2)));
} catch (error) {
	const isShortOfMemory = error instanceof RangeError && 'code' in error && error.code === 'ENOMEM';
	const line = error instanceof InputError ? error.toLine() : (isShortOfMemory ? error.message : undefined);
	// Anything else is a fault of this program: its stack is wanted in the report.
	process.stderr.write(line === undefined
		? `kstacktop: internal error, please report it\n${error instanceof Error ? error.stack : String(error)}\n`
		: `${error instanceof InputError && error.file !== undefined ? '' : 'kstacktop: '}${line}\n`);
	process.exitCode = 2;
}
