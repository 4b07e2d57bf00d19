/**
A board in which something fails, for a test to run in a terminal: `node failing-board.js pane` (a pane, from the first picture on)
or `node failing-board.js run` (the run behind it, when it is to pause).
*/
import process from 'node:process';
import {Machine} from '../../machine/index.js';
import {prepareEnvironment} from '../../source/board/environment.js';
import {createLocalFeed} from '../../source/player/local-feed.js';
import type {Feed} from '../../source/player/protocol.js';
import {smallScenario} from './scenario.js';

prepareEnvironment(process.env);
const {openBoard} = await import('../../source/board/open.js');
const [what] = process.argv.slice(2);
const run = createLocalFeed(new Machine(smallScenario()));
run.advance(200_000_000);
let fail: (error: Error) => void;
const failed = new Promise<never>((_, reject) => {
	fail = reject;
});
const feed: Feed = {
	...run,
	latest() {
		const frame = run.latest();
		if (what === 'pane') {
			// Only panes with charts show it
			Object.defineProperty(frame.history, 'most', {
				configurable: true,
				get() {
					throw new Error('no history');
				},
			});
		}

		return frame;
	},
	send(command) {
		if (what === 'run' && command.kind === 'pause-or-resume') {
			fail(new RangeError('the machine is gone'));
		}

		run.send(command);
	},
};
({exitCode: process.exitCode} = await openBoard(feed, {view: 'overview', theme: 'default', depth: 'truecolor', ascii: false, failed}));
process.stdin.unref(); // Ink keeps its keyboard open
