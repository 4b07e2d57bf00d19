import type {Reading, Scenario} from '../../../machine/index.js';
import type {ActionRequest} from '../../player/protocol.js';
import {chosen, count, percent} from '../figures.js';
import type {Target} from './target.js';

/** What can be done to the box, in the order of the menu. */
export const injectionIds = ['pressure', 'starve', 'nmi', 'deep-call', 'fork-storm', 'cpu', 'machine-check', 'remote-access', 'stack-offset', 'scan'] as const;
export type InjectionId = (typeof injectionIds)[number];

/** What an injection is decided by. */
export type Situation = {
	readonly reading: Reading;
	readonly scenario: Scenario;
	readonly target: Target;
};

/** A position of the dial of an injection. */
export type Choice = {
	readonly label: string;
	/** The action; `forNs` undefined: until it is taken back. */
	readonly action: (situation: Situation, forNs: number | undefined) => ActionRequest;
	/** It takes back what is in force, so no time belongs to it. */
	readonly takesBack?: boolean;
};

/** One line of the menu. */
export type Injection = {
	readonly id: InjectionId;
	/** The key that does it at once. */
	readonly key: string;
	readonly title: string;
	/** What it does to the box, in a sentence. */
	readonly about: string;
	/** At least one; left and right go through them. */
	readonly choices: (situation: Situation) => readonly Choice[];
	/** Position of the dial before it is touched. */
	readonly first?: number;
	/** It can be taken back by itself after a while. */
	readonly timed?: boolean;
	/** What is in force now, or what it would hit. */
	readonly now: (situation: Situation) => string;
	/** A word or two for the header while it is in force; undefined: all is as the workload has it. */
	readonly badge?: (situation: Pick<Situation, 'reading' | 'scenario'>) => string | undefined;
};

const perSecond = (rate: number) => `${chosen(rate)}/s`;
const share = (value: number) => percent(value * 100, value > 0 && value < 0.01 ? 1 : 0);
const onOff = (on: boolean) => on ? 'on' : 'off';
const usual = ({workload: {events}}: Scenario) => ({failShare: events.memory.atomicFailShare, nmiPerSecond: events.nmis.perBusyCpuSecond});
const isOnline = ({reading, target}: Situation) => reading.perCpu.online[target.cpu] !== 0;

const pressure = (atomicFailShare: number): Choice => ({label: share(atomicFailShare), action: (_, forNs) => ({kind: 'pressure', atomicFailShare, forNs})});
const nmiRate = (perBusyCpuSecond: number): Choice => ({label: perSecond(perBusyCpuSecond), action: (_, forNs) => ({kind: 'nmi-rate', perBusyCpuSecond, forNs})});
const forkTimes = (times: number): Choice => ({label: `x${times}`, action: (_, forNs) => ({kind: 'fork-storm', times, forNs})});
const deepCall = (depthBytes: number, jump: boolean): Choice => ({
	label: `${depthBytes} B${jump ? ' at once' : ''}`,
	action: ({target}) => ({kind: 'deep-call', tid: target.thread, depthBytes, jump}),
});

