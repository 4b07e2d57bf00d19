import leven from 'leven';

/** The name most like `wanted`, if it is near enough to be a slip of the fingers. */
export const nearest = (wanted: string, names: readonly string[]): string | undefined => {
	const lower = wanted.toLowerCase();
	const ranked = names
		.map(name => ({name, distance: name.toLowerCase().startsWith(lower) && lower.length > 1 ? 1 : leven(lower, name.toLowerCase())}))
		.toSorted((a, b) => a.distance - b.distance);
	const best = ranked[0];
	return best !== undefined && best.distance <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : undefined;
};

/** "did you mean ...? Known: ..." for a name that is not in `names`. */
export const suggest = (wanted: string, names: readonly string[]): string => {
	const near = nearest(wanted, names);
	const known = `known: ${names.join(', ')}`;
	return near === undefined ? known : `did you mean ${near}? ${known}`;
};
