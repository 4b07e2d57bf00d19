import path from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {runOracle} from '../../source/commands/oracle.js';
import {parseJson} from '../../source/files/json.js';
import {InputError} from '../../source/files/input-error.js';
import {readOracle} from '../../source/files/oracle.js';
import {type OracleFile, oracleSchema} from '../../source/oracle/case-schema.js';
import {checkFile} from '../../source/oracle/check-file.js';
import {oracleText} from '../../source/report/oracle.js';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const fixture = path.join(root, 'fixtures/measured/fred-events.json');
const recorded = readOracle(fixture);

test('every recorded case passes', t => {
	const counts = checkFile(recorded).map(({kind, passed, failures}) => [kind, passed, failures.length]);
	t.deepEqual(counts, [
		['FRED deliveries', 474, 0],
		['frames decoded', 474, 0],
		['FRED returns', 379, 0],
		['IDT deliveries', 101, 0],
		['MSR writes', 17, 0],
		['shutdowns', 4, 0],
	]);
	t.is(runOracle([fixture]).exitCode, 0);
});

const spoil = (change: (file: OracleFile) => Partial<OracleFile>): OracleFile => ({...recorded, ...change(recorded)});
const failed = (file: OracleFile) => checkFile(file).map(({failures}) => failures.length);

test('a wrong bit in any recorded frame slot fails its case', t => {
	for (let slot = 0; slot < 8; slot++) {
		const file = spoil(({deliveries}) => ({
			deliveries: deliveries.map(one => {
				const frame = one.expected.frame.map((value, at) => at === slot ? value ^ 1n : value) as typeof one.expected.frame;
				return {...one, expected: {...one.expected, frame}};
			}),
		}));
		t.is(failed(file)[0], recorded.deliveries.length);
	}
});

test('a wrong outcome of any other kind fails its case', t => {
	const returns = recorded.returns.map(one => ({
		...one,
		result: one.result.kind === 'resumed' ? {...one.result, csl: 3 - one.result.csl!} : {...one.result, rspAfter: one.result.rspAfter! + 8n},
	}));
	t.is(failed(spoil(() => ({returns})))[2], returns.length);
	const idtDeliveries = recorded.idtDeliveries.map(one => ({...one, bochs: {...one.bochs!, rspAfter: one.bochs!.rspAfter - 8n}}));
	t.is(failed(spoil(() => ({idtDeliveries})))[3], idtDeliveries.length);
	const msrWrites = recorded.msrWrites.map(one => ({...one, result: one.result === 'ok' ? '#GP(0)' as const : 'ok' as const}));
	t.is(failed(spoil(() => ({msrWrites})))[4], msrWrites.length);
	const shutdowns = recorded.shutdowns.map(one => ({...one, config: {...one.config, unmappedPages: []}})) as OracleFile['shutdowns'];
	t.is(failed(spoil(() => ({shutdowns})))[5], shutdowns.length);
});

test('the first failures are shown in full', t => {
	const file = spoil(({msrWrites}) => ({
		meta: {}, deliveries: [], returns: [], idtDeliveries: [], shutdowns: [], msrWrites: msrWrites.slice(0, 5).map(one => ({...one, value: 1n, result: 'ok' as const})),
	}));
	t.snapshot(oracleText('some.json', checkFile(file)));
});

test('a CONFIG that is not canonical is judged by the published rule, and the report says so', t => {
	const write = {
		caseId: 1, note: '', msr: 0x1_D4, value: 0x80_00_00_00_00_00n, result: 'ok' as const, expected: undefined,
	};
	const results = checkFile(spoil(() => ({msrWrites: [write]})));
	t.is(results[4]!.passed, 1);
	t.regex(results[4]!.remark!, /^1 recorded as accepted, judged by the published rule/u);
});

const problemOf = (text: string): string => {
	try {
		parseJson(text, 'cases.json', oracleSchema);
	} catch (error) {
		if (error instanceof InputError) {
			return error.toLine();
		}
	}

	return 'no problem';
};

const write = (fields: string) => `{\n  "msrWrites": [\n    {"caseId": 1, ${fields}}\n  ]\n}`;

test('bad files are named with line and column', t => {
	t.snapshot([
		'[]',
		'{"deliveries": 3}',
		'{"msrWrites": [}',
		'{"msrWrites": [',
		write('"msr": "0x1cc", "value": "0x10000000000000000", "result": "ok"'),
		write('"msr": "0x1cc", "value": "12", "result": "ok"'),
		write('"msr": "0x1cc", "value": "0x0", "result": "maybe"'),
		write('"msr": "0x1cc", "result": "ok"'),
	].map(text => problemOf(text)).join('\n'));
});

test('arguments that are not one file are refused', t => {
	for (const args of [[], ['a.json', 'b.json'], ['--all']]) {
		t.throws(() => runOracle(args), {instanceOf: InputError});
	}
});
