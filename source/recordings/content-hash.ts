import {createHash} from 'node:crypto';

/** Hash of a value's content (16 hex digits), whatever the order of its keys. */
export const contentHash = (value: unknown): string => createHash('sha256').update(JSON.stringify(sorted(value))).digest('hex').slice(0, 16);

/** Texts that say where figures come from: no run depends on them. */
const texts: ReadonlySet<string> = new Set(['provenance', 'title', 'source', 'status']);

/** Hash of all that a run depends on in a description. */
export const figuresHash = (value: unknown): string => contentHash(withoutTexts(value));

const withoutTexts = (value: unknown): unknown => mapped(value, entries => entries.filter(([key]) => !texts.has(key)), withoutTexts);

const sorted = (value: unknown): unknown => mapped(value, entries => entries.toSorted(([a], [b]) => a < b ? -1 : 1), sorted);

type Entries = Array<[string, unknown]>;

const mapped = (value: unknown, change: (entries: Entries) => Entries, inner: (value: unknown) => unknown): unknown => {
	if (Array.isArray(value)) {
		return value.map(item => inner(item));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(change(Object.entries(value)).map(([key, item]) => [key, inner(item)]))
		: value;
};
