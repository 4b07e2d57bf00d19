import type {Reading, Scenario} from '../../machine/index.js';
import {plainReading, plainScenario} from './plain.js';

/** Who made a report, and of what. */
export type ReportHeader = {
	readonly toolVersion: string;
	readonly scenario: Scenario;
};

/** One JSON object with every figure of a reading and everything the run depends on; ends in a line break. */
export const jsonReport = (reading: Reading, header: ReportHeader): string => `${JSON.stringify(withHeader(reading, header))}\n`;

/** One line of NDJSON; only the first carries the header. */
export const ndjsonLine = (reading: Reading, header: ReportHeader | undefined): string =>
	`${JSON.stringify(header === undefined ? plainReading(reading) : withHeader(reading, header))}\n`;

const withHeader = (reading: Reading, {toolVersion, scenario}: ReportHeader) => {
	const {schemaVersion, ...figures} = plainReading(reading);
	return {
		schemaVersion, toolVersion, scenario: plainScenario(scenario), ...figures,
	};
};
