import fs from 'node:fs';
import {keysMarkdown} from '../../source/board/keys/table.js';
import {generalHelp} from '../../source/commands/help.js';
import {cpuFields, headerFields, policyCpuFields, policyFields, readingFields} from '../../source/report/fields.js';

/** The repository's root, seen from the compiled file. */
export const root = new URL('../../../', import.meta.url);

const types = ['reading', 'policy-reading'].map(name => fs.readFileSync(new URL(`machine/reading/${name}.ts`, root), 'utf8')).join('\n');

/** The body of an exported type of machine/reading/. */
const bodyOf = (type: string): string => {
	const start = types.indexOf(`export type ${type} = {`);
	if (start === -1) {
		throw new Error(`machine/reading/ has no type ${type}`);
	}

	return types.slice(start, types.indexOf('\n};', start));
};

/** A field as its type describes it: the doc comment right above it, in one line. */
const describe = (type: string, field: string): string => {
	const lines = bodyOf(type).split('\n').map(line => line.trim());
	const at = lines.findIndex(line => line.startsWith(`readonly ${field}:`));
	if (at === -1) {
		throw new Error(`type ${type} has no field ${field}`);
	}

	const before = lines[at - 1]!;
	const doc = before.startsWith('/**') && before.endsWith('*/') ? before.slice(3, -2).trim() : '';
	return doc.replaceAll('|', String.raw`\|`);
};

const table = (title: string, type: string, fields: readonly string[]): string => [
	`**${title}**`,
	'',
	'| Field | Meaning |',
	'| --- | --- |',
	...fields.map(field => `| \`${field}\` | ${describe(type, field)} |`),
].join('\n');

const fieldTables = (): string => [
	`**The object** holds, beside ${headerFields.map(field => `\`${field}\``).join(' and ')} (the version of the program, and everything the run depends on, resolved), the reading:`,
	table('Reading', 'Reading', readingFields),
	table('`policies[]`, in the order asked', 'PolicyReading', policyFields),
	table('`policies[].perCpu[]`, one object a logical CPU, with `cpu`', 'PolicyCpuColumns', policyCpuFields),
	table('`perCpu[]`, with `cpu`', 'CpuColumns', cpuFields),
].join('\n\n');

/** The parts of the readme that code writes: by the name of their markers. */
export const parts: Readonly<Record<string, () => string>> = {
	help: () => ['```', generalHelp().trimEnd(), '```'].join('\n'),
	keys: keysMarkdown,
	fields: fieldTables,
};

/** The text with every marked part written anew. Throws an Error when a marker is missing. */
export const withParts = (text: string): string => {
	let result = text;
	for (const [name, make] of Object.entries(parts)) {
		const open = `<!-- ${name} -->\n`;
		const close = `<!-- /${name} -->`;
		const start = result.indexOf(open);
		const end = result.indexOf(close);
		if (start === -1 || end < start) {
			throw new Error(`the readme has no part ${name}`);
		}

		result = `${result.slice(0, start + open.length)}${make()}\n${result.slice(end)}`;
	}

	return result;
};
