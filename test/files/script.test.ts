import path from 'node:path';
import test from 'ava';
import type {ActionRequest} from '../../source/files/action-request.js';
import {InputError} from '../../source/files/input-error.js';
import {parseScript} from '../../source/files/script.js';

const vocabulary = {
	keys: ['p', 'space', 'pagedown'], views: ['overview', 'cores'], policyFields: ['faults', 'stackKiB'], readingFields: ['timeNs', 'policies'],
};

const parse = (text: string) => parseScript(text, 'a/x.yaml', vocabulary);

const braced: ReadonlyArray<readonly [written: string, ...actions: ActionRequest[]]> = [
	['inject {pressure: 0.8, for: 500ms}', {kind: 'pressure', atomicFailShare: 0.8, forNs: 500_000_000}],
	['inject {pressure: 0.8}   # half an hour later', {kind: 'pressure', atomicFailShare: 0.8}],
	['"inject {pressure: 0.8}"', {kind: 'pressure', atomicFailShare: 0.8}],
	['{inject: {nmi: 1000, for: 1s}}', {kind: 'nmi-rate', perBusyCpuSecond: 1000, forNs: 1_000_000_000}],
	['[{inject: {starve: true}}, inject pressure 50%]', {kind: 'starve-refill', on: true}, {kind: 'pressure', atomicFailShare: 0.5}],
	['inject {deep-call: [deepest, 9000]}', {kind: 'deep-call', tid: 'deepest', depthBytes: 9000, jump: false}],
	['inject {stack-offset: off}', {kind: 'stack-offset', on: false}],
];
for (const [written, ...actions] of braced) {
	test(`an injection as a mapping: ${written}`, t => {
		const {steps} = parse(`steps:\n  - at 1s: ${written}\nuntil: 2s`);
		t.deepEqual(steps.map(step => step.kind === 'action' ? step.action : undefined), actions);
	});
}

const notBraced: ReadonlyArray<readonly [written: string, column: number, message: RegExp]> = [
	['inject {presure: 0.5}', 12, /^no step is named "presure"/u],
	['inject {pressure: 0.5, nmi: 3}', 12, /^an injection names one thing to do, and perhaps for how long, found "pressure, nmi"$/u],
	['inject {}', 12, /^an injection names one thing/u],
	['inject {pressure: 2}', 12, /^pressure must be a share/u],
	['{inject: {pressure: 0.5, for: 1}}', 12, /^the time of pressure must be a time/u],
	['{injct: {pressure: 0.5}}', 13, /^unknown key "injct"/u],
	['"inject {pressure: {a: b}}"', 12, /^an injection reads \{WHAT: VALUE\}/u],
];
for (const [written, column, message] of notBraced) {
	test(`no injection: ${written}`, t => {
		const error = t.throws(() => parse(`steps:\n  - at 1s: ${written}\nuntil: 2s`), {instanceOf: InputError});
		t.regex(error.message, message);
		t.deepEqual([error.line, error.column], [2, column]);
	});
}

test('steps in order, several at one moment, and the end', t => {
	const {title, steps, untilNs, choice} = parse([
		'title: A script',
		'scenario: {machine: rome-128, workload: ./mine.yaml, policies: [fixed, fred-pf], delivery: idt, cpus: 8, threads: 100, seed: 0}',
		'steps:',
		'  - at 0s: key space',
		'  - at 1.5s: [pressure 50%, nmi 1_000, delivery fred]',
		'  - at 1.5s: policy fred-pf',
		'  - at 2s: snapshot cores 120x36',
		'  - at 2s: expect policies.fixed.faults == 0',
		'until: 2m',
	].join('\n'));
	t.is(title, 'A script');
	t.is(untilNs, 120_000_000_000);
	t.deepEqual(choice, {
		machine: 'rome-128', workload: path.resolve('a/mine.yaml'), policies: ['fixed', 'fred-pf'], delivery: 'idt', cpus: 8, threads: 100, seed: 0,
	});
	t.deepEqual(steps.map(({problem, text, ...step}) => step), [
		{kind: 'key', key: 'space', timeNs: 0},
		{kind: 'action', action: {kind: 'pressure', atomicFailShare: 0.5}, timeNs: 1_500_000_000},
		{kind: 'action', action: {kind: 'nmi-rate', perBusyCpuSecond: 1000}, timeNs: 1_500_000_000},
		{kind: 'action', action: {kind: 'delivery', delivery: 'fred'}, timeNs: 1_500_000_000},
		{kind: 'policy', policy: 'fred-pf', timeNs: 1_500_000_000},
		{
			kind: 'snapshot', view: 'cores', columns: 120, rows: 36, timeNs: 2_000_000_000,
		},
		{
			kind: 'expect', field: 'policies.fixed.faults', operator: '==', wanted: 0, timeNs: 2_000_000_000,
		},
	]);
});

