import test from 'ava';
import fc from 'fast-check';
import type {Check, CheckReport} from '../../source/report/checks.js';
import {junitReport} from '../../source/report/junit.js';
import {tapReport} from '../../source/report/tap.js';

const place = {file: 'a.yaml', line: 4, column: 16};
const check: Check = {title: 'at 2s: faults == 0', wanted: 'faults == 0', place, checked: 1, failed: 0, failure: undefined};
const failed: Check = {...check, failed: 1, failure: {timeNs: 2e9, policy: 'fred-pf', found: '7'}};
const repeated: Check = {...check, title: 'never a < 3', wanted: 'not a < 3', place: undefined, checked: 30, failed: 12, failure: {timeNs: 3e8, policy: 'fixed', found: '"x"'}};
const unreached: Check = {...check, checked: 0};

const reports: ReadonlyArray<readonly [what: string, report: CheckReport]> = [
	['all hold', {title: 'a script', checks: [check, check], problem: undefined}],
	['some fail', {title: 'a script', checks: [check, failed, repeated], problem: undefined}],
	['cut short', {title: 'a script', checks: [check, unreached], problem: 'ended by SIGINT'}],
	['nothing expected', {title: 'a script', checks: [], problem: undefined}],
	['odd characters', {title: 'a <"b"> & c', checks: [{...failed, title: '#1 \\ <two>\nlines \u0007', wanted: 'name == "<#>"'}], problem: 'a # b & c'}],
];
for (const [what, report] of reports) {
	test(`TAP and JUnit: ${what}`, t => {
		t.snapshot(tapReport(report), 'TAP');
		t.snapshot(junitReport(report), 'JUnit');
	});
}

/** Takes XML without comments, CDATA and processing instructions apart; throws where it is not well-formed. Gives the elements with their attributes. */
const parseXml = (text: string) => {
	const elements: Array<{name: string; attributes: Map<string, string>; text: string}> = [];
	const open: Array<(typeof elements)[number]> = [];
	const decode = (raw: string): string => {
		// Characters that XML 1.0 has not, and & that begins no entity
		if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(raw) || /&(?!(?:amp|lt|gt|quot|#\d+);)/u.test(raw)) {
			throw new Error(`not XML: ${raw}`);
		}

		return raw.replaceAll(/&#(?<code>\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)))
			.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
	};

	let rest = text.replace('<?xml version="1.0" encoding="UTF-8"?>\n', '');
	while (rest.trim() !== '') {
		const tag = /^(?<before>[^<]*)<(?<close>\/?)(?<name>\w+)(?<attributes>(?: \w+="[^"<]*")*)(?<empty>\/?)>/u.exec(rest);
		if (tag === null) {
			throw new Error(`not XML: ${rest}`);
		}

		const {before, close, name, attributes, empty} = tag.groups as Record<string, string>;
		if (open.length > 0) {
			open.at(-1)!.text += decode(before!);
		}

		if (close === '') {
			const element = {name: name!, attributes: new Map([...attributes!.matchAll(/ (?<key>\w+)="(?<value>[^"]*)"/gu)].map(({groups}) => [groups!.key!, decode(groups!.value!)])), text: ''};
			elements.push(element);
			open.push(element);
		}

		if ((close !== '' || empty !== '') && open.pop()?.name !== name) {
			throw new Error(`an end tag that closes nothing: ${rest}`);
		}

		rest = rest.slice(tag[0].length);
	}

	if (open.length > 0) {
		throw new Error('an element is not closed');
	}

	return elements;
};

/** What XML 1.0 can hold of a text. */
const inXml = (text: string): string => text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

test('whatever stands in a script, JUnit is well-formed and says it, and TAP stays in its lines', t => {
	const text = fc.string({unit: fc.constantFrom('a', ' ', '<', '>', '&', '"', '\'', '\n', '\r', '\t', '#', '\\', '\0', '\u001B', '\uFFFE', '😀', ']]>')});
	fc.assert(fc.property(text, text, text, (title, wanted, found) => {
		const report: CheckReport = {title, checks: [check, {...failed, title, wanted, failure: {timeNs: 1, policy: 'fixed', found}}], problem: undefined};
		const elements = parseXml(junitReport(report));
		t.is(elements[1]!.attributes.get('name'), inXml(title));
		t.is(elements.find(({name}) => name === 'failure')!.attributes.get('message'), inXml(`at 1ns, fixed in focus: wanted ${wanted}, found ${found}`));
		const lines = tapReport(report).split('\n');
		t.is(lines.length, 16);
		t.is(JSON.parse(lines[12]!.trim().replace('wanted: ', '')), wanted);
		t.notRegex(lines[3]!, /(?<!\\)(?:\\\\)*#/u);
	}));
});
