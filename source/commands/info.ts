import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {readingSchemaVersion} from '../../machine/index.js';
import {type KeyBinding, keyLabel, keyTable} from '../board/keys/table.js';
import {costsFile} from '../files/costs.js';
import {
	type FixtureKind, fixturesRoot, listFixtures, packageRoot,
} from '../files/find-fixture.js';
import {oneOf} from '../files/scenario.js';
import {exampleSettings} from '../settings/example.js';
import {inkVariable, variables as settingVariables} from '../settings/in-force.js';
import {settingsFile, stateFile} from '../settings/place.js';
import {loadSettings, readInForce} from './board-look.js';
import {write} from './output.js';
import {type ParsedFlags, parseFlags} from './parse-flags.js';
import {read} from './run-options.js';
import {findCommand} from './table.js';
import {toolVersion} from './version.js';

/** Environment variables that change what the program does or how it looks. */
const variables = [
	...Object.values(settingVariables),
	inkVariable,
	'XDG_CONFIG_HOME',
	'XDG_STATE_HOME',
	'NO_COLOR',
	'FORCE_COLOR',
	'COLORTERM',
	'TERM',
	'LANG',
	'LC_ALL',
	'LC_CTYPE',
	'NODE_ENV',
	'CI',
];

const kinds: readonly FixtureKind[] = ['machines', 'workloads', 'scripts'];

const forms = ['text', 'json'] as const;

/** `kstacktop info`: what is in force and where it comes from, and what a bug report needs. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('info')!, argv);
	const form = read(flags, 'format', (text, what) => oneOf(text, forms, what)) ?? 'text';
	if (flags.has('example')) {
		await write(exampleSettings());
		return 0;
	}

	const info = gather(flags);
	await write(form === 'json' ? `${JSON.stringify(info, undefined, '\t')}\n` : textOf(info));
	return 0;
};

type Info = ReturnType<typeof gather>;

const gather = (flags: ParsedFlags) => {
	const settings = loadSettings(flags);
	const {theme, glyphs, framesPerSecond, speed, checkpointMiB, screenReader, screenReaderSeconds, hint} = readInForce(flags, settings);
	const from = settings.file ?? 'default';
	const chosen = (columns: readonly string[] | undefined) => ({value: columns ?? 'all', from: columns === undefined ? 'default' : from});
	return {
		version: toolVersion,
		schema: readingSchemaVersion,
		node: process.version,
		platform: `${process.platform} ${process.arch}`,
		program: fs.realpathSync(packageRoot),
		fixtures: {folder: fixturesRoot, ...Object.fromEntries(kinds.map(kind => [kind, listFixtures(kind)])) as Record<FixtureKind, string[]>},
		costs: path.relative(packageRoot, costsFile),
		settingsFile: {path: settingsFile(process.env), read: settings.file !== undefined},
		stateFile: stateFile(process.env),
		settings: {
			theme, glyphs, framesPerSecond,
			speed: {...speed, value: speed.value === Infinity ? 'max' : speed.value},
			checkpointMiB,
			screenReader,
			screenReaderSeconds,
			hint,
			'columns of threads': chosen(settings.values.columns?.threads),
			'columns of cores': chosen(settings.values.columns?.cores),
			keys: {value: boundKeys(settings.bindings), from: settings.values.keys === undefined ? 'default' : from},
		},
		streams: {stdin: streamKind(process.stdin.isTTY), stdout: streamKind(process.stdout.isTTY, process.stdout), stderr: streamKind(process.stderr.isTTY)},
		environment: Object.fromEntries(variables.map(name => [name, process.env[name]])),
	};
};

const table: readonly KeyBinding[] = keyTable;

type BoundKeys = {readonly does: string; readonly keys: readonly string[]; readonly places: readonly string[]};

/** Bindings that are not those of the key table. */
const boundKeys = (bindings: readonly KeyBinding[]): BoundKeys[] => bindings
	.filter(({action, keys, views}) => !table.some(known => known.action === action && views.every(view => known.views.includes(view)) && known.keys.join(' ') === keys.join(' ')))
	.map(({action, keys, views}) => ({does: action, keys: keys.map(key => keyLabel(key)), places: views}));

const boundText = ({does, keys, places}: BoundKeys): string => `${does} ${keys.join(' ')}${places.length > 1 ? '' : ` in ${places.join('')}`}`;

const valueText = (value: Info['settings'][keyof Info['settings']]['value']): string => {
	if (!Array.isArray(value)) {
		return String(value);
	}

	return value.length === 0 ? 'as built in' : value.map(entry => typeof entry === 'string' ? entry : boundText(entry)).join(', ');
};

const textOf = (info: Info): string => {
	const {settings, settingsFile: file, fixtures, streams, environment} = info;
	const rows: Array<readonly [name: string, value: string]> = [
		['kstacktop', info.version],
		['schema', `${info.schema} (fields of run --format json)`],
		['node', `${info.node} on ${info.platform}`],
		['program', info.program],
		['fixtures', fixtures.folder],
		...kinds.map(kind => [`  ${kind}`, fixtures[kind].join(' ') || 'none'] as const),
		['costs', info.costs],
		['settings', `${file.path} (${file.read ? 'read' : 'not read'})`],
		...Object.entries(settings).map(([name, {value, from}]) => [`  ${name}`, `${valueText(value)} (${from === file.path ? 'settings file' : from})`] as const),
		['state', info.stateFile],
		...Object.entries(streams),
		...Object.entries(environment).map(([name, value]) => [name, value ?? '(not set)'] as const),
	];
	return rows.map(([name, value]) => `${name.padEnd(22)}${value}\n`).join('');
};

const streamKind = (terminal: boolean, size?: {readonly columns?: number; readonly rows?: number}): string => {
	if (!terminal) {
		return 'no terminal';
	}

	return size?.columns === undefined ? 'terminal' : `terminal, ${size.columns}x${size.rows}`;
};