test('without until, the last step is the end; without steps, until is', t => {
	t.is(parse('steps:\n  - at 3s: key p').untilNs, 3_000_000_000);
	t.deepEqual(parse('until: 3s').steps, []);
	const among = parse('steps:\n  - at 3s: key p\n  - until: 4s');
	t.is(among.untilNs, 4_000_000_000);
	t.is(among.steps.length, 1);
});

const second = 1_000_000_000;

const actions: ReadonlyArray<readonly [text: string, action: ActionRequest]> = [
	['delivery idt', {kind: 'delivery', delivery: 'idt'}],
	['pressure 0.5', {kind: 'pressure', atomicFailShare: 0.5}],
	['pressure 100% for 500ms', {kind: 'pressure', atomicFailShare: 1, forNs: second / 2}],
	['nmi 1_000 for 2s', {kind: 'nmi-rate', perBusyCpuSecond: 1000, forNs: 2 * second}],
	['starve on', {kind: 'starve-refill', on: true}],
	['starve off', {kind: 'starve-refill', on: false}],
	['starve for 1s', {kind: 'starve-refill', on: true, forNs: second}],
	['starve on for 1s', {kind: 'starve-refill', on: true, forNs: second}],
	['fork-storm 10', {kind: 'fork-storm', times: 10}],
	['fork-storm 2.5 for 1s', {kind: 'fork-storm', times: 2.5, forNs: second}],
	['deep-call deepest 12_000', {kind: 'deep-call', tid: 'deepest', depthBytes: 12_000, jump: false}],
	['deep-call 77 9000 jump', {kind: 'deep-call', tid: 77, depthBytes: 9000, jump: true}],
	['cpu 1 offline', {kind: 'cpu-offline', cpu: 1}],
	['cpu 511 online', {kind: 'cpu-online', cpu: 511}],
	['machine-check 0', {kind: 'machine-check', cpu: 0}],
	['remote-access deepest', {kind: 'remote-access', tid: 'deepest'}],
	['scan-stacks', {kind: 'scan-stacks'}],
	['stack-offset off', {kind: 'stack-offset', on: false}],
];

for (const [text, action] of actions) {
	test(`the step ${text}`, t => {
		const [step] = parse(`steps:\n  - at 1s: ${text}`).steps;
		t.is(step?.kind, 'action');
		t.deepEqual(step?.kind === 'action' && step.action, action);
	});
}

test('policies with parameters, however they are spelled', t => {
	const {choice, steps} = parse([
		'scenario: {policies: [fred-pf:size=32:pool=3, fixed:size=8]}',
		'steps:',
		'  - at 1s: [policy fixed:size=8, expect policies.fred-pf:size=32:pool=3.stackKiB.a > 0]',
	].join('\n'));
	const [first, other] = choice.policies ?? [];
	t.deepEqual([first?.split(':').length, other], [3, 'fixed:size=8']);
	t.like(steps[0], {kind: 'policy', policy: 'fixed:size=8'});
	t.like(steps[1], {kind: 'expect', field: `policies.${first!}.stackKiB.a`});
});

const knownSteps = 'known: key, policy, snapshot, caption, expect, delivery, pressure, nmi, starve, fork-storm, deep-call, cpu, machine-check, remote-access, scan-stacks, stack-offset';

const knownWorkloads = 'known: android, database, files, forks, guest, idle, network, sleepers, stacked-files, swap, web';

