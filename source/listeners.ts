/** Whoever wants to be told when something has changed. */
export class Listeners {
	readonly #all = new Set<() => void>();

	/** Calls `listener` from now on; gives the function that ends it. */
	readonly subscribe = (listener: () => void): (() => void) => {
		this.#all.add(listener);
		return () => {
			this.#all.delete(listener);
		};
	};

	/** Tells all of them. */
	tell(): void {
		for (const listener of this.#all) {
			listener();
		}
	}
}
