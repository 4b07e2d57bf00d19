/** ERETS and ERETU held against recorded cases. */
import {
	type CpuContext, type CpuEvent, type FredReturn, deliverFred, erets, eretu, eventTypes, vectors,
} from '../../machine/index.js';
import {
	caseMsrs, casePaging, everythingMapped, linuxStar, ring0Context,
} from './case-machine.js';
import type {FredCaseConfig, ReturnCase} from './case-schema.js';
import {type Difference, differences} from './difference.js';

type Following = Exclude<ReturnCase['result'], {kind: 'resumed'}>;

/** `config`: the registers of the case, if the file says them (they stand with the deliveries of the same case). */
export const checkReturn = (recorded: ReturnCase, config: FredCaseConfig | undefined): Difference[] => {
	const before: CpuContext = {
		...ring0Context, csl: recorded.cslBefore, rsp: recorded.rspAtReturn, nmiBlocked: true,
	};
	const {frame} = recorded;
	const paging = config ? casePaging(config) : everythingMapped;
	const unit = {enabled: true, star: linuxStar, descriptors: new Map()};
	const outcome = recorded.instruction === 'ERETS' ? erets(unit, before, frame, paging) : eretu(unit, before, frame, paging);
	const {result} = recorded;
	if (result.kind === 'fault of the return instruction') {
		return outcome.kind === 'fault'
			? [
				...differences([
					['vector of the fault', result.vector, outcome.vector],
					['type of the fault', result.type, eventTypes.exception],
					['error code of the fault', result.errorCode, outcome.errorCode],
				]),
				...followingDifferences(result, before, faultOf(outcome), config),
			]
			: [{what: 'outcome', expected: `fault with vector ${result.vector}`, got: 'returned'}];
	}

	if (outcome.kind === 'fault') {
		return [{what: 'outcome', expected: result.kind, got: `fault with vector ${outcome.vector}`}];
	}

	return result.kind === 'resumed'
		? differences([
			['ring', result.cpl, outcome.context.cpl],
			['stack level', result.csl, outcome.context.csl],
			['RSP', result.rsp, outcome.context.rsp],
			['single step pending', false, outcome.pendingSingleStep],
		])
		: [
			...differences([['the following event may come', true, mayFollow(result, outcome)]]),
			...followingDifferences(result, outcome.context, arrival(result), config),
		];
};

/**
Whether the context after the return lets the recorded event in: a single step wants TF, an NMI unblocked NMIs, an interrupt IF.
Everything else is raised by the instruction returned to, which the record does not show.
*/
const mayFollow = ({type, vector}: Following, {context, rflags}: Extract<FredReturn, {kind: 'returned'}>): boolean => {
	switch (type) {
		case eventTypes.nmi: {
			return vector === vectors.nmi && !context.nmiBlocked;
		}

		case eventTypes.interrupt: {
			return (rflags & 0x2_00n) !== 0n; // A record may call it at once when one instruction came between (STI blocking)
		}

		case eventTypes.exception: {
			return vector !== vectors.debug || (rflags & 0x1_00n) !== 0n;
		}

		case eventTypes.softwareInterrupt:
		case eventTypes.privilegedSoftwareException:
		case eventTypes.softwareException:
		case eventTypes.other: {
			return true;
		}
	}
};

const followingDifferences = (expected: Following, after: CpuContext, event: CpuEvent, config: FredCaseConfig | undefined): Difference[] => {
	// A maskable interrupt comes when STI blocking is over
	const context = event.type === eventTypes.interrupt ? {...after, stiBlocking: false} : after;
	const common = differences([['stack level saved', expected.savedStackLevel, context.csl]]);
	if (config === undefined) {
		return [...common, ...differences([['the stack has the form of a delivery', true, isDeliveryForm(expected, context)]])];
	}

	const delivery = deliverFred(caseMsrs(config), context, event, casePaging(config));
	return delivery.kind === 'shutdown'
		? [...common, {what: 'outcome of the event', expected: 'delivered', got: 'shutdown'}]
		: [...common, ...differences([
			['stack level after the event', expected.cslAfter, delivery.context.csl],
			['RSP after the event', expected.rspAfter, delivery.context.rsp],
		])];
};

/** Without the registers: the level did not fall, and a kept stack lies one of the eight possible red zones below RSP. */
const isDeliveryForm = ({cslAfter, rspAfter}: Following, {cpl, csl, rsp}: CpuContext): boolean => {
	const level = cslAfter ?? csl;
	if (!rspAfter) {
		return level >= csl;
	}

	return cpl === 3 || level > csl
		? rspAfter % 64n === 0n
		: level === csl && [0n, 64n, 128n, 192n, 256n, 320n, 384n, 448n].some(redZone => ((rsp - redZone) & ~0x3Fn) - 64n === rspAfter);
};

const faultOf = ({vector, errorCode, eventData}: Extract<FredReturn, {kind: 'fault'}>): CpuEvent => ({
	...blankEvent, vector, errorCode, eventData,
});

const arrival = ({vector, type, errorCode}: Following): CpuEvent => ({
	...blankEvent, vector, type, errorCode: errorCode ?? 0n,
});

/** What the record does not say, and neither level nor stack depends on. */
const blankEvent: CpuEvent = {
	vector: 0,
	type: eventTypes.exception,
	errorCode: 0n,
	eventData: 0n,
	instructionLength: 0,
	rip: 0n,
	restartRip: 0n,
	rflags: 2n,
};