const bad: ReadonlyArray<readonly [text: string, line: string]> = [
	['title: nothing', 'a/x.yaml:1:1: a script needs steps or until'],
	['steps: []\nuntil: 3', 'a/x.yaml:2:8: until must be a time with its unit, such as 8s, found 3'],
	['until: "3"', 'a/x.yaml:1:8: until must be a time with its unit, such as 10s, 250ms or 2m, found "3"'],
	['steps:\n  - at 3s: key p\nuntil: 2s', 'a/x.yaml:3:8: until must not come before the last step, found "2s"'],
	['steps:\n  - at 3s: key p\n  - at 2s: key p', 'a/x.yaml:3:12: at 2s comes before the step above it: times must not go back'],
	['steps:\n  - at 3: key p', 'a/x.yaml:2:11: at must be a time with its unit, such as 10s, 250ms or 2m, found "3"'],
	['steps:\n  - until: 2s\n  - at 1s: key p', 'a/x.yaml:2:12: until stands once, beside steps or as the last of them, with a time such as 6s'],
	['steps:\n  - until: 2s\nuntil: 2s', 'a/x.yaml:2:12: until stands once, beside steps or as the last of them, with a time such as 6s'],
	['steps:\n  - 3s: key p', 'a/x.yaml:2:9: a step begins with a time, such as "at 2s", found "3s"'],
	['steps:\n  - key p', 'a/x.yaml:2:5: steps[0] must be a mapping such as "at 2s: key p", found "key p"'],
	['steps:\n  - at 1s: 5', 'a/x.yaml:2:12: at 1s must be a step such as "key p", or a list of steps, found 5'],
	['steps:\n  - at 1s: [key p, press p]', `a/x.yaml:2:20: no step is named "press" (did you mean pressure? ${knownSteps})`],
	['steps:\n  - at 1s: presure 0.5', `a/x.yaml:2:12: no step is named "presure" (did you mean pressure? ${knownSteps})`],
	['steps:\n  - at 1s: key', 'a/x.yaml:2:12: a step of this kind reads "key NAME", found "key"'],
	['steps:\n  - at 1s: key x', 'a/x.yaml:2:12: key must be one of p, space, pagedown, found "x"'],
	['steps:\n  - at 1s: pressure 2', 'a/x.yaml:2:12: pressure must be a share from 0 to 1, such as 0.25 or 25%, found "2"'],
	['steps:\n  - at 1s: nmi -1', 'a/x.yaml:2:12: nmi must be a number from 0 to 1000000, found "-1"'],
	['steps:\n  - at 1s: pressure 50% for', 'a/x.yaml:2:12: a step of this kind reads "pressure SHARE [for TIME]", found "pressure 50% for"'],
	['steps:\n  - at 1s: pressure 50% for 5', 'a/x.yaml:2:12: the time of pressure must be a time with its unit, such as 10s, 250ms or 2m, found "5"'],
	['steps:\n  - at 1s: pressure for 5s', 'a/x.yaml:2:12: a step of this kind reads "pressure SHARE [for TIME]", found "pressure for 5s"'],
	['steps:\n  - at 1s: starve', 'a/x.yaml:2:12: a step of this kind reads "starve on|off|for TIME", found "starve"'],
	['steps:\n  - at 1s: starve 1', 'a/x.yaml:2:12: starve must be one of on, off, found "1"'],
	['steps:\n  - at 1s: starve off for 1s', 'a/x.yaml:2:12: starve off takes no time, found "for"'],
	['steps:\n  - at 1s: fork-storm 0', 'a/x.yaml:2:12: fork-storm must be a number from 1 to 1000, found "0"'],
	['steps:\n  - at 1s: deep-call deepest', 'a/x.yaml:2:12: a step of this kind reads "deep-call TID|deepest BYTES [jump]", found "deep-call deepest"'],
	['steps:\n  - at 1s: deep-call deep 9000', 'a/x.yaml:2:12: the thread must be a whole number from 1 to 4294967295, found "deep"'],
	['steps:\n  - at 1s: deep-call 1 65536', 'a/x.yaml:2:12: the depth must be a whole number from 8 to 65528, found "65536"'],
	['steps:\n  - at 1s: deep-call 1 9000 jumping', 'a/x.yaml:2:12: what follows the depth must be one of jump, found "jumping"'],
	['steps:\n  - at 1s: cpu 1 down', 'a/x.yaml:2:12: the way of the CPU must be one of offline, online, found "down"'],
	['steps:\n  - at 1s: cpu 512 online', 'a/x.yaml:2:12: the CPU must be a whole number from 0 to 511, found "512"'],
	['steps:\n  - at 1s: scan-stacks all', 'a/x.yaml:2:12: a step of this kind reads "scan-stacks", found "scan-stacks all"'],
	['steps:\n  - at 1s: snapshot cores 120', 'a/x.yaml:2:12: the size of a snapshot must be columns x rows, such as 120x36, found "120"'],
	['steps:\n  - at 1s: snapshot core 120x36', 'a/x.yaml:2:12: the view of a snapshot must be one of overview, cores, found "core" (did you mean cores?)'],
	['steps:\n  - at 1s: expect fault == 1', 'a/x.yaml:2:12: no field of a reading is named "fault" (did you mean faults? known: faults, stackKiB, timeNs, policies)'],
	['steps:\n  - at 1s: expect faults = 1', 'a/x.yaml:2:12: the operator must be one of >=, <=, ==, !=, >, <, found "="'],
	['steps:\n  - at 1s: policy fred', 'a/x.yaml:2:12: policy: no policy is named "fred" (did you mean fred-pf?)'],
	['scenario: {policies: [fixed]}\nsteps:\n  - at 1s: policy ist-pf', 'a/x.yaml:3:12: ist-pf is not among the policies that run: fixed'],
	['scenario: {policies: [fixed]}\nsteps:\n  - at 1s: expect policies.ist-pf.faults == 0', 'a/x.yaml:3:12: ist-pf is not among the policies that run: fixed'],
	['scenario: {policies: [fixed, fixed]}\nuntil: 1s', 'a/x.yaml:1:30: policies names fixed twice'],
	['scenario: {workload: forkz}\nuntil: 1s', `a/x.yaml:1:22: no workload is named "forkz" (did you mean forks? ${knownWorkloads}; or the path of a .yaml file)`],
	['scenario: {cpu: 4}\nuntil: 1s', 'a/x.yaml:1:12: unknown key "cpu" (did you mean cpus? known: machine, workload, policies, delivery, cpus, threads, deeper, stackOffset, kernel, seed, engine)'],
	['scenario: {seed: 4294967296}\nuntil: 1s', 'a/x.yaml:1:18: seed must be a whole number from 0 to 4294967295, found 4294967296'],
];

