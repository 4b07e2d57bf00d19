import type {LogRecord} from './log.js';
import type {LogEntry} from './reading/reading.js';
import {threadName, threadRow} from './thread-rows.js';
import {tickNs} from './time/ticks.js';
import type {World} from './world.js';

/** An entry of the log with the names that it had only numbers for. */
export const logEntryOf = (world: World, {tick, cpu, tid, policy, kind, depthBytes, pages}: LogRecord): LogEntry => ({
	timeNs: tick * tickNs,
	cpu,
	tid,
	comm: tid === 0 ? '' : threadName(world, threadRow(world, tid)),
	policy: world.running[policy].policy.name,
	kind,
	depthBytes,
	pages,
});
