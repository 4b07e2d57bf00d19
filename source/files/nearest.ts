import leven from 'leven';

/** The name most like `wanted`, if it is near enough to be a slip of the fingers. */
export const nearest = (wanted: string, names: readonly string[]): string | undefined => names
	.flatMap(name => spellings(name).map(spelling => ({name, spelling, distance: distance(wanted.toLowerCase(), spelling.toLowerCase())})))
	.filter(({spelling, distance}) => distance <= mostSlips(spelling))
	.toSorted((a, b) => a.distance - b.distance)[0]?.name;

/** People type the word of `genoa-384` and forget its number. */
const spellings = (name: string): string[] => [...new Set([name, name.replace(/-\d+$/u, '')])];

/** Of one or two letters nothing is left to recognise after a slip. */
const mostSlips = (spelling: string): number => spelling.length < 3 ? 0 : Math.max(1, Math.floor(spelling.length / 3));

/** Letters to change, add or drop; a beginning and letters in another order count as one. */
const distance = (wanted: string, name: string): number =>
	(wanted.length > 1 && name.startsWith(wanted)) || letters(wanted) === letters(name) ? Math.min(1, leven(wanted, name)) : leven(wanted, name);

const letters = (text: string): string => [...text].toSorted((a, b) => a.codePointAt(0)! - b.codePointAt(0)!).join('');

/** An error is one line: of more names than that, the first ones are told. */
const mostNamed = 24;

/** "did you mean ...? known: ..." for a name that is not in `names`. */
export const suggest = (wanted: string, names: readonly string[]): string => {
	const near = nearest(wanted, names);
	const more = names.length > mostNamed ? `, and ${names.length - mostNamed} more` : '';
	const known = `known: ${names.slice(0, mostNamed).join(', ')}${more}`;
	return near === undefined ? known : `did you mean ${near}? ${known}`;
};
