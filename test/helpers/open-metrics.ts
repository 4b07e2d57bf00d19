/** A sample as it stands in the text. */
export type ParsedSample = {readonly name: string; readonly labels: ReadonlyMap<string, string>; readonly value: number};

/** A family of metrics with all its samples. */
export type ParsedFamily = {readonly name: string; readonly type: string; readonly unit: string; readonly help: string; readonly samples: readonly ParsedSample[]};

/** Suffixes of sample names by type; those of the types that the program uses (OpenMetrics 1.0, "Suffixes"). */
const suffixes: Readonly<Record<string, readonly string[]>> = {gauge: [''], counter: ['_total', '_created'], info: ['_info']};

const metadata = /^# (?<keyword>TYPE|UNIT|HELP) (?<name>[a-zA-Z_:][\w:]*) (?<text>.*)$/u;
const sampleForm = /^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>.*)\})? (?<value>\S+)$/u;
const labelForm = /^(?<name>[a-zA-Z_]\w*)="(?<value>(?:[^"\\\n]|\\["\\n])*)"(?:,|$)/u;
const numberForm = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]Inf|NaN)$/u;

const unescape = (text: string): string => text.replaceAll(/\\(?<character>["\\n])/gu, (_, character: string) => character === 'n' ? '\n' : character);

const parseLabels = (text: string): Map<string, string> => {
	const labels = new Map<string, string>();
	for (let rest = text; rest !== '';) {
		const match = labelForm.exec(rest);
		if (match === null || labels.has(match.groups!.name!)) {
			throw new Error(`no label, or one given twice: ${rest}`);
		}

		labels.set(match.groups!.name!, unescape(match.groups!.value!));
		rest = rest.slice(match[0].length);
		if (rest === '' && match[0].endsWith(',')) {
			throw new Error(`a comma after the last label: ${text}`);
		}
	}

	return labels;
};

/** A family while its lines are read. */
type OpenFamily = {name: string; type: string; unit: string; help: string; samples: ParsedSample[]; seen: Set<string>};

type Metadata = {keyword: 'TYPE' | 'UNIT' | 'HELP'; name: string; text: string};

const takeMetadata = (families: OpenFamily[], line: string, {keyword, name, text}: Metadata): void => {
	const last = families.at(-1);
	const known = last?.name === name ? last : undefined;
	if (known === undefined && families.some(other => other.name === name)) {
		throw new Error(`a family in two pieces: ${line}`);
	}

	const target = known ?? {name, type: 'unknown', unit: '', help: '', samples: [], seen: new Set<string>()};
	if (known === undefined) {
		families.push(target);
	}

	if (target.samples.length > 0 || target.seen.has(keyword)) {
		throw new Error(`metadata twice, or after samples: ${line}`);
	}

	target.seen.add(keyword);
	target[keyword.toLowerCase() as 'type' | 'unit' | 'help'] = keyword === 'HELP' ? unescape(text) : text;
};

const isSame = (one: ParsedSample, other: ParsedSample): boolean =>
	one.name === other.name && one.labels.size === other.labels.size && [...one.labels].every(([label, text]) => other.labels.get(label) === text);

const takeSample = (family: OpenFamily | undefined, line: string): void => {
	const sample = sampleForm.exec(line);
	if (sample === null || !numberForm.test(sample.groups!.value!)) {
		throw new Error(`not a line of OpenMetrics: ${line}`);
	}

	const {name, labels = '', value} = sample.groups as {name: string; labels?: string; value: string};
	if (family === undefined || !(suffixes[family.type] ?? []).some(suffix => name === `${family.name}${suffix}`)) {
		throw new Error(`a sample without its family, or with a suffix that its type has not: ${line}`);
	}

	const parsed: ParsedSample = {name, labels: parseLabels(labels), value: Number(value.replace('Inf', 'Infinity'))};
	const isOutOfRange = (family.type === 'counter' && !(parsed.value >= 0)) || (family.type === 'info' && parsed.value !== 1);
	if (isOutOfRange || family.samples.some(other => isSame(other, parsed))) {
		throw new Error(`the same labels twice, or a value that its type has not: ${line}`);
	}

	family.samples.push(parsed);
};

/**
Reads OpenMetrics 1.0 text, as strictly as its ABNF and its text say, without exemplars and timestamps, which the program does not write:
`# EOF` last and once, families in one piece and each once, metadata before samples and each once, suffixes as the type wants them, units at the end of names, no two samples of the same labels, counters not below 0.
Throws an Error with the line.
*/
export const parseOpenMetrics = (text: string): ParsedFamily[] => {
	const lines = text.split('\n');
	if (lines.pop() !== '' || lines.pop() !== '# EOF' || lines.includes('# EOF')) {
		throw new Error('the text must end with # EOF and a line break, once');
	}

	const families: OpenFamily[] = [];
	for (const line of lines) {
		const meta = metadata.exec(line);
		if (meta === null) {
			takeSample(families.at(-1), line);
		} else {
			takeMetadata(families, line, meta.groups as Metadata);
		}
	}

	for (const {name, type, unit} of families) {
		if (/_(?:total|created|info|bucket|count|sum)$/u.test(name) || (unit !== '' && !name.endsWith(`_${unit}`)) || (unit !== '' && type === 'info')) {
			throw new Error(`a name that its type or unit does not allow: ${name}`);
		}
	}

	return families.map(({seen, ...family}) => family);
};
