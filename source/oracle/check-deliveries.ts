/** FRED deliveries, the decoder, and shutdowns held against recorded cases. */
import {
	type FredAttempt, type FredDelivery, decodeFredFrame, deliverFred, deliverIdt, entryPage,
} from '../../machine/index.js';
import type {DeliveryCase, ShutdownCase} from './case-schema.js';
import {
	caseContext, caseEvent, caseIdt, caseMsrs, casePaging,
} from './case-machine.js';
import {type Difference, differences, listDifferences} from './difference.js';

const slotNames = ['frame +0 (error code)', 'frame +8 (RIP)', 'frame +16 (CS slot)', 'frame +24 (RFLAGS)', 'frame +32 (RSP)', 'frame +40 (SS slot)', 'frame +48 (event data)', 'frame +56 (zero)'];

export const checkDelivery = (recorded: DeliveryCase): Difference[] => {
	const msrs = caseMsrs(recorded.config);
	const delivery = deliverFred(msrs, caseContext(recorded), caseEvent(recorded), casePaging(recorded.config));
	const {expected} = recorded;
	const chain = attemptDifferences(expected.deliveryChain, delivery.attempts);
	if (delivery.kind === 'shutdown') {
		return [{what: 'outcome', expected: 'delivered', got: 'shutdown'}, ...chain];
	}

	return [
		...differences([
			['stack level after', expected.cslAfter, delivery.context.csl],
			['RSP after', expected.rspAfter, delivery.context.rsp],
			['entry point', entryPage(msrs.config) + BigInt(expected.entryOffset), delivery.rip],
		]),
		...listDifferences(slotNames, expected.frame, delivery.frame),
		...chain,
	];
};

const attemptDifferences = (expected: DeliveryCase['expected']['deliveryChain'], attempts: readonly FredAttempt[]): Difference[] =>
	listDifferences(
		expected.map((_, at) => `attempt ${at + 1}`),
		expected.map(attempt => attemptText(attempt)),
		attempts.map(attempt => attemptText(attempt)),
	);

/** Stack tops are plain numbers in the file, and so have 53 bits there. */
const attemptText = ({
	vector, type, level, stackTop, nested,
}: DeliveryCase['expected']['deliveryChain'][number] | FredAttempt): string =>
	`vector ${vector}, type ${type}, level ${level}, stack top ${Number(stackTop)}${nested ? ', nested' : ''}`;

/** The decoder against the fields that were recorded with the frame. */
export const checkDecoding = ({bochs}: DeliveryCase): Difference[] => {
	const decoded = bochs?.decoded;
	if (!decoded) {
		return [];
	}

	const fields = decodeFredFrame(bochs.frame);
	const bit = (value: boolean) => value ? 1 : 0;
	return differences([
		['error code', decoded.errorCode, fields.errorCode],
		['RIP', decoded.rip, fields.rip],
		['CS', decoded.cs, fields.cs],
		['stack level', decoded.stackLevel, fields.stackLevel],
		['wait for ENDBRANCH', decoded.wfe, bit(fields.waitForEndbranch)],
		['RFLAGS', decoded.rflags, fields.rflags],
		['RSP', decoded.rsp, fields.rsp],
		['SS', decoded.ss, fields.ss],
		['STI blocking', decoded.sti, bit(fields.stiBlocking)],
		['software-initiated', decoded.swEvent, bit(fields.softwareInitiated)],
		['NMI', decoded.nmi, bit(fields.nmi)],
		['vector', decoded.vector, fields.vector],
		['type', decoded.type, fields.type],
		['enclave', decoded.enclave, bit(fields.enclave)],
		['64-bit mode', decoded.l, bit(fields.longMode)],
		['nested', decoded.nested, bit(fields.nested)],
		['instruction length', decoded.instructionLength, fields.instructionLength],
		['event data', decoded.eventData, fields.eventData],
		['last quadword', decoded.reserved, fields.reserved.last],
		['reserved bits', 0n, fields.reserved.cs | fields.reserved.ss],
	]);
};

export const checkShutdown = (recorded: ShutdownCase): Difference[] => {
	const context = caseContext(recorded);
	const event = caseEvent(recorded);
	const paging = casePaging(recorded.config);
	const {kind}: {kind: FredDelivery['kind']} = recorded.mode === 'FRED'
		? deliverFred(caseMsrs(recorded.config), context, event, paging)
		: deliverIdt(caseIdt(recorded.config, event), context, event, paging);
	return differences([['outcome', 'shutdown', kind]]);
};
