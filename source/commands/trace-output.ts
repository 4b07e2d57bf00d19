import fs from 'node:fs/promises';
import type {Machine, Reading} from '../../machine/index.js';
import {InputError} from '../files/input-error.js';
import type {ReportHeader} from '../report/json.js';
import {TraceReport} from '../report/trace/trace.js';
import type {Output} from './outputs.js';

/** Simulated time between two looks at what the CPUs remember: each remembers the newest few happenings only. */
const lookEveryNs = 10_000_000;
/** Readings for the counters: a hundred of a run, so that they cost little of any, but no closer and no farther apart than this. */
const closestNs = 10_000_000;
const farthestNs = 1_000_000_000;

export type TraceOptions = {
	readonly file: string;
	/** Simulated time between two readings for the counters; undefined: a hundredth of the run, 10 ms to 1 s. */
	readonly everyNs: number | undefined;
	/** Where the run ends. */
	readonly endNs: number;
	readonly header: ReportHeader;
};

/** Writes a trace while the machine runs: looks are cheap and frequent, readings less so. Throws an `InputError` when the file cannot be written. */
export const openTrace = async (machine: Machine, {file, everyNs: wantedNs, endNs, header}: TraceOptions): Promise<readonly Output[]> => {
	const everyNs = wantedNs ?? Math.min(Math.max(Math.floor(endNs / 100), closestNs), farthestNs);
	const handle = await guard(file, async () => fs.open(file, 'w'));
	const write = async (text: string): Promise<void> => {
		await guard(file, async () => handle.write(text));
	};

	const trace = new TraceReport(header);
	const cursor = machine.happeningCursor();
	const read = (): Reading => machine.read({digest: false});
	await write(trace.begin(read()));
	return [
		{
			everyNs: Math.min(lookEveryNs, everyNs),
			async take() {
				trace.add(machine.happenings(cursor));
			},
		},
		{
			everyNs,
			async take() {
				await write(trace.upTo(read()));
			},
			async end() {
				await write(trace.end(read()));
				await guard(file, async () => handle.close());
			},
		},
	];
};

const guard = async <Value>(file: string, work: () => Promise<Value>): Promise<Value> => {
	try {
		return await work();
	} catch (error) {
		throw new InputError(`cannot be written (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`, {file});
	}
};
