import type {MachineDescription} from '../description.js';
import {mainlineSetup} from '../delivery/setup.js';
import type {Policy} from './policy.js';

/** What of a box a policy may depend on. */
export type PolicyBox = Pick<MachineDescription, 'cpus' | 'threadSizeKiB'>;

/** One whole number that a policy can be given, as in `fred-pf:pool=12`. */
export type Parameter = {
	readonly about: string;
	readonly least: number;
	readonly most: number;
	/** Multiple that it must be of; default 1. */
	readonly step?: number;
	/** What it is when not given; the address space (`size`) is that of the box unless said otherwise. */
	readonly fallback: number | ((machine: PolicyBox) => number);
};

export type ParameterValues<Name extends string> = Readonly<Record<Name, number>>;

/** A proposal with its parameters still open: what a file of this folder declares. */
export type Family<Name extends string = string> = {
	readonly kind: string;
	readonly title: string;
	/** Who proposed it where. */
	readonly source: string;
	/** What it models, in a sentence or two. */
	readonly models: string;
	/** What it leaves out. */
	readonly leavesOut: string;
	/** What it needs of the hardware. */
	readonly hardware: 'FRED' | 'IDT' | 'either';
	/** Questions of the debate (1 to 16) that make no sense for it, each with the reason. */
	readonly notAsked: ReadonlyArray<{readonly question: number; readonly because: string}>;
	readonly parameters: Readonly<Record<Name, Parameter>>;
	build(values: ParameterValues<Name>, machine: PolicyBox): Partial<Policy> & Pick<Policy, 'sizePages' | 'atForkPages' | 'grow' | 'bill'>;
};

/** The address space of a stack: a parameter that every policy has. */
export const size: Parameter = {about: 'address space of a stack in KiB', least: 4, most: 64, step: 4, fallback: machine => machine.threadSizeKiB};

/** Keeps the names of the parameters with the function that uses them. */
export const family = <Name extends string>(of: Family<Name>): Family => of;

/** What a policy does that says nothing else: mainline's event delivery, no pool, nothing to flush. */
const mainline = {
	fewestPages: 1,
	mapsWhileRunning: 'held',
	watchesDepth: true,
	marginBytes: 0,
	poolPages: 0,
	reservePages: 0,
	exceptionStackKiBPerCpu: 0,
	cachesGrownStacks: false,
	finishesAtomicFaultsApart: false,
	fillAtBringUp: () => 0,
	demotions: () => 0,
	interruptsMoved: () => 0,
	flushes: () => ({invalidations: 0, shootdowns: 0}),
	setup: mainlineSetup,
} as const satisfies Partial<Policy>;

/** The values of all parameters: those given, and the defaults of the others. */
export const valuesOf = ({parameters}: Family, given: Readonly<Record<string, number>>, machine: PolicyBox): Record<string, number> =>
	Object.fromEntries(Object.entries(parameters).map(([name, {fallback}]) => [name, given[name] ?? (typeof fallback === 'number' ? fallback : fallback(machine))]));

/** A policy of a family under the name it was asked for. */
export const buildPolicy = (of: Family, name: string, given: Readonly<Record<string, number>>, machine: PolicyBox): Policy => {
	const needs = of.hardware === 'either' ? undefined : (of.hardware === 'FRED' ? 'fred' : 'idt');
	return {...mainline, ...of.build(valuesOf(of, given, machine), machine), name, kind: of.kind, title: of.title, needs};
};
