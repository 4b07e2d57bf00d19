import type {Reading} from '../../machine/index.js';
import {CsvReport} from '../report/csv.js';
import {type ReportHeader, jsonReport, ndjsonLine} from '../report/json.js';
import {textReport} from '../report/text.js';
import {write} from './output.js';
import type {ReportFormat} from './run-options.js';

/** Something that a run is written to on its way. */
export type Output = {
	/** Simulated time between two calls of `take`; `Infinity`: only at the end. */
	readonly everyNs: number;
	/** Takes the run as it is now: called when due, and at the end. */
	readonly take: () => Promise<void>;
	/** Called once, after the last `take`, also when the run was interrupted. */
	readonly end?: () => Promise<void>;
};

/** The report on standard output, in the form asked for. */
export const reportOutput = (format: ReportFormat, everyNs: number, header: ReportHeader, read: () => Reading): Output => {
	switch (format) {
		case 'text': {
			return {everyNs: Infinity, take: async () => write(textReport(read(), header))};
		}

		case 'json': {
			return {everyNs: Infinity, take: async () => write(jsonReport(read(), header))};
		}

		case 'ndjson': {
			let first: ReportHeader | undefined = header;
			return {
				everyNs,
				async take() {
					const line = ndjsonLine(read(), first);
					first = undefined;
					await write(line);
				},
			};
		}

		case 'csv': {
			let report: CsvReport | undefined;
			return {
				everyNs,
				async take() {
					const reading = read();
					const header = report === undefined;
					report ??= new CsvReport(reading);
					await write(`${header ? report.header() : ''}${report.rows(reading)}`);
				},
			};
		}
	}
};
