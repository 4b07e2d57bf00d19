/** IDT deliveries held against recorded cases. */
import {deliverIdt} from '../../machine/index.js';
import type {IdtDeliveryCase} from './case-schema.js';
import {
	caseContext, caseEvent, caseIdt, casePaging,
} from './case-machine.js';
import {type Difference, differences, listDifferences} from './difference.js';

const registerNames = ['RIP', 'CS', 'RFLAGS', 'RSP', 'SS'];

export const checkIdtDelivery = (recorded: IdtDeliveryCase): Difference[] => {
	const event = caseEvent(recorded);
	const delivery = deliverIdt(caseIdt(recorded.config, event), caseContext(recorded), event, casePaging(recorded.config));
	const chain = chainDifferences(recorded.deliveryChain, delivery.attempts);
	if (delivery.kind === 'shutdown') {
		return [{what: 'outcome', expected: 'delivered', got: 'shutdown'}, ...chain];
	}

	const expected = (recorded.expected ?? recorded.bochs)!;
	return [
		...differences([
			['vector', expected.vector, delivery.vector],
			['RSP after', expected.rspAfter, delivery.context.rsp],
			['error code pushed', expected.hasErrorCode, delivery.hasErrorCode],
		]),
		...listDifferences(expected.hasErrorCode ? ['error code', ...registerNames] : registerNames, expected.frame, delivery.frame),
		...chain,
	];
};

type Attempt = {readonly vector: number; readonly type: number; readonly ist: number; readonly stackTop: number | bigint};

const chainDifferences = (expected: readonly Attempt[] | undefined, attempts: readonly Attempt[]): Difference[] =>
	expected
		? listDifferences(
			expected.map((_, at) => `attempt ${at + 1}`),
			expected.map(attempt => attemptText(attempt)),
			attempts.map(attempt => attemptText(attempt)),
		)
		: [];

const attemptText = ({
	vector, type, ist, stackTop,
}: Attempt): string => `vector ${vector}, type ${type}, IST ${ist}, stack top ${Number(stackTop)}`;
