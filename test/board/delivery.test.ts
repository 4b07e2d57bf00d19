import test from 'ava';
import {type CoreEvent, Machine, type PolicyName, type PolicyReading} from '../../machine/index.js';
import {arrivalRates, arrivalsOf, boxArrivals} from '../../source/board/delivery/arrivals.js';
import {frameOf, outcomeOf, targetOfEvent, titleOf} from '../../source/board/delivery/delivered.js';
import {registersOf} from '../../source/board/delivery/registers.js';
import {deliveryStacks} from '../../source/board/delivery/stacks.js';
import {vectorRows} from '../../source/board/delivery/vector-rows.js';
import {RateWindow} from '../../source/board/rates.js';
import {wrapText} from '../../source/board/terminal/wrap.js';
import {smallScenario} from '../helpers/scenario.js';

const machine = new Machine(smallScenario({policies: ['fixed', 'fred-pf', 'ist-pf'], delivery: 'fred'}));
machine.advance(300_000_000);
const early = machine.read();
machine.advance(900_000_000);
const reading = machine.read();
const rates = new RateWindow();
rates.observe(early);
rates.observe(reading);
const sourceOf = (policyIndex: number) => ({reading, policy: reading.policies[policyIndex]!, policyIndex, rates});

for (const [policyIndex, policy] of reading.policies.entries()) {
	test(`arrivals of all CPUs under ${policy.name} are those of the box`, t => {
		const cpus = Array.from({length: reading.cpus}, (_, cpu) => cpu);
		for (const {index} of deliveryStacks(policy)) {
			const sum = cpus.map(cpu => arrivalsOf(reading, policyIndex, cpu, index)).reduce((all, count) => all + count, 0);
			t.is(sum, boxArrivals(reading, policyIndex, index), `stack ${index}`);
		}

		const rate = arrivalRates(sourceOf(policyIndex), 0, 2);
		t.true(rate.core! <= rate.box!);
	});

	test(`every line of the bill of ${policy.name} that belongs to a vector has a row, and parts add up`, t => {
		const rows = vectorRows(sourceOf(policyIndex));
		const lines = policy.bill.filter(({what}) => /fault|interrupt/u.test(what)).map(({what}) => what);
		t.deepEqual(rows.filter(({vector}) => vector === undefined).map(({name}) => name), lines);
		t.is(lines.length > 0, policy.name !== 'fixed');
		for (const {name, count, each} of rows) {
			const line = policy.bill.find(({what}) => what === name);
			t.is(each?.low, line && line.count > 0 ? line.cycles.low / line.count : undefined);
			// A part counts since boot, as the row above; the bill begins where boot ends
			t.true(count === undefined || count >= (line?.count ?? 0));
		}

		// Where there is no room for parts, a vector has their mean: within their range, and only where something was counted
		for (const {vector, mean} of rows.filter(row => row.vector !== undefined)) {
			const parts = rows.filter(row => row.vector === undefined && row.each && row.name.includes('fault') === (vector === 14)).map(({each}) => each!);
			t.is(mean !== undefined, parts.length > 0 && [14, 0xEC, 0xFB, 0xFD, 0x23].includes(vector!), String(vector));
			t.true(mean === undefined || (mean.low >= Math.min(...parts.map(({low}) => low)) && mean.high <= Math.max(...parts.map(({high}) => high))));
		}

		const partsOf = (beginning: RegExp) => rows.filter(({vector, name}) => vector === undefined && beginning.test(name)).map(({count}) => count!).reduce((all, count) => all + count, 0);
		const wholeOf = (vectors: readonly number[]) => rows.filter(({vector}) => vectors.includes(vector ?? -1)).map(({count}) => count ?? 0).reduce((all, count) => all + count, 0);
		t.is(partsOf(/fault/u), policy.name === 'fixed' ? 0 : wholeOf([14]));
		t.is(partsOf(/^interrupts/u), wholeOf([0xEC, 0xFB, 0xFD, 0x23]));

		const switched = rows.filter(({vector, to}) => vector !== undefined && to! > 0).map(({count}) => count ?? 0).reduce((all, count) => all + count, 0);
		t.is(switched * 2, policy.levelSwitches);
	});
}

const event = (changes: Partial<CoreEvent>): CoreEvent => ({
	timeNs: 5, name: 'x', vector: 14, type: 3, interrupted: 'task', atomic: false, depthBytes: 1000, tid: 9, comm: 'sh', ...changes,
});
const fault = event({name: 'user-memory fault'});
const atomicFault = event({atomic: true});
const tick = event({name: 'timer tick', type: 0, vector: 0xEC, atomic: true});
const nestedTick = event({...tick, interrupted: 'irq-stack', depthBytes: 0});
const userTick = event({...tick, interrupted: 'user', depthBytes: 0});
const nmi = event({name: 'NMI', type: 2, vector: 2, atomic: true});
const userNmi = event({...nmi, interrupted: 'user', depthBytes: 0});