/** The injections by their names. */
const table: Readonly<Record<InjectionId, Omit<Injection, 'id'>>> = {
	pressure: {
		key: 'p', title: 'memory pressure', about: 'For this share of time no page can be had at once, and who may sleep reclaims.',
		choices: ({scenario}) => [
			{label: 'off', takesBack: true, action: () => ({kind: 'pressure', atomicFailShare: usual(scenario).failShare})},
			pressure(0.1),
			pressure(0.5),
			pressure(1),
		],
		first: 2, timed: true,
		now: ({reading}) => share(reading.memory.failShare),
		badge: ({reading, scenario}) => reading.memory.failShare === usual(scenario).failShare ? undefined : `PRESSURE ${share(reading.memory.failShare)}`,
	},
	starve: {
		key: 'r', title: 'starve the refill', about: 'Every allocation that refills a pool fails, whatever memory is free.',
		choices: ({reading}) => [reading.memory.starved
			? {label: 'off', takesBack: true, action: () => ({kind: 'starve-refill', on: false})}
			: {label: 'on', action: (_, forNs) => ({kind: 'starve-refill', on: true, forNs})}],
		timed: true,
		now: ({reading}) => onOff(reading.memory.starved),
		badge: ({reading}) => reading.memory.starved ? 'STARVED' : undefined,
	},
	nmi: {
		key: 'n', title: 'NMI storm', about: 'So many NMIs a second on each busy CPU; none of them may make a stack grow.',
		choices: ({scenario}) => [
			{label: 'off', takesBack: true, action: () => ({kind: 'nmi-rate', perBusyCpuSecond: usual(scenario).nmiPerSecond})},
			nmiRate(100),
			nmiRate(1000),
			nmiRate(10_000),
			nmiRate(100_000),
		],
		first: 2, timed: true,
		now: ({reading}) => perSecond(reading.nmiPerSecond),
		badge: ({reading, scenario}) => reading.nmiPerSecond === usual(scenario).nmiPerSecond ? undefined : `NMI STORM ${perSecond(reading.nmiPerSecond)}`,
	},
	'deep-call': {
		key: 'c', title: 'deep call', about: 'The thread makes a call that deep, frame by frame or in one step of the stack pointer.',
		choices: () => [deepCall(6000, false), deepCall(10_000, false), deepCall(14_000, false), deepCall(20_000, false), deepCall(10_000, true), deepCall(14_000, true)],
		first: 1,
		now: ({target}) => target.threadName,
	},
	'fork-storm': {
		key: 'f', title: 'fork storm', about: 'Threads that live for a while end and are forked so many times as fast.',
		choices: () => [{label: 'off', takesBack: true, action: () => ({kind: 'fork-storm', times: 1})}, forkTimes(2), forkTimes(10), forkTimes(100)],
		first: 2, timed: true,
		now: ({reading}) => `x${reading.forkTimes}`,
		badge: ({reading}) => reading.forkTimes === 1 ? undefined : `FORK STORM x${reading.forkTimes}`,
	},
	cpu: {
		key: 'o', title: 'CPU offline, online', about: 'Offline: its threads move away, its pool is freed. Online: its pool is filled, if pages can be had.',
		choices: situation => [isOnline(situation)
			? {label: 'offline', action: ({target: {cpu}}) => ({kind: 'cpu-offline', cpu})}
			: {label: 'online', action: ({target: {cpu}}) => ({kind: 'cpu-online', cpu})}],
		now: situation => `CPU ${situation.target.cpu} ${isOnline(situation) ? 'online' : 'offline'}`,
		badge({reading}) {
			const offline = reading.perCpu.online.filter(online => online === 0).length;
			return offline === 0 ? undefined : `${offline} CPU${offline === 1 ? '' : 's'} OFF`;
		},
	},
	'machine-check': {
		key: 'x', title: 'machine check', about: 'It comes in kernel mode, on a stack of its own under every policy.',
		choices: () => [{label: 'now', action: ({target: {cpu}}) => ({kind: 'machine-check', cpu})}],
		now: ({target}) => `CPU ${target.cpu}`,
	},
	'remote-access': {
		key: 'a', title: 'remote stack access', about: 'Another CPU writes one page below what the thread has mapped.',
		choices: () => [{label: 'now', action: ({target}) => ({kind: 'remote-access', tid: target.thread})}],
		now: ({target}) => target.threadName,
	},
	'stack-offset': {
		key: 'z', title: 'random stack offset', about: 'Each system call begins 0 to 1008 bytes further down, at random.',
		choices: ({reading}) => [{label: onOff(!reading.stackOffset), action: () => ({kind: 'stack-offset', on: !reading.stackOffset})}],
		now: ({reading}) => onOff(reading.stackOffset),
		badge: ({reading, scenario}) => reading.stackOffset === scenario.workload.randomStackOffset ? undefined : `OFFSET ${onOff(reading.stackOffset).toUpperCase()}`,
	},
	scan: {
		key: 'u', title: 'stack usage scan', about: 'Every stack is read from its lowest mapped page up, as DEBUG_STACK_USAGE does.',
		choices: () => [{label: 'now', action: () => ({kind: 'scan-stacks'})}],
		now: ({reading}) => `${count(reading.totals.threads)} threads`,
	},
};

/** What the menu offers. */
export const injections: readonly Injection[] = injectionIds.map(id => ({id, ...table[id]}));

/** Times after which what was injected is taken back; undefined: it stays until it is taken back by hand. */
export const durations: ReadonlyArray<{readonly label: string; readonly ns: number | undefined}> = [
	{label: 'for 500 ms', ns: 500_000_000},
	{label: 'for 1 s', ns: 1_000_000_000},
	{label: 'for 5 s', ns: 5_000_000_000},
	{label: 'until off', ns: undefined},
];

/** Words for the header, one for each thing that is in force and is not as the workload has it. */
export const badgesOf = (situation: Pick<Situation, 'reading' | 'scenario'>): readonly string[] => injections.flatMap(({badge}) => badge?.(situation) ?? []);
