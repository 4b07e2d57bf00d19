/** What this file needs of the rasteriser. Its own types would be missed where it is not installed. */
type ResvgClass = new (svg: string, options: {
	readonly font: {readonly loadSystemFonts: boolean; readonly defaultFontFamily?: string; readonly monospaceFamily?: string};
	readonly fitTo?: {readonly mode: 'zoom'; readonly value: number};
}) => {
	readonly width: number;
	render(): {asPng(): Uint8Array};
};

/** An optional dependency: a native library, which not every platform has. */
export const rasteriserName = '@resvg/resvg-js';

/** Letters are those of the first of these that the system has; all else is drawn as shapes. */
const family = 'DejaVu Sans Mono';
const font = {loadSystemFonts: true, defaultFontFamily: family, monospaceFamily: family} as const;

/** Pixels of a PNG for one of the SVG, and the width that no PNG exceeds. */
const largest = {scale: 2, width: 2400} as const;

/** Draws an SVG as the bytes of a PNG. It takes about half a second, in which the thread does nothing else. */
export type Rasterise = (svg: string) => Uint8Array;

/** Loads what draws PNGs; undefined: it is not installed, or not for this platform. */
export async function loadRasteriser(): Promise<Rasterise | undefined> {
	let resvg: ResvgClass;
	try {
		({Resvg: resvg} = await import(rasteriserName) as {Resvg: ResvgClass});
	} catch {
		return undefined;
	}

	const Resvg = resvg;
	return svg => {
		const {width} = new Resvg(svg, {font: {loadSystemFonts: false}});
		return new Resvg(svg, {font, fitTo: {mode: 'zoom', value: Math.min(largest.scale, largest.width / width)}}).render().asPng();
	};
}
