import test from 'ava';
import {resolveScenario} from '../../source/files/scenario.js';
import {type CellOutcome, type CellTask, runCell} from '../../source/player/cell-work.js';
import {runCells} from '../../source/player/cells.js';

const scenario = resolveScenario({machine: 'haswell-72', cpus: 4, threads: 100, workload: 'swap', policies: ['fred-pf']});
const cell = (seed: number, changes: Partial<CellTask> = {}): CellTask => ({scenario: {...scenario, seed}, forNs: 20_000_000, actions: [], ...changes});
/** No fault of the box: whoever runs it dies of it. */
const deadly: CellTask = {...cell(9), scenario: {...scenario, policies: ['no-such']}};

const outcomesOf = async (tasks: readonly CellTask[], jobs: number): Promise<CellOutcome[]> => {
	const outcomes: CellOutcome[] = [];
	await runCells(tasks, {
		jobs, signal: new AbortController().signal, onOutcome(index, outcome) {
			outcomes[index] = outcome;
		},
	});
	return outcomes;
};

for (const jobs of [1, 2, 5]) {
	test(`a cell that kills its worker does not keep the others from being run, ${jobs} at a time`, async t => {
		const [first, dead, ...others] = await outcomesOf([cell(1), deadly, cell(2), cell(3)], jobs);
		t.deepEqual([first, ...others], [1, 2, 3].map(seed => runCell(cell(seed))));
		t.regex((dead as {failure: string}).failure, /no-such/u);
	});
}

test('actions are done at their time, and what the box refuses is told', t => {
	const pressed = runCell(cell(1, {actions: [{timeNs: 5_000_000, request: {kind: 'pressure', atomicFailShare: 0.5}, text: 'pressure 50%'}]}));
	t.is((pressed as Extract<CellOutcome, {reading: unknown}>).reading.memory.failShare, 0.5);
	const refused = runCell(cell(1, {actions: [{timeNs: 0, request: {kind: 'cpu-offline', cpu: 7}, text: 'cpu 7 offline'}]}));
	t.regex((refused as {failure: string}).failure, /^the box refuses "cpu 7 offline": /u);
});

test('ended at once when asked for', async t => {
	const ending = new AbortController();
	let ended = 0;
	await runCells(Array.from({length: 1000}, (_, seed) => cell(seed)), {
		jobs: 2, signal: ending.signal, onOutcome() {
			ended++;
			ending.abort();
		},
	});
	t.true(ended >= 1 && ended < 10);
});

test('what throws on an outcome ends it too, however many workers answer at the same time', async t => {
	for (let round = 0; round < 8; round++) {
		const ended = runCells([cell(1), cell(1), cell(1)], {
			jobs: 3, signal: new AbortController().signal, onOutcome() {
				throw new Error('no room on the disk');
			},
		});
		await t.throwsAsync(ended, {message: 'no room on the disk'}); // eslint-disable-line no-await-in-loop -- one after the other
	}
});
