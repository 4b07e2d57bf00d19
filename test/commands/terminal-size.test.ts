import test from 'ava';
import {checkTerminalSize} from '../../source/commands/terminal-size.js';
import {InputError} from '../../source/files/input-error.js';

for (const size of [{columns: 20, rows: 3}, {columns: 40, rows: 3}, {columns: 300, rows: 80}, {columns: 0, rows: 0}, {}]) {
	test(`a board opens in ${JSON.stringify(size)}`, t => {
		t.notThrows(() => {
			checkTerminalSize(size);
		});
	});
}

for (const size of [{columns: 10, rows: 3}, {columns: 19, rows: 30}, {columns: 100, rows: 2}, {columns: 1, rows: 1}]) {
	test(`a board is refused in ${JSON.stringify(size)}`, t => {
		const error = t.throws(() => {
			checkTerminalSize(size);
		}, {instanceOf: InputError});
		t.is(error?.message, `the terminal is ${size.columns}x${size.rows}, the board needs 20x3 at least`);
	});
}
