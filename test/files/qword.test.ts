import test from 'ava';
import {InputError} from '../../source/files/input-error.js';
import {parseFrame, parseQword} from '../../source/files/qword.js';

const lineOf = (run: () => unknown): string => {
	try {
		return String(run());
	} catch (error) {
		return error instanceof InputError ? error.toLine() : String(error);
	}
};

const quadwords: ReadonlyArray<readonly [text: string, line: string]> = [
	['0x10202', '66050'],
	['FFFFffff81000000', '18446744071578845184'],
	['0xffffffffffffffff', '18446744073709551615'],
	['00000000000000000010', '16'],
	['0x10000000000000000', '+8 (RIP) has more than 64 bits: "0x10000000000000000"'],
	['zz', '+8 (RIP) must be a hexadecimal number, such as 0x10202, found "zz"'],
	['0x', '+8 (RIP) must be a hexadecimal number, such as 0x10202, found "0x"'],
	['-1', '+8 (RIP) must be a hexadecimal number, such as 0x10202, found "-1"'],
	['1.5', '+8 (RIP) must be a hexadecimal number, such as 0x10202, found "1.5"'],
	['', '+8 (RIP) must be a hexadecimal number, such as 0x10202, found nothing'],
];

for (const [text, line] of quadwords) {
	test(`quadword ${JSON.stringify(text)}`, t => {
		t.is(lineOf(() => parseQword(text, '+8 (RIP)')), line);
	});
}

const counted = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n];

const pasted: ReadonlyArray<readonly [about: string, text: string]> = [
	['words', '1 2 3 4 5 6 7 8'],
	['commas', '0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0x8'],
	['gdb x/8gx', '0xffffc90000002fc0:\t0x1\t0x2\n0xffffc90000002fd0:\t0x3\t0x4\n0x0:\t0x5\t0x6\n0x0 <stack+16>:\t0x7\t0x8\n'],
	['crash rd', 'ffffc90000002fc0:  0000000000000001 0000000000000002\r\nffffc90000002fd0:  0000000000000003 4 5 6 7 8\r\n'],
];

for (const [about, text] of pasted) {
	test(`a frame pasted as ${about}`, t => {
		t.deepEqual([...parseFrame(text)], counted);
	});
}

const refused: ReadonlyArray<readonly [text: string, line: string]> = [
	['', 'a FRED frame has 8 quadwords, found 0 (from the error code at the lowest address to the zero at +56)'],
	['1 2 3', 'a FRED frame has 8 quadwords, found 3 (from the error code at the lowest address to the zero at +56)'],
	['1 2 3 4 5 6 7 8 9', 'a FRED frame has 8 quadwords, found 9 (from the error code at the lowest address to the zero at +56)'],
	['1 2 3 4 5 12345678901234567 7 8', '+40 (SS slot) has more than 64 bits: "12345678901234567"'],
	['1 2 rip 4 5 6 7 8', '+16 (CS slot) must be a hexadecimal number, such as 0x10202, found "rip"'],
];

for (const [text, line] of refused) {
	test(`no frame: ${JSON.stringify(text)}`, t => {
		t.is(lineOf(() => parseFrame(text)), line);
	});
}

test('a frame as the kernel log prints it, with time stamps', t => {
	const lines = [0, 1, 2, 3, 4, 5, 6, 7].map(at => `[   12.34567${at}] ${at.toString(16).padStart(16, '0')}`);
	t.deepEqual([...parseFrame(lines.join('\n'))], [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n]);
});
