import {allPlaces, type Place} from '../board/keys/places.js';
import {keyLabel, keyTable, type KeyAction, type KeyBinding} from '../board/keys/table.js';
import {InputError, showValue} from '../files/input-error.js';
import {nearest} from '../files/nearest.js';
import type {YamlFile} from '../files/yaml.js';
import {readKey} from './key-names.js';
import type {Settings} from './schema.js';

/** A change of keys and where it stands in the file. */
type Change = {readonly keys: readonly string[]; readonly path: readonly PropertyKey[]};
type Changes = ReadonlyMap<string, Change>;

const changeName = (place: Place, action: string) => `${place} ${action}`;

const table: readonly KeyBinding[] = keyTable;
const actionsOf = (place: Place): readonly KeyAction[] => [...new Set(table.filter(({views}) => views.includes(place)).map(({action}) => action))];

/** What must keep a key wherever it has one: without it there is no way out. */
const ways: ReadonlySet<KeyAction> = new Set(['quit', 'accept', 'cancel']);

type KeyList = string | number | ReadonlyArray<string | number>;
const isList = (value: KeyList): value is ReadonlyArray<string | number> => Array.isArray(value);

const readKeys = (yaml: YamlFile<Settings>, path: readonly PropertyKey[], value: KeyList): readonly string[] =>
	(isList(value) ? value : [value]).map((text, index) => {
		try {
			return readKey(String(text));
		} catch (error) {
			throw error instanceof InputError ? yaml.problem(isList(value) ? [...path, index] : path, error.message, error.hint) : error;
		}
	});

/** What a file says of a place, or of all. */
type Entry = readonly [where: Place | 'everywhere', wanted: Readonly<Record<string, KeyList>> | undefined];

/** The changes a file asks for, place by place; one place goes before everywhere. */
function changesOf(yaml: YamlFile<Settings>): Changes {
	const changes = new Map<string, Change>();
	const {everywhere, ...single} = yaml.value.keys ?? {};
	const entries = [['everywhere', everywhere], ...Object.entries(single)] as readonly Entry[];
	for (const [where, wanted] of entries) {
		const places = where === 'everywhere' ? allPlaces : [where];
		for (const [action, value] of Object.entries(wanted ?? {})) {
			const path = ['keys', where, action];
			const found = places.filter(place => (actionsOf(place) as readonly string[]).includes(action));
			if (found.length === 0) {
				const near = nearest(action, places.flatMap(place => actionsOf(place)));
				throw yaml.problem(
					path,
					`${showValue(action)} is nothing that a key does ${where === 'everywhere' ? 'anywhere' : `in ${where}`}`,
					near === undefined ? 'Tab after : in the board lists what keys do' : `did you mean ${near}?`,
				);
			}

			const keys = readKeys(yaml, path, value);
			if (keys.length === 0 && ways.has(action as KeyAction)) {
				throw yaml.problem(path, `${action} must keep a key`);
			}

			for (const place of found) {
				changes.set(changeName(place, action), {keys, path});
			}
		}
	}

	return changes;
}

/** One binding as it is after the changes: places with the same keys stay together. */
function changed(binding: KeyBinding, changes: Changes): readonly KeyBinding[] {
	const byKeys = new Map<string, {readonly keys: readonly string[]; readonly views: Place[]}>();
	for (const place of binding.views) {
		const keys = changes.get(changeName(place, binding.action))?.keys ?? binding.keys;
		const entry = byKeys.get(keys.join(' ')) ?? {keys, views: []};
		entry.views.push(place);
		byKeys.set(keys.join(' '), entry);
	}

	return [...byKeys.values()].filter(({keys}) => keys.length > 0).map(({keys, views}) => ({...binding, keys, views}));
}

/** Refuses a key that would mean two things in a place, and printable keys where they are text. */
function check(place: Place, bindings: readonly KeyBinding[], {changes, yaml}: {changes: Changes; yaml: YamlFile<Settings>}) {
	const taken = new Map<string, KeyAction>();
	for (const {keys, action, views} of bindings) {
		for (const key of views.includes(place) ? keys : []) {
			const other = taken.get(key);
			const change = changes.get(changeName(place, action)) ?? changes.get(changeName(place, other ?? action));
			if (other !== undefined) {
				throw yaml.problem(change!.path, `in ${place}, ${keyLabel(key)} would mean both ${other} and ${action}`, 'give one of them another key');
			}

			if (place === 'prompt' && (key === 'space' || [...key].length === 1)) {
				throw yaml.problem(change!.path, `in a line that is typed, ${keyLabel(key)} is text: take a key with Ctrl or Alt`);
			}

			taken.set(key, action);
		}
	}
}

/** The key table with the keys of a settings file. Throws an `InputError` with the place in the file for unknown actions and keys, and for keys that would mean two things. */
export function boundBy(yaml: YamlFile<Settings>): readonly KeyBinding[] {
	const changes = changesOf(yaml);
	if (changes.size === 0) {
		return table;
	}

	const bindings = table.flatMap(binding => changed(binding, changes));
	for (const place of allPlaces) {
		check(place, bindings, {changes, yaml});
	}

	return bindings;
}
