import type {Ground, Role} from './style.js';

/** A colour as 0xRRGGBB and the nearest in spirit of the sixteen a plain terminal has. */
export type Colour = readonly [rgb: number, ansi: number];

export type Look = {
	readonly fg?: Colour;
	readonly bg?: Colour;
	readonly bold?: boolean;
	readonly dim?: boolean;
	readonly underline?: boolean;
	readonly inverse?: boolean;
};

export type Theme = {
	readonly roles: Readonly<Record<Role, Look>>;
	readonly grounds: Readonly<Record<Ground, Look>>;
};

export const themeNames = ['default', 'light', 'high-contrast', 'colour-blind', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];

type Heat = Readonly<Record<Extract<Role, `heat${string}`>, Look>>;

const heat = (colours: readonly Colour[], look: Look = {}): Heat => Object.fromEntries(colours.map((fg, index) => [`heat${index}`, {...look, fg}])) as Heat;

const ink: Colour = [0x16_1A_26, 0];

const dark: Theme = {
	roles: {
		text: {fg: [0xC8_D0_E3, 15]},
		dim: {fg: [0x94_9E_B8, 7]},
		strong: {fg: [0xEE_F1_FA, 15], bold: true},
		accent: {fg: [0x7D_CF_FF, 14]},
		frame: {fg: [0x6A_78_9C, 8]},
		title: {fg: [0x9F_B4_E0, 14], bold: true},
		key: {fg: [0xE6_C3_84, 11], bold: true},
		good: {fg: [0x98_D0_8A, 10]},
		warn: {fg: [0xE6_B4_5E, 11]},
		bad: {fg: [0xF5_80_85, 9], bold: true},
		fixed: {fg: [0xA3_AB_C0, 7]},
		gross: {fg: [0x7D_CF_FF, 14]},
		net: {fg: [0x98_D0_8A, 10]},
		...heat([[0x5B_78_B4, 12], [0x4A_8F_C6, 12], [0x4F_AB_C9, 6], [0x5E_B5_A6, 6], [0x98_C3_79, 2], [0xDC_BF_6B, 3], [0xE8_95_5E, 11], [0xF2_6D_78, 9]]),
		live: {fg: ink, bg: [0x98_D0_8A, 10], bold: true},
		paused: {fg: ink, bg: [0xE6_B4_5E, 11], bold: true},
		step: {fg: ink, bg: [0x7D_CF_FF, 14], bold: true},
		replay: {fg: ink, bg: [0xB8_A3_F0, 13], bold: true},
		ended: {fg: ink, bg: [0x9A_A3_BA, 7], bold: true},
	},
	grounds: {none: {}, mark: {bg: [0x21_2D_49, 4]}, bar: {bg: [0x1D_23_35, 0]}},
};

const paper: Colour = [0xFF_FF_FF, 15];

// Of sixteen colours only the first and the grey are dark with every palette: with pastel ones all others are too pale to be read on paper, and are left to graphs
const light: Theme = {
	roles: {
		text: {fg: [0x2B_30_3B, 0]},
		dim: {fg: [0x50_57_66, 8]},
		strong: {fg: [0x00_00_00, 0], bold: true},
		accent: {fg: [0x00_5F_A8, 0]},
		frame: {fg: [0x66_6E_80, 8]},
		title: {fg: [0x2C_4A_86, 0], bold: true},
		key: {fg: [0x7D_2D_00, 0], bold: true},
		good: {fg: [0x1A_6B_28, 0]},
		warn: {fg: [0x6B_4E_00, 0]},
		bad: {fg: [0xB3_1B_2C, 0], bold: true},
		fixed: {fg: [0x56_5C_69, 8]},
		gross: {fg: [0x00_61_A6, 4]},
		net: {fg: [0x1A_6B_28, 0]},
		...heat([[0x5F_73_B0, 8], [0x2A_72_A6, 8], [0x0F_6F_80, 4], [0x1E_6F_52, 4], [0x3A_76_2B, 4], [0x8A_69_00, 0], [0xB8_55_10, 0], [0xB3_1B_2C, 0]]),
		live: {fg: paper, bg: [0x1F_7A_2E, 0], bold: true},
		paused: {fg: paper, bg: [0x9A_5B_00, 8], bold: true},
		step: {fg: paper, bg: [0x00_5F_A8, 8], bold: true},
		replay: {fg: paper, bg: [0x6B_46_B5, 0], bold: true},
		ended: {fg: paper, bg: [0x5A_60_6D, 8], bold: true},
	},
	// It brings its own paper, so that it can be read on a dark terminal too
	grounds: {none: {bg: [0xFA_FB_FD, 15]}, mark: {bg: [0xD9_E5_F8, 14]}, bar: {bg: [0xE6_EA_F2, 7]}},
};

