import type {Action, CostTable, DeliveryKind, EngineKind, MachineDescription, PolicyName, Reading, WorkloadDescription} from '../../machine/index.js';

/**
A recording is NDJSON: a header line, then a line for each action and digest in the order in which they happened, and an end line.
Nothing in it comes from a real clock, and keys stand in a fixed order: the same run gives the same bytes.
*/
export const recordingKind = 'kstacktop recording';

/** Raised when a line changes its meaning or a scenario gets a figure that decides how a run goes; readers keep reading what was before. */
export const recordingSchemaVersion = 1;

/** Most characters of the header line (it may hold a whole workload), and of any other. */
export const longestHeader = 1024 * 1024;
export const longestLine = 16 * 1024;
/** Most bytes of a recording: some hundred hours of somebody who is busy. */
export const largestBytes = 16 * 1024 * 1024;

/** A description that does not come with the program: the recording holds all of it. */
export type Embedded<Description> = {
	/** Hash of the description as it stands here. */
	readonly contentHash: string;
	readonly description: Description;
};

/** A machine that comes with the program, with the size that was chosen. */
export type NamedMachine = {
	readonly name: string;
	readonly cpus: number;
	readonly threads: number;
	/** Hash of the description that it resolves to, texts apart. */
	readonly contentHash: string;
};

/** A workload that comes with the program. */
export type NamedWorkload = {
	readonly name: string;
	/** Every call path is so much deeper. */
	readonly deeper?: string | undefined;
	readonly stackOffset: boolean;
	/** Depths as on another kernel. */
	readonly kernel?: string | undefined;
	readonly contentHash: string;
};

/** The costs that come with the program, but for those that were changed. */
export type NamedCosts = {
	readonly contentHash: string;
	readonly changed?: CostTable | undefined;
};

/** Everything that decides how a run goes: fixtures by name and hash, anything else as a whole. */
export type RecordedScenario = {
	readonly machine: NamedMachine | Embedded<MachineDescription>;
	readonly workload: NamedWorkload | Embedded<WorkloadDescription>;
	readonly policies: readonly PolicyName[];
	readonly delivery: DeliveryKind;
	readonly seed: number;
	readonly costs: NamedCosts | Embedded<CostTable>;
	/** Left out: exact. */
	readonly engine?: EngineKind | undefined;
};

export type RecordingHeader = {
	readonly kind: typeof recordingKind;
	readonly schemaVersion: number;
	/** The version of the program that made it. */
	readonly toolVersion: string;
	readonly scenario: RecordedScenario;
};

/** Hashes of a reading: of what all policies share, and of each policy's books. */
export type Digests = {
	readonly stream: string;
	readonly policies: Readonly<Record<PolicyName, string>>;
};

export const digestsOf = ({digest, policies}: Reading): Digests =>
	({stream: digest, policies: Object.fromEntries(policies.map(policy => [policy.name, policy.digest]))});

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** The first line, from its scenario. */
export const headerLine = (toolVersion: string, scenario: RecordedScenario): string =>
	line({kind: recordingKind, schemaVersion: recordingSchemaVersion, toolVersion, scenario} satisfies RecordingHeader);

/** An action as it was applied; what was left out of it is left out here. */
export const actionLine = (timeNs: number, {kind, ...rest}: Action): string =>
	line({timeNs, action: {kind, ...Object.fromEntries(Object.entries(rest).toSorted(([a], [b]) => a < b ? -1 : 1))}});

export const digestLine = (timeNs: number, {stream, policies}: Digests): string => line({timeNs, stream, policies});

/** What came after `timeNs` has not happened. */
export const rewindLine = (timeNs: number): string => line({timeNs, kind: 'rewind'});

/** The last line; without digests when the run was left in its past. */
export const endLine = (timeNs: number, digests?: Digests): string => line({kind: 'end', timeNs, stream: digests?.stream, policies: digests?.policies});
