/** An escape sequence of a key, Alt with a character, or Escape alone; or everything up to the next of these. */
const report = /\u001B(?:\[[\d;<?]*[A-Za-z~]|O[A-Za-z]|[^\u001B])?|[^\u001B]+/gu; // eslint-disable-line no-control-regex -- escape sequences begin with one

/** What a terminal sent at once, split into escape sequences and the characters between them. */
export const keyReports = (bytes: string): readonly string[] => bytes.match(report) ?? [];
