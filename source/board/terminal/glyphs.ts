/**
What stands in the cells of a canvas, as numbers: a code point; 0 for the second half of a wide character; and from `firstCluster` on a character with marks on top of it, numbered as it was first seen.
*/
export const secondHalf = 0;

/** One more than the last code point. */
const firstCluster = 0x11_00_00;

/** So many characters with marks are told apart; later ones go without the mark that would make one more. */
const mostClusters = 4096;

/** UTF-16 units of a character with its marks. */
const longestCluster = 8;

const clusters: string[] = [];
const numbers = new Map<string, number>();

/** Whether a cell belongs to the wide character before it. */
export const isSecondHalf = (glyph: number): boolean => glyph === secondHalf;

/** The text of a glyph. */
export const glyphOf = (glyph: number): string => glyph < firstCluster ? String.fromCodePoint(glyph) : clusters[glyph - firstCluster]!;

/** A glyph with one more mark on it; without, where it has as many as it may. */
export function clusterOf(glyph: number, mark: string): number {
	const text = glyphOf(glyph);
	const marked = text + mark;
	const known = numbers.get(marked);
	if (known !== undefined || text.length >= longestCluster || clusters.length >= mostClusters) {
		return known ?? glyph;
	}

	clusters.push(marked);
	numbers.set(marked, firstCluster + clusters.length - 1);
	return firstCluster + clusters.length - 1;
}