test('what cannot be had on the box is told of at the scenario; a file that is not there by its own name', t => {
	const lineOf = (scenario: string) => t.throws<InputError>(() => parse(`until: 1s\nscenario: ${scenario}`).resolve()).toLine();
	t.regex(lineOf('{machine: haswell-72, policies: ["entry:size=64"]}'), /^a\/x\.yaml:2:\d+: the policy entry:size=64 cannot run on haswell-72: /u);
	t.regex(lineOf('{machine: mine.yaml}'), /mine\.yaml: no such file$/u);
});

for (const [text, line] of bad) {
	test(`refused: ${JSON.stringify(text)}`, t => {
		t.is(t.throws(() => parse(text), {instanceOf: InputError}).toLine(), line);
	});
}

test('a caption is words, and fields whose values stand in it', t => {
	const {steps} = parse('scenario: {policies: [fred-pf, fixed]}\nsteps:\n  - at 1s: caption It has {policies.fixed.faults} faults,  and {timeNs} ns\nuntil: 2s');
	t.like(steps[0], {kind: 'caption', parts: ['It has ', {field: 'policies.fixed.faults'}, ' faults, and ', {field: 'timeNs'}, ' ns']});
});

for (const [text, message] of [
	['caption', /^a caption needs words/u],
	['caption {nosuch} is', /^no field of a reading is named "nosuch"/u],
	['caption an open {faults', /^braces in a caption hold a field each/u],
	['caption {policies.ist-pf.faults}', /^ist-pf is not among the policies that run/u],
] as const) {
	test(`no caption: ${text}`, t => {
		const error = t.throws(() => parse(`scenario: {policies: [fred-pf, fixed]}\nsteps:\n  - at 1s: '${text}'\nuntil: 2s`), {instanceOf: InputError});
		t.regex(error.message, message);
	});
}
