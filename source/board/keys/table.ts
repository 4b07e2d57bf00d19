import type {Binding} from './binding.js';
import {boardKeys} from './board.js';
import {captionKeys} from './caption.js';
import {coreKeys} from './cores.js';
import {helpKeys} from './help.js';
import {injectKeys} from './inject.js';
import {machineKeys} from './machine.js';
import {movingKeys} from './moving.js';
import {views, type Place} from './places.js';
import {paneKeys} from './panes.js';
import {promptKeys} from './prompt.js';
import {recordingKeys} from './recording.js';
import {threadKeys} from './threads.js';
import {timeKeys} from './time.js';
import {viewKeys} from './views.js';

/** All keys, in the order of the help; a file a group says what its keys can do. */
export const keyTable = [
	...timeKeys, ...machineKeys, ...coreKeys, ...threadKeys, ...injectKeys, ...captionKeys, ...recordingKeys, ...viewKeys, ...paneKeys, ...movingKeys, ...promptKeys, ...helpKeys, ...boardKeys,
] as const;

/** What a key can do. */
export type KeyAction = (typeof keyTable)[number]['action'];

/** One line of the key table. */
export type KeyBinding = Binding<KeyAction>;

const glyphs: Readonly<Record<string, string>> = {
	space: 'Space', tab: 'Tab', 'shift-tab': 'Shift-Tab', esc: 'Esc', enter: 'Enter', up: 'Up', down: 'Down', left: 'Left', right: 'Right',
	pageup: 'PgUp', pagedown: 'PgDn', home: 'Home', end: 'End', backspace: 'Backspace', delete: 'Delete',
};

/** A key as it is printed: `Space`, `Ctrl-D`, `j`. */
export function keyLabel(key: string): string {
	const [, held, base] = /^(ctrl|alt)-(.+)$/u.exec(key) ?? [];
	return glyphs[key] ?? (held && base ? `${held === 'ctrl' ? 'Ctrl' : 'Alt'}-${glyphs[base] ?? base.toUpperCase()}` : key);
}

let inForce: readonly KeyBinding[] = keyTable;

/** Puts a key table in force for this process: that of the settings, before a board is opened. */
export function bind(table: readonly KeyBinding[]) {
	inForce = table;
}

/** The key table in force. */
export const bindings = (): readonly KeyBinding[] => inForce;

/** The bindings of a place, in the order of the table. */
export const keysOf = (place: Place): readonly KeyBinding[] => inForce.filter(binding => binding.views.includes(place));

/** The first binding of a place that does this; undefined: no key does. */
export const bindingFor = (place: Place, action: KeyAction): KeyBinding | undefined => inForce.find(binding => binding.action === action && binding.views.includes(place));

/** What a key does in a place; undefined: nothing. */
export const actionFor = (place: Place, key: string): KeyAction | undefined => inForce.find(binding => binding.views.includes(place) && binding.keys.includes(key))?.action;

/** The key table as a Markdown table, for the readme. */
export function keysMarkdown(): string {
	const rows = keyTable.map(({keys, help, views: where}) => {
		const labels = keys.map(key => `\`${keyLabel(key)}\``).join(' ');
		return `| ${labels} | ${help} | ${views.every(view => where.includes(view)) ? 'all' : where.join(', ')} |`;
	});
	return ['| Key | Does | Views |', '| --- | --- | --- |', ...rows].join('\n');
}
