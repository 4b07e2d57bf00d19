/** Every case of a file of recorded deliveries, kind by kind. */
import {isFredMsr} from '../../machine/index.js';
import type {FredCaseConfig, OracleFile} from './case-schema.js';
import {checkDecoding, checkDelivery, checkShutdown} from './check-deliveries.js';
import {checkIdtDelivery} from './check-idt.js';
import {checkMsrWrite, judgedByRule} from './check-msr.js';
import {checkReturn} from './check-returns.js';
import type {Difference} from './difference.js';

export type Failure = {
	readonly caseId: number;
	readonly note: string;
	readonly differences: readonly Difference[];
	/** The case as the file gives it. */
	readonly recorded: unknown;
};

export type KindResult = {
	readonly kind: string;
	readonly passed: number;
	readonly failures: readonly Failure[];
	/** What a reader must know about how some of the cases were judged. */
	readonly remark: string | undefined;
};

/** Registers by number of those cases of `msrWrites` that are no FRED registers. */
export const foreignMsr = ({msrWrites}: OracleFile): number => msrWrites.findIndex(({msr}) => !isFredMsr(msr));

export const checkFile = (file: OracleFile): KindResult[] => {
	const configs = new Map<number, FredCaseConfig>(file.deliveries.map(({caseId, config}) => [caseId, config]));
	const withoutConfig = file.returns.filter(({caseId, result}) => result.kind !== 'resumed' && !configs.has(caseId)).length;
	const byRule = file.msrWrites.filter(write => judgedByRule(write)).length;
	return [
		checkKind('FRED deliveries', file.deliveries, checkDelivery),
		checkKind('frames decoded', file.deliveries.filter(({bochs}) => bochs?.decoded), checkDecoding),
		{
			...checkKind('FRED returns', file.returns, recorded => checkReturn(recorded, configs.get(recorded.caseId))),
			remark: withoutConfig > 0 ? `${withoutConfig} without the registers of their case: the stack of the event that follows is checked for its form only` : undefined,
		},
		checkKind('IDT deliveries', file.idtDeliveries, checkIdtDelivery),
		{
			...checkKind('MSR writes', file.msrWrites, checkMsrWrite),
			remark: byRule > 0 ? `${byRule} recorded as accepted, judged by the published rule (#GP for an entry page that is not canonical)` : undefined,
		},
		checkKind('shutdowns', file.shutdowns, checkShutdown),
	];
};

const checkKind = <Case extends {caseId: number; note: string}>(kind: string, cases: readonly Case[], check: (recorded: Case) => Difference[]): KindResult => {
	const failures = cases
		.map(recorded => ({
			caseId: recorded.caseId, note: recorded.note, differences: check(recorded), recorded,
		}))
		.filter(({differences}) => differences.length > 0);
	return {
		kind, passed: cases.length - failures.length, failures, remark: undefined,
	};
};
