import xterm from '@xterm/headless';

/** A terminal without a window: takes what a program writes and tells what is seen. */
export type Screen = {
	readonly columns: number;
	readonly rows: number;
	write(text: string): Promise<void>;
	/** The visible lines, every column of them. */
	lines(): string[];
	resize(columns: number, rows: number): void;
	/** The alternate screen is shown. */
	isAlternate(): boolean;
};

/** Opens a terminal of a size. */
export function openScreen(columns: number, rows: number): Screen {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
	return {
		get columns() {
			return terminal.cols;
		},
		get rows() {
			return terminal.rows;
		},
		async write(text) {
			return new Promise(resolve => {
				terminal.write(text, resolve);
			});
		},
		lines() {
			const {active} = terminal.buffer;
			return Array.from({length: terminal.rows}, (_, y) => active.getLine(active.viewportY + y)?.translateToString(false, 0, terminal.cols) ?? '');
		},
		resize(newColumns, newRows) {
			terminal.resize(newColumns, newRows);
		},
		isAlternate: () => terminal.buffer.active.type === 'alternate',
	};
}