const policyOf = (name: PolicyName): PolicyReading => reading.policies.find(policy => policy.name === name)!;

const outcomes: ReadonlyArray<readonly [policy: PolicyName, event: CoreEvent, target: number, outcome: string]> = [
	['fred-pf', fault, 1, 'moved to level 0'],
	['fred-pf', atomicFault, 1, 'finished on level 1'],
	['fred-pf', tick, 1, 'moved to level 0'],
	['fred-pf', nestedTick, 1, 'moved to the IRQ stack'],
	['fred-pf', userTick, 0, 'top of the task stack'],
	['fred-pf', nmi, 2, 'finished on level 2'],
	['fred-pf', userNmi, 0, 'top of the task stack'],
	['ist-pf', fault, 6, 'copied to task stack'],
	['ist-pf', atomicFault, 6, 'copied to task stack'],
	['ist-pf', nestedTick, 7, 'copied to IRQ stack'],
	['ist-pf', userTick, 7, 'copied to task stack'],
	['ist-pf', nmi, 2, 'finished on IST 2'],
	['ist-pf', userNmi, 2, 'copied to task stack'],
	['fixed', fault, 0, 'delivered in place'],
	['fixed', userTick, 0, 'top of the task stack'],
	['fixed', nmi, 2, 'finished on level 2'],
];

for (const [name, one, target, outcome] of outcomes) {
	test(`under ${name} ${titleOf(one)} in ${one.interrupted}${one.atomic ? ', atomic,' : ''} goes to ${target}: ${outcome}`, t => {
		const policy = policyOf(name);
		t.is(targetOfEvent(one, policy), target);
		t.is(outcomeOf(one, policy), outcome);
	});
}

test('the frame of FRED has eight quadwords, and says how the event came', t => {
	const {rows, bits, rspBefore, rspAfter} = frameOf(tick, 3, policyOf('fred-pf'));
	t.deepEqual(rows.map(({offset}) => offset), [0, 8, 16, 24, 32, 40, 48, 56]);
	t.is(rows.find(({slot}) => slot === 'RSP')!.value, rspBefore);
	t.is(rspAfter % 64n, 0n);
	t.deepEqual(rows.filter(({placeholder}) => placeholder).map(({slot}) => slot), ['RIP', 'RFLAGS']);
	t.like(bits.find(({name}) => name === 'vector'), {bits: '39:32', value: '236, external interrupt 0xec'});
	t.like(bits.find(({name}) => name === 'type'), {bits: '51:48', value: '0, external interrupt'});
	t.like(bits.find(({name}) => name === '64-bit mode'), {bits: '57', value: '1'});
});

test('what the model has no address for is a placeholder', t => {
	const placeholders = (one: CoreEvent) => frameOf(one, 0, policyOf('fred-pf')).rows.filter(({placeholder}) => placeholder).map(({slot}) => slot);
	t.deepEqual(placeholders(fault), ['error code', 'RIP', 'RFLAGS', 'event data']);
	t.deepEqual(placeholders(userTick), ['RIP', 'RFLAGS', 'RSP']);
});

test('the frame of the IDT has an error code only where the event has one', t => {
	const slots = (one: CoreEvent) => frameOf(one, 0, policyOf('ist-pf')).rows.map(({offset, slot}) => `+${offset} ${slot}`);
	t.deepEqual(slots(fault), ['+0 error code', '+8 RIP', '+16 CS', '+24 RFLAGS', '+32 RSP', '+40 SS']);
	t.deepEqual(slots(tick), ['+0 RIP', '+8 CS', '+16 RFLAGS', '+24 RSP', '+32 SS']);
});

for (const policy of reading.policies) {
	test(`the registers of ${policy.name}`, t => {
		const {registers, ...rest} = registersOf(policy, {cpu: 1, tid: 9, comm: 'sh'});
		t.snapshot({registers: registers.map(({name, number, value, meaning}) => `${name} ${number} ${value.toString(16)} ${meaning}`), ...rest});
	});
}

test('the stacks of every policy and what goes there', t => {
	t.snapshot(reading.policies.map(policy => deliveryStacks(policy).map(({register, name, guests}) => `${policy.name}: ${register} ${name}: ${guests.join(', ')}`)));
});

test('text breaks between words, and what has no line is cut', t => {
	t.deepEqual(wrapText('one two three', 7, 3), ['one two', 'three']);
	t.deepEqual(wrapText('one two three', 7, 1), ['one tw…']);
	t.deepEqual(wrapText('overlong a', 4, 2), ['ove…', 'a']);
	t.deepEqual(wrapText('', 5, 2), ['']);
	t.deepEqual(wrapText('one two', 3, 0), []);
});
