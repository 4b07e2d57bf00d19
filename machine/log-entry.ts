import type {LogRecord} from './log.js';
import type {LogEntry} from './reading.js';
import {threadId, threadName} from './thread-rows.js';
import {tickNs} from './time/ticks.js';
import type {World} from './world.js';

/** An entry of the log with the names that it had only numbers for. */
export const logEntryOf = (world: World, {tick, cpu, thread, policy, kind, depthBytes, pages}: LogRecord): LogEntry => ({
	timeNs: tick * tickNs,
	cpu,
	tid: thread < 0 ? 0 : threadId(world, thread),
	comm: thread < 0 ? '' : threadName(world, thread),
	policy: world.running[policy].policy.name,
	kind,
	depthBytes,
	pages,
});
