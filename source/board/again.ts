const plain = /^[\w@%+=:,./-]+$/u;
const quoted = (word: string) => plain.test(word) ? word : `'${word.replaceAll('\'', String.raw`'\''`)}'`;

/** The command line that shows a run again, as a shell takes it; the same seed, the same run. `run`: what was begun there in the place of the first. */
export const againCommand = (argv: readonly string[], run?: string) =>
	`${['kstacktop', ...argv].map(word => quoted(word)).join(' ')}${run === undefined ? '' : `, and there a new run: ${run}`}`;
