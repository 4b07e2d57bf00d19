/** A flag as the parser, the help and the readme know it. */
export type Flag = {
	readonly name: string;
	/** What stands after the flag; undefined: nothing, the flag is a switch. */
	readonly value?: string;
	readonly about: string;
	/** It may be given more than once. */
	readonly repeatable?: true;
};

/** A command as the parser, the help and the readme know it. */
export type Command = {
	readonly name: string;
	readonly about: string;
	readonly usage: string;
	/** What may stand beside the flags; undefined: nothing. */
	readonly operand?: string;
	/** How many operands there may be: 1 if not given. */
	readonly operandsAtMost?: number;
	readonly flags: readonly Flag[];
	/** Command lines with what they do. */
	readonly examples: ReadonlyArray<readonly [line: string, about: string]>;
};
