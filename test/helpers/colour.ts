/** Colours as 0xRRGGBB, and what eyes make of them. */

const linear = (byte: number): number => byte / 255 <= 0.040_45 ? byte / 255 / 12.92 : (((byte / 255) + 0.055) / 1.055) ** 2.4;

type Triple = readonly [number, number, number];
const linearOf = (rgb: number): Triple => [linear((rgb >> 16) & 0xFF), linear((rgb >> 8) & 0xFF), linear(rgb & 0xFF)];
const times = (matrix: readonly [Triple, Triple, Triple], [x, y, z]: Triple): Triple => matrix.map(([a, b, c]) => (a * x) + (b * y) + (c * z)) as unknown as Triple;

const luminance = (rgb: number): number => {
	const [red, green, blue] = linearOf(rgb);
	return (0.2126 * red) + (0.7152 * green) + (0.0722 * blue);
};

/** The contrast ratio of WCAG 2: 1 for two equal colours, 21 for black on white. */
export const contrast = (one: number, other: number): number => {
	const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
	return (high + 0.05) / (low + 0.05);
};

/** Kinds of colour vision, as matrices over linear red, green and blue. Source: Machado, Oliveira and Fernandes 2009, severity 1. */
export const visions = {
	usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
	protanopia: [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
	deuteranopia: [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_82, 0.042_94, 0.968_881]],
	tritanopia: [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.3039]],
} as const;

export type Vision = keyof typeof visions;

/** A colour in OKLab, as it is seen. Source: Ottosson 2020, "A perceptual color space for image processing". */
const seen = (rgb: number, vision: Vision): Triple => {
	const light = times(visions[vision], linearOf(rgb)).map(value => Math.min(1, Math.max(0, value))) as unknown as Triple;
	const cones = times([[0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9], [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6], [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5]], light);
	const roots = cones.map(value => Math.cbrt(value)) as unknown as Triple;
	return times([[0.210_454_255_3, 0.793_617_785, -0.004_072_046_8], [1.977_998_495_1, -2.428_592_205, 0.450_593_709_9], [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766]], roots);
};

/** How far apart two colours are to an eye, in OKLab: 1 from black to white; about 0.02 can just be told apart side by side. */
export const apart = (one: number, other: number, vision: Vision = 'usual'): number => {
	const [a, b] = [seen(one, vision), seen(other, vision)];
	return Math.hypot(...a.map((value, index) => value - b[index]!));
};

const cubeSteps = [0, 95, 135, 175, 215, 255];

/** What a 256-colour terminal shows for an index from 16 on. */
export const indexedColour = (index: number): number => {
	if (index >= 232) {
		return (8 + ((index - 232) * 10)) * 0x01_01_01;
	}

	const [red, green, blue] = [Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6].map(step => cubeSteps[step]!);
	return (red! << 16) | (green! << 8) | blue!;
};

/** The sixteen colours of two common terminals. */
export const palettes = {
	vga: [
		0x00_00_00,
		0xAA_00_00,
		0x00_AA_00,
		0xAA_55_00,
		0x00_00_AA,
		0xAA_00_AA,
		0x00_AA_AA,
		0xAA_AA_AA,
		0x55_55_55,
		0xFF_55_55,
		0x55_FF_55,
		0xFF_FF_55,
		0x55_55_FF,
		0xFF_55_FF,
		0x55_FF_FF,
		0xFF_FF_FF,
	],
	/** Soft colours on a dark ground, as many like them: all but black and grey are pale. */
	pastel: [
		0x1E_1E_2E,
		0xF3_8B_A8,
		0xA6_E3_A1,
		0xF9_E2_AF,
		0x89_B4_FA,
		0xCB_A6_F7,
		0x94_E2_D5,
		0xBA_C2_DE,
		0x58_5B_70,
		0xF3_8B_A8,
		0xA6_E3_A1,
		0xF9_E2_AF,
		0x89_B4_FA,
		0xCB_A6_F7,
		0x94_E2_D5,
		0xFF_FF_FF,
	],
	xterm: [
		0x00_00_00,
		0xCD_00_00,
		0x00_CD_00,
		0xCD_CD_00,
		0x00_00_EE,
		0xCD_00_CD,
		0x00_CD_CD,
		0xE5_E5_E5,
		0x7F_7F_7F,
		0xFF_00_00,
		0x00_FF_00,
		0xFF_FF_00,
		0x5C_5C_FF,
		0xFF_00_FF,
		0x00_FF_FF,
		0xFF_FF_FF,
	],
} as const;
