import type {MachineDescription} from '../../machine/index.js';
import type {Skip} from './skips.js';
import type {TextInput} from './text-lines.js';

/** What an importer needs to know besides the text. */
export type ImportOptions = {
	/** Size of a stack (THREAD_SIZE) of the measured box, bytes. */
	readonly threadSizeBytes: number;
	/** Whether its kernel shifted the stack of each system call at random (RANDOMIZE_KSTACK_OFFSET), so that depths of user threads hold it. */
	readonly stackOffset: boolean;
	/** The box whose shape (CPUs, clock, memory) counters are set into. */
	readonly machine: MachineDescription;
	/** Which of two files to make where the text holds both; undefined: the machine if it can be had. */
	readonly as: ImportTarget | undefined;
};

/** The flag that takes a file of that target is called the same: `--machine FILE`, `--workload FILE`. */
export type ImportTarget = 'machine' | 'workload';

/** What became of a text. */
export type Imported = {
	readonly target: ImportTarget;
	/** YAML, as a user would write it. */
	readonly yaml: string;
	/** What was understood, one line each. */
	readonly understood: readonly string[];
	readonly skips: readonly Skip[];
};

/** Reads a text to its end. Throws an `InputError` with file, line and column for what cannot be right. */
export type Importer = (input: TextInput, options: ImportOptions) => Promise<Imported>;
