import {type Check, type CheckReport, failureText} from './checks.js';

const entities: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;'};

/** Text for XML 1.0: characters that it cannot hold in any form become U+FFFD. */
const escape = (text: string): string => text
	.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
	.replaceAll(/[&<>"\n\r\t]/gu, character => entities[character]!);

const attributes = (values: Readonly<Record<string, string | number>>): string =>
	Object.entries(values).map(([name, value]) => ` ${name}="${escape(String(value))}"`).join('');

const testCase = (check: Check, suite: string): string => {
	const {title, place, checked, failed} = check;
	const open = `<testcase${attributes({name: title, classname: suite, ...place && {file: place.file, line: place.line}})}`;
	if (checked === 0) {
		return `${open}><skipped message="the run did not come so far"/></testcase>`;
	}

	return failed === 0
		? `${open}/>`
		: `${open}><failure${attributes({type: 'expectation', message: failureText(check)})}>${escape(checked > 1 ? `${failed} of ${checked} times` : 'once')}</failure></testcase>`;
};

/** Checks as the XML that JUnit made common: one suite, a test case a check; a run that was cut short is an error. */
export const junitReport = ({title, checks, problem}: CheckReport): string => {
	const counts = {
		tests: checks.length + (problem === undefined ? 0 : 1),
		failures: checks.filter(({failed}) => failed > 0).length,
		errors: problem === undefined ? 0 : 1,
		skipped: checks.filter(({checked}) => checked === 0).length,
	};
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites${attributes({name: 'kstacktop replay', ...counts})}>`,
		`\t<testsuite${attributes({name: title, ...counts})}>`,
		...checks.map(check => `\t\t${testCase(check, title)}`),
		...problem === undefined ? [] : [`\t\t<testcase${attributes({name: 'the run reaches its end', classname: title})}><error${attributes({type: 'ended', message: problem})}/></testcase>`],
		'\t</testsuite>',
		'</testsuites>',
		'',
	].join('\n');
};
