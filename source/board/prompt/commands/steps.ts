import {injectSteps, readInjectStep, type InjectVerb} from '../../../files/inject-step.js';
import {InputError, showValue} from '../../../files/input-error.js';
import {targetOf} from '../../inject/target.js';
import type {Candidate} from '../contract.js';
import type {PromptContext} from '../prompts.js';
import {CommandProblem, named, type Command} from './command.js';

const target = ({ui, frame}: PromptContext) => targetOf(ui, frame);

const cpus = (context: PromptContext) => named([String(target(context).cpu)], 'the marked CPU');

function threads(context: PromptContext): readonly Candidate[] {
	const {thread, threadName} = target(context);
	return [...(thread === 'deepest' ? [] : [{text: String(thread), help: threadName}]), {text: 'deepest', help: 'the thread that went deepest'}];
}

const switched = named(['on', 'off'], '');

/** What a step does, and what can follow each of its words; `for TIME` is added where a step takes it. */
const steps: Readonly<Record<InjectVerb, {readonly help: string; readonly words: ReadonlyArray<(context: PromptContext) => readonly Candidate[]>}>> = {
	delivery: {help: 'how events are delivered', words: [() => named(['fred', 'idt'], '')]},
	pressure: {help: 'no free page for this share of time', words: [() => named(['0%', '10%', '50%', '100%'], 'of the time')]},
	nmi: {help: 'NMIs a second on each busy CPU', words: [() => named(['0', '100', '1000', '10000', '100000'], 'a second')]},
	starve: {help: 'refills of the pools fail', words: [() => switched]},
	'fork-storm': {help: 'so many times as many forks', words: [() => named(['1', '2', '10', '100'], 'times as many')]},
	'deep-call': {help: 'a thread calls that deep', words: [threads, () => named(['6000', '10000', '14000', '20000'], 'bytes'), () => named(['jump'], 'in one step of the stack pointer')]},
	cpu: {help: 'a CPU offline or online', words: [cpus, () => named(['offline', 'online'], '')]},
	'machine-check': {help: 'a machine check in kernel mode', words: [cpus]},
	'remote-access': {help: 'another CPU writes below a stack', words: [threads]},
	'scan-stacks': {help: 'every stack is read', words: []},
	'stack-offset': {help: 'random offset of system calls', words: [() => switched]},
};

const times = named(['500ms', '1s', '5s'], 'then it is taken back');

/** Ways to go on after the words of a step. */
function nextWord(verb: InjectVerb, words: readonly string[], context: PromptContext): readonly Candidate[] {
	if (words.at(-1) === 'for') {
		return times;
	}

	if (words.includes('for')) {
		return [];
	}

	const own = steps[verb].words[words.length]?.(context) ?? [];
	const {words: [least], timed = false}: {readonly words: readonly [number, number]; readonly timed?: boolean} = injectSteps[verb];
	return timed && words.length >= least ? [...own, {text: 'for', help: 'how long, such as 5s'}] : own;
}

/** The action that the words of a step ask for. */
function read(verb: InjectVerb, words: readonly string[]) {
	const {form, words: [, most]} = injectSteps[verb];
	try {
		const action = readInjectStep(verb, words);
		if (action === undefined) {
			throw new CommandProblem(Math.min(words.length, most), `it is written: ${form}`);
		}

		return action;
	} catch (error) {
		if (error instanceof InputError) {
			const wrong = words.findIndex(word => error.message.includes(`found ${showValue(word)}`));
			throw new CommandProblem(Math.max(0, wrong), error.hint === undefined ? error.message : `${error.message} (${error.hint})`);
		}

		throw error;
	}
}

/** What can be done to the box, in the words of scripts; `delivery` alone is what its key does. */
export const stepCommands: readonly Command[] = (Object.keys(injectSteps) as InjectVerb[]).map(verb => ({
	name: verb,
	help: steps[verb].help,
	form: injectSteps[verb].form,
	next: (words, context) => nextWord(verb, words, context),
	read: words => verb === 'delivery' && words.length === 0
		? [{kind: 'event', event: {kind: 'key', action: 'delivery'}}]
		: [{kind: 'command', command: {kind: 'action', action: read(verb, words)}}],
}));
