/** What is wrong with a query, and where: an index into its text. */
export type Problem = {
	readonly at: number;
	/** One line for people. */
	readonly message: string;
};

/** A piece of a query. `text` of a quoted one is what stands between the quotes. */
export type Token = {
	readonly kind: 'word' | 'quoted' | 'sign';
	readonly text: string;
	readonly at: number;
	/** Index after its last character. */
	readonly end: number;
};

const space = /\s+/uy;
const sign = /[<>!=]=|!~|&&|\|\||[=<>~!(),]/uy;
const quoted = /"(?<double>[^"]*)"|'(?<single>[^']*)'/uy;
const word = /[^\s<>!=~(),"'&|]+/uy;

/** Whether a character may stand in a bare word. */
export const isWordCharacter = (character: string): boolean => /^[^\s<>!=~(),"'&|]$/u.test(character);

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | undefined => {
	pattern.lastIndex = at;
	return pattern.exec(text) ?? undefined;
};

const pieceAt = (text: string, at: number): {readonly kind: Token['kind']; readonly match: RegExpExecArray} | undefined => {
	for (const [kind, pattern] of [['sign', sign], ['quoted', quoted], ['word', word]] as const) {
		const match = matchAt(pattern, text, at);
		if (match) {
			return {kind, match};
		}
	}

	return undefined;
};

/** Cuts a query into words, quoted texts and signs; gives what is wrong where that cannot be done. */
export const tokenize = (text: string): readonly Token[] | Problem => {
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		const blank = matchAt(space, text, at);
		if (blank) {
			at += blank[0].length;
			continue;
		}

		const found = pieceAt(text, at);
		if (found === undefined) {
			return {at, message: /["']/u.test(text[at]!) ? 'this quote is never closed' : `nobody knows what ${text[at]!} means here`};
		}

		const {kind, match: {0: whole, groups}} = found;
		tokens.push({kind, text: kind === 'quoted' ? groups!.double ?? groups!.single! : whole, at, end: at + whole.length});
		at += whole.length;
	}

	return tokens;
};
