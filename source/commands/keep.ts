import fs from 'node:fs';
import process from 'node:process';
import type {Scenario} from '../../machine/index.js';
import type {Keep, Kept} from '../board/keeping.js';
import type {Piece} from '../board/terminal/area.js';
import {drawPng} from '../picture/png.js';
import {rasteriserName} from '../picture/rasteriser.js';
import {screenSvg} from '../picture/screen.js';
import {jsonReport} from '../report/json.js';
import {toolVersion} from './version.js';

/** Names tried before giving up: one more for each file of that name. */
const mostNames = 1000;

/**
Keeps what the board shows in files of the current directory, named by view, simulated time and seed. Nothing is overwritten.
A PNG takes its time: it is drawn after the rest is written, and told of when it is there.
*/
export const keepFor = (scenario: Scenario): Keep => (kept, tell) => {
	const {timeNs, seed} = kept.reading;
	const base = `kstacktop-${kept.kind === 'screen' ? kept.name : 'moment'}-${Math.round(timeNs / 1e6)}ms-seed${seed}`;
	try {
		if (kept.kind === 'moment') {
			return said(`${writeNew(base, new Map([['json', jsonReport(kept.reading, {toolVersion, scenario})]]))}.json`);
		}

		const svg = svgOf(kept, scenario);
		const name = writeNew(base, new Map([['svg', svg], ['txt', textOf(kept)]]), ['png']);
		void keepPng(name, svg, tell);
		return said(`${name}.svg and .txt, the PNG is being drawn`);
	} catch (error) {
		return [`✗ nothing kept: ${process.cwd()} cannot be written (${reasonOf(error)})`, 'bad'];
	}
};

const said = (files: string): Piece => [`▸ kept as ${files}`, 'accent'];

const reasonOf = (error: unknown): string => error instanceof Error && 'code' in error ? String(error.code) : String(error);

const svgOf = ({coloured, theme, name}: Extract<Kept, {readonly kind: 'screen'}>, {machine, workload, seed}: Scenario): string =>
	screenSvg(coloured, theme, `kstacktop: ${name} of ${machine.name} (${workload.name}, seed ${seed})`);

const textOf = ({plain}: Extract<Kept, {readonly kind: 'screen'}>): string => `${plain.map(row => row.trimEnd()).join('\n')}\n`;

/** Draws the PNG beside the SVG, and tells of all three files, or why there are only two. */
const keepPng = async (name: string, svg: string, tell: (line: Piece) => void): Promise<void> => {
	try {
		const png = await drawPng(svg);
		if (png === undefined) {
			tell([`▸ kept .svg and .txt, no PNG (${rasteriserName} is not installed): ${name}`, 'warn']);
			return;
		}

		fs.writeFileSync(`${name}.png`, png, {flag: 'wx'});
		tell(said(`${name}.svg, .png and .txt`));
	} catch (error) {
		tell([`✗ kept .svg and .txt, no PNG (${reasonOf(error)}): ${name}`, 'bad']);
	}
};

/** Writes files that are all new under one name, with a number behind it where it is taken, also by those that are to come `later`; gives the name. */
const writeNew = (base: string, files: ReadonlyMap<string, string>, later: readonly string[] = []): string => {
	for (let number = 1; number < mostNames; number++) {
		const name = number === 1 ? base : `${base}-${number}`;
		if ([...files.keys(), ...later].every(extension => !fs.existsSync(`${name}.${extension}`))) {
			for (const [extension, text] of files) {
				fs.writeFileSync(`${name}.${extension}`, text, {flag: 'wx'});
			}

			return name;
		}
	}

	throw new Error('too many files of that name');
};