const white: Colour = [0xFF_FF_FF, 15];
const black: Colour = [0x00_00_00, 0];

const highContrast: Theme = {
	roles: {
		text: {fg: white},
		dim: {fg: [0xD0_D0_D0, 7]},
		strong: {fg: white, bold: true},
		accent: {fg: [0x00_FF_FF, 14], bold: true},
		frame: {fg: [0xA8_A8_A8, 7]},
		title: {fg: [0xFF_FF_00, 11], bold: true},
		key: {fg: [0xFF_FF_00, 11], bold: true},
		good: {fg: [0x00_FF_5F, 10], bold: true},
		warn: {fg: [0xFF_D7_00, 11], bold: true},
		bad: {fg: [0xFF_8A_8A, 9], bold: true, underline: true},
		fixed: {fg: white},
		gross: {fg: [0x00_FF_FF, 14]},
		net: {fg: [0x00_FF_5F, 10]},
		...heat([[0x8C_8C_FF, 12], [0x6C_B6_FF, 12], [0x00_E5_FF, 14], [0x00_FF_AF, 10], [0xAF_FF_00, 10], [0xFF_FF_00, 11], [0xFF_AF_00, 11], [0xFF_6B_6B, 9]], {bold: true}),
		live: {fg: black, bg: [0x00_FF_5F, 10], bold: true},
		paused: {fg: black, bg: [0xFF_FF_00, 11], bold: true},
		step: {fg: black, bg: [0x00_FF_FF, 14], bold: true},
		replay: {fg: black, bg: [0xFF_AF_FF, 13], bold: true},
		ended: {fg: black, bg: white, bold: true},
	},
	grounds: {none: {}, mark: {bg: [0x00_2F_A7, 4], bold: true}, bar: {bg: [0x26_26_26, 0]}},
};

// The eight colours of Okabe and Ito, told apart with every common kind of colour vision: blue against orange, never red against green.
const colourBlind: Theme = {
	roles: {
		...dark.roles,
		good: {fg: [0x56_B4_E9, 14]},
		warn: {fg: [0xF0_E4_42, 11]},
		bad: {fg: [0xEE_90_38, 11], bold: true, underline: true},
		fixed: {fg: [0xD6_D6_D6, 15]},
		gross: {fg: [0x56_B4_E9, 14]},
		net: {fg: [0xE6_9F_00, 11]},
		...heat([[0x5A_74_CC, 12], [0x2E_92_D6, 12], [0x56_B4_E9, 14], [0x9E_CA_E1, 14], [0xD9_D9_C3, 7], [0xF0_E4_42, 11], [0xE6_9F_00, 3], [0xE0_6A_10, 9]]),
		live: {fg: ink, bg: [0x56_B4_E9, 14], bold: true},
		paused: {fg: ink, bg: [0xE6_9F_00, 11], bold: true},
		step: {fg: ink, bg: [0xF0_E4_42, 11], bold: true},
		replay: {fg: ink, bg: [0xCC_79_A7, 13], bold: true},
	},
	grounds: dark.grounds,
};

const inverse: Look = {inverse: true, bold: true};

const mono: Theme = {
	roles: {
		text: {}, dim: {dim: true}, strong: {bold: true}, accent: {bold: true}, frame: {dim: true}, title: {bold: true}, key: {bold: true, underline: true},
		good: {}, warn: {bold: true}, bad: {bold: true, underline: true},
		fixed: {dim: true}, gross: {bold: true}, net: {},
		heat0: {dim: true}, heat1: {dim: true}, heat2: {}, heat3: {}, heat4: {}, heat5: {bold: true}, heat6: {bold: true}, heat7: {bold: true},
		live: inverse, paused: inverse, step: inverse, replay: inverse, ended: inverse,
	},
	grounds: {none: {}, mark: {inverse: true}, bar: {}},
};

export const themes: Readonly<Record<ThemeName, Theme>> = {
	default: dark,
	light,
	'high-contrast': highContrast,
	'colour-blind': colourBlind,
	mono,
};
