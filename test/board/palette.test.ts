import test from 'ava';
import {commandPrompt, commands} from '../../source/board/prompt/command.js';
import type {Outcome} from '../../source/board/prompt/contract.js';
import type {PromptContext} from '../../source/board/prompt/prompts.js';
import {initialState} from '../../source/board/state/ui-state.js';
import {keyTable} from '../../source/board/keys/table.js';
import {injectSteps} from '../../source/files/inject-step.js';
import {fakeFeed} from '../helpers/fake-feed.js';
import {openTestBoard} from '../helpers/off-screen.js';

const feed = fakeFeed();
const context: PromptContext = {scenario: feed.scenario, frame: feed.latest(), ui: initialState('cores'), fixtures: {workload: ['idle', 'web'], machine: ['laptop-16']}};
const prompt = commandPrompt(context);

const done: ReadonlyArray<readonly [text: string, outcome: Outcome]> = [
	['risk', {kind: 'event', event: {kind: 'key', action: 'risk'}}],
	['  pause ', {kind: 'event', event: {kind: 'key', action: 'pause'}}],
	['delivery', {kind: 'event', event: {kind: 'key', action: 'delivery'}}],
	['delivery idt', {kind: 'command', command: {kind: 'action', action: {kind: 'delivery', delivery: 'idt'}}}],
	['policy ist-pf', {kind: 'event', event: {kind: 'policy', index: 1}}],
	['speed 4', {kind: 'command', command: {kind: 'speed', speed: 4}}],
	['speed 1/8x', {kind: 'command', command: {kind: 'speed', speed: 0.125}}],
	['speed max', {kind: 'command', command: {kind: 'speed', speed: Infinity}}],
	['theme mono', {kind: 'ask', request: {kind: 'theme', theme: 'mono'}}],
	['workload web', {kind: 'ask', request: {kind: 'restart', workload: 'web'}}],
	['machine laptop-16', {kind: 'ask', request: {kind: 'restart', machine: 'laptop-16'}}],
	['pressure 50% for 2s', {kind: 'command', command: {kind: 'action', action: {kind: 'pressure', atomicFailShare: 0.5, forNs: 2_000_000_000}}}],
	['inject cpu 3 offline', {kind: 'command', command: {kind: 'action', action: {kind: 'cpu-offline', cpu: 3}}}],
	['inject', {kind: 'event', event: {kind: 'key', action: 'inject'}}],
];

for (const [text, outcome] of done) {
	test(`:${text.trim()}`, t => {
		t.is(prompt.check(text), undefined);
		t.deepEqual(prompt.accept(text), [outcome]);
	});
}

const wrong: ReadonlyArray<readonly [text: string, at: number, message: RegExp]> = [
	['rsik', 0, /^unknown command rsik; did you mean risk\?$/u],
	[' xyzzy', 1, /^unknown command xyzzy; Tab/u],
	['risk now', 5, /^risk takes nothing more$/u],
	['policy', 6, /^it is written: policy NAME$/u],
	['policy ist-fp', 7, /did you mean ist-pf\?$/u],
	['speed 0', 6, /^a speed is/u],
	['speed 1/0', 6, /^a speed is/u],
	['speed 2 3', 8, /^it is written: speed/u],
	['theme ligth', 6, /did you mean light\?$/u],
	['delivery ftl', 9, /^delivery must be one of fred, idt/u],
	['deep-call deepest 99999999', 18, /^the depth must be/u],
	['deep-call deepest', 17, /^it is written: deep-call TID/u],
	['inject pressure 2', 16, /^pressure must be a share/u],
	['pressure 50% for ever', 17, /^the time of pressure must be/u],
	['metric 3', 7, /takes nothing more/u],
	['log-filter', 0, /^log-filter works in overview, risk$/u],
];

for (const [text, at, message] of wrong) {
	test(`:${text.trim()} is wrong at ${at}`, t => {
		const problem = prompt.check(text);
		t.is(problem?.at, at);
		t.regex(problem!.message, message);
		t.deepEqual(prompt.accept(text), []);
	});
}

test('every action that has a key in a view, every step of scripts, has its name; none twice', t => {
	const names = commands.map(({name}) => name);
	t.deepEqual(names, [...new Set(names)]);
	const ofTime = keyTable.filter(({group, views: where}) => group === 'Time' && (where as readonly string[]).includes('overview'));
	for (const name of [...Object.keys(injectSteps), ...ofTime.map(({action}) => action), 'overview', 'quit']) {
		t.true(names.includes(name), name);
	}

	for (const command of commands) {
		t.true(command.help.length > 0, command.name);
	}
});

const completed: ReadonlyArray<readonly [text: string, from: number, first: readonly string[]]> = [
	['ri', 0, ['risk', 'right']],
	['storm', 0, ['fork-storm']],
	['delivery ', 9, ['fred', 'idt']],
	['inject delivery i', 16, ['idt']],
	['pressure 50% ', 13, ['for']],
	['pressure 50% for ', 17, ['500ms', '1s', '5s']],
	['pressure 50% for 5s ', 20, []],
	['cpu 0 o', 6, ['offline', 'online']],
	['workload ', 9, ['idle', 'web']],
	['policy f', 7, ['fred-pf', 'fixed']],
	['xyzzy ', 6, []],
	['log-f', 0, []],
];

for (const [text, from, first] of completed) {
	test(`ways to go on after :${text}`, t => {
		const completion = prompt.complete(text, text.length);
		t.is(completion.from, from);
		t.deepEqual(completion.candidates.slice(0, first.length).map(candidate => candidate.text), [...first]);
		t.true(first.length > 0 || completion.candidates.length === 0);
	});
}

test.serial('commands do what keys do, choose policies and themes, and say what cannot be', async t => {
	const {board, feed: run} = await openTestBoard({columns: 120, rows: 36, color: true});
	const type = async (text: string) => {
		for (const character of [':', ...text]) {
			await board.press(character === ' ' ? 'space' : character); // eslint-disable-line no-await-in-loop -- one key after the other
		}

		await board.press('enter');
	};

	run.sent.length = 0;
	await type('pause');
	await type('scan-stacks');
	t.deepEqual(run.sent.filter(({kind}) => kind !== 'threads'), [{kind: 'pause-or-resume'}, {kind: 'action', action: {kind: 'scan-stacks'}}]);
	await type('policy ist-pf');
	t.true(board.rows()[0]!.includes('ist-pf'));
	const before = board.rows()[0];
	await type('theme light');
	t.not(board.rows()[0], before);
	await type('workload web');
	t.true(board.rows().at(-2)!.includes('cannot be another run'));
	board.close();
});
