/** The item after another one, or `by` items on, round and round. */
export const next = <Item>(items: readonly Item[], item: Item, by = 1): Item => items[(items.indexOf(item) + by + items.length) % items.length]!;
