import {z} from 'zod';
import type {Action, CostTable, MachineDescription, WorkloadDescription} from '../../machine/index.js';
import {engineKinds, scenarioLimits} from '../files/scenario.js';
import {recordingKind, recordingSchemaVersion} from './format.js';

const timeNs = z.int().min(0);
/** Hashes of a run's state, and of descriptions. */
const hash = z.string().regex(/^[\da-f]{16}$/u).describe('16 hex digits');
const cpu = z.int().min(0).max(511);
const tid = z.int().min(1).max(4_294_967_295);
const forNs = z.number().positive().optional();
const name = z.string().regex(/^[\w.-]+$/u).describe('the name of a fixture');

/** Written by the program and held by a hash, not checked field by field. */
const whole = <Description>() => z.record(z.string(), z.unknown()) as unknown as z.ZodType<Description>;

const embedded = <Description>() => z.strictObject({contentHash: hash, description: whole<Description>()});

const machine = z.strictObject({name, cpus: z.int().min(1).max(512), threads: z.int().min(1).max(1_000_000), contentHash: hash});
const workload = z.strictObject({name, deeper: z.string().optional(), stackOffset: z.boolean(), kernel: z.string().optional(), contentHash: hash});

/** The first line. What else a later version may have written is looked at only after its version. */
export const headerSchema = z.strictObject({
	kind: z.literal(recordingKind),
	schemaVersion: z.literal(recordingSchemaVersion),
	toolVersion: z.string().min(1).max(40),
	scenario: z.strictObject({
		machine: z.union([machine, embedded<MachineDescription>()]),
		workload: z.union([workload, embedded<WorkloadDescription>()]),
		policies: z.array(z.string()).min(1).max(8),
		delivery: z.enum(['fred', 'idt']),
		seed: z.int().min(scenarioLimits.seed.min).max(scenarioLimits.seed.max),
		costs: z.union([z.strictObject({contentHash: hash, changed: whole<CostTable>().optional()}), embedded<CostTable>()]),
		engine: z.enum(engineKinds).optional(),
	}),
});

/** Actions as the machine takes them, by kind, with the limits of scripts. */
const actions = {
	delivery: z.strictObject({kind: z.literal('delivery'), delivery: z.enum(['fred', 'idt'])}),
	pressure: z.strictObject({kind: z.literal('pressure'), atomicFailShare: z.number().min(0).max(1), forNs}),
	'nmi-rate': z.strictObject({kind: z.literal('nmi-rate'), perBusyCpuSecond: z.number().min(0).max(1_000_000), forNs}),
	'starve-refill': z.strictObject({kind: z.literal('starve-refill'), on: z.boolean(), forNs}),
	'fork-storm': z.strictObject({kind: z.literal('fork-storm'), times: z.number().min(1).max(1000), forNs}),
	'deep-call': z.strictObject({kind: z.literal('deep-call'), tid, depthBytes: z.int().min(8).max(65_528), jump: z.boolean().optional()}),
	'cpu-offline': z.strictObject({kind: z.literal('cpu-offline'), cpu}),
	'cpu-online': z.strictObject({kind: z.literal('cpu-online'), cpu}),
	'machine-check': z.strictObject({kind: z.literal('machine-check'), cpu}),
	'remote-access': z.strictObject({kind: z.literal('remote-access'), tid}),
	'scan-stacks': z.strictObject({kind: z.literal('scan-stacks')}),
	'stack-offset': z.strictObject({kind: z.literal('stack-offset'), on: z.boolean()}),
} as const satisfies {readonly [Kind in Action['kind']]: z.ZodType<Extract<Action, {kind: Kind}>>};

const actionKinds = Object.keys(actions) as Array<Action['kind']>;

/** A line with an action of any known kind. */
export const anyActionSchema = z.strictObject({timeNs, action: z.looseObject({kind: z.enum(actionKinds)})});

type ActionLine = {readonly timeNs: number; readonly action: Action};

/** A line with an action, by its kind. */
export const actionSchemas
	= Object.fromEntries(Object.entries(actions).map(([kind, action]) => [kind, z.strictObject({timeNs, action})])) as unknown as Readonly<Record<Action['kind'], z.ZodType<ActionLine>>>;

const policies = z.record(z.string(), hash);

/** The lines after the header that are no actions, by what they are. */
export const lineSchemas = {
	digest: z.strictObject({timeNs, stream: hash, policies}),
	rewind: z.strictObject({timeNs, kind: z.literal('rewind')}),
	end: z.strictObject({kind: z.literal('end'), timeNs, stream: hash.optional(), policies: policies.optional()}),
} as const;
