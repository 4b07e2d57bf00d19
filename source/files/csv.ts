import {InputError} from './input-error.js';

/** One line of a CSV file; `line` counts from 1. */
export type CsvRow = {
	readonly line: number;
	readonly fields: readonly string[];
};

/**
Rows of CSV text as RFC 4180 has it: fields between commas, in double quotes where they hold a comma, a quote (doubled) or a line break.
Blank lines, and lines that start with `#`, are left out. `file` is only for errors.
*/
export const parseCsv = (text: string, file: string): CsvRow[] => {
	const rows: CsvRow[] = [];
	let fields: string[] = [];
	let line = 1;
	let rowLine = 1;
	let at = 0;
	const source = text.replaceAll('\r\n', '\n');
	while (at < source.length) {
		if (fields.length === 0) {
			rowLine = line;
			if (source[at] === '\n' || source[at] === '#') {
				at = endOfLine(source, at) + 1;
				line++;
				continue;
			}
		}

		const {field, end} = source[at] === '"'
			? quotedField(source, at, {file, line})
			: {field: source.slice(at, endOfField(source, at)), end: endOfField(source, at)};
		line += field.split('\n').length - 1;
		fields.push(field);
		if (source[end] === ',') {
			at = end + 1;
			// A comma at the very end of the text leaves one more, empty field.
			if (at < source.length) {
				continue;
			}

			fields.push('');
		} else if (end < source.length && source[end] !== '\n') {
			throw new InputError('text after a closing quote: double the quotes inside a field', {file, line});
		}

		rows.push({line: rowLine, fields});
		fields = [];
		at = end + 1;
		line++;
	}

	return rows;
};

const endOfLine = (source: string, from: number): number => {
	const end = source.indexOf('\n', from);
	return end === -1 ? source.length : end;
};

const endOfField = (source: string, from: number): number => {
	const comma = source.indexOf(',', from);
	return comma === -1 ? endOfLine(source, from) : Math.min(comma, endOfLine(source, from));
};

const quotedField = (source: string, from: number, place: {file: string; line: number}): {field: string; end: number} => {
	let close = from + 1;
	for (;;) {
		close = source.indexOf('"', close);
		if (close === -1) {
			throw new InputError('a quoted field is not closed', place);
		}

		if (source[close + 1] !== '"') {
			break;
		}

		close += 2;
	}

	return {field: source.slice(from + 1, close).replaceAll('""', '"'), end: close + 1};
};
