import test from 'ava';
import fc from 'fast-check';
import {places} from '../../machine/topology.js';

test('CPUs are numbered cores first, siblings second', t => {
	const all = places({cpus: 16, coresPerSocket: 4, threadsPerCore: 2, coresPerComplex: 2});
	t.deepEqual(all[0], {cpu: 0, socket: 0, complex: 0, core: 0, smt: 0});
	t.deepEqual(all[5], {cpu: 5, socket: 1, complex: 2, core: 5, smt: 0});
	t.deepEqual(all[8], {cpu: 8, socket: 0, complex: 0, core: 0, smt: 1});
	t.deepEqual(all[15], {cpu: 15, socket: 1, complex: 3, core: 7, smt: 1});
});

test('any CPU count has a place for each, and no core has more threads than the machine gives it', t => {
	const shape = fc.record({
		cpus: fc.integer({min: 1, max: 512}),
		coresPerSocket: fc.integer({min: 1, max: 128}),
		threadsPerCore: fc.constantFrom(1, 2),
		coresPerComplex: fc.integer({min: 1, max: 16}),
	});
	fc.assert(fc.property(shape, machine => {
		const all = places(machine);
		const perCore = new Map<number, number>();
		for (const {core} of all) {
			perCore.set(core, (perCore.get(core) ?? 0) + 1);
		}

		return all.length === machine.cpus && [...perCore.values()].every(count => count <= machine.threadsPerCore);
	}));
	t.pass();
});
