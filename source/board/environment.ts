/** The part of `process.env` that decides how the board looks. */
export type BoardEnvironment = Record<string, string | undefined>;

/**
Prepares the environment for React and Ink; must run before either is imported.
React's development build is slow and keeps a timing entry for every render, and Ink's colour library does not know NO_COLOR.
@param colour - `false` when the user asked for no colours.
*/
export function prepareEnvironment(environment: BoardEnvironment, {colour = true}: {colour?: boolean} = {}) {
	environment.NODE_ENV ??= 'production';
	if (!colour) {
		environment.NO_COLOR = '1';
	}

	if (environment.NO_COLOR) {
		environment.FORCE_COLOR = '0';
	}
}
