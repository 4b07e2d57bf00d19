/**
Exact deliveries a second of CPU time: `node dist/test/bench/delivery.bench.js`.
The mix is that of the recorded cases: all event types, nested faults and #DF included.
*/
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {deliverFred, deliverIdt} from '../../machine/index.js';
import {readOracle} from '../../source/files/oracle.js';
import {
	caseContext, caseEvent, caseIdt, caseMsrs, casePaging,
} from '../../source/oracle/case-machine.js';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const {deliveries, idtDeliveries} = readOracle(path.join(root, 'fixtures/measured/fred-events.json'));

const fred = deliveries.map(one => [caseMsrs(one.config), caseContext(one), caseEvent(one), casePaging(one.config)] as const);
const idt = idtDeliveries.map(one => [caseIdt(one.config, caseEvent(one)), caseContext(one), caseEvent(one), casePaging(one.config)] as const);

const report = (name: string, count: number, round: () => void): void => {
	const warmUp = 20;
	for (let at = 0; at < warmUp; at++) {
		round();
	}

	const before = process.cpuUsage();
	let rounds = 0;
	let micros = 0;
	while (micros < 2_000_000) {
		round();
		rounds++;
		const {user, system} = process.cpuUsage(before);
		micros = user + system;
	}

	process.stdout.write(`${name}: ${Math.round(rounds * count * 1000 / micros)} k deliveries a CPU second\n`);
};

report('FRED', fred.length, () => {
	for (const [msrs, context, event, paging] of fred) {
		deliverFred(msrs, context, event, paging);
	}
});
report('IDT', idt.length, () => {
	for (const [tables, context, event, paging] of idt) {
		deliverIdt(tables, context, event, paging);
	}
});
