import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {fixturesRoot} from '../../source/files/find-fixture.js';
import {InputError} from '../../source/files/input-error.js';
import {listTraces, parseStackTrace, readStackTrace} from '../../source/files/stack-trace.js';

for (const name of listTraces()) {
	test(`${name} adds up to its first line less the random offset`, t => {
		const text = fs.readFileSync(path.join(fixturesRoot, 'measured', `${name}.txt`), 'utf8');
		const firstDepth = Number(/^\s*0\)\s+(?<depth>\d+)/m.exec(text)!.groups!.depth);
		const syscallFrame = Number(/(?<size>\d+)\s+do_syscall_64/.exec(text)!.groups!.size);
		const {frames, tracedBytes, offsetBytes} = readStackTrace(name, '');
		t.is(tracedBytes, firstDepth);
		t.is(offsetBytes, syscallFrame - 24);
		t.is(frames.reduce((sum, {bytes}) => sum + bytes, 0), firstDepth - (syscallFrame - 24));
		t.is(frames[0]!.fn, 'entry_SYSCALL_64_after_hwframe');
		t.true(frames.every(({bytes}) => bytes > 0 && bytes % 8 === 0));
	});
}

test('the chain measured with the random offset off has none', t => {
	t.is(readStackTrace('stack_nokrand__stack_trace_stack', '').offsetBytes, 0);
});

const mistakes: ReadonlyArray<{readonly what: string; readonly text: string; readonly line: number | undefined; readonly says: RegExp}> = [
	{what: 'no table at all', text: 'hello\n', line: undefined, says: /is no stack trace/},
	{what: 'a line left out', text: '  0)  300  48  leaf+0x1/0x2\n  1)  176  176  entry+0x1/0x2\n', line: 1, says: /should be the next line's depth, found 176/},
	{what: 'a frame of odd size', text: '  0)  101  101  leaf+0x1/0x2\n', line: 1, says: /positive multiple of 8/},
];

for (const {what, text, line, says} of mistakes) {
	test(`one line for: ${what}`, t => {
		const error = t.throws(() => parseStackTrace(text, 'trace.txt'), {instanceOf: InputError});
		t.is(error.line, line);
		t.regex(error.toLine(), says);
	});
}
