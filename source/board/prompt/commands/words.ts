/** A word and where it begins in its line. */
export type Word = {readonly text: string; readonly at: number};

/** The words of a line, between blanks. */
export const wordsOf = (text: string): Word[] => [...text.matchAll(/\S+/gu)].map(match => ({text: match[0], at: match.index}));
