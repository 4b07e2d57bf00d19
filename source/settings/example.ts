import {coreColumns, threadColumnNames} from '../board/panes/column-names.js';
import {themeNames} from '../board/terminal/themes.js';
import {frameRateLimits, glyphChoices, screenReaderLimits} from './schema.js';

/** A settings file with everything in it, as comments: what it says is what is in force without it. */
export const exampleSettings = (): string => `# Settings of kstacktop. Take away the # in front of what is to be in force.
# A flag goes before the environment, that before this file, this file before what is built in.

# Colours: ${themeNames.join(', ')} (--theme, KSTACKTOP_THEME)
# theme: default

# ${glyphChoices.join(', ')} (--ascii, KSTACKTOP_GLYPHS)
# glyphs: locale

# Most pictures a second, ${frameRateLimits.min} to ${frameRateLimits.max} (KSTACKTOP_FPS)
# framesPerSecond: 10

# Simulated seconds a real second, or max (--speed, KSTACKTOP_SPEED)
# speed: 1

# Memory for going back in time, in MiB (--checkpoint-memory)
# checkpointMiB: 64

# Lines of text for a screen reader in place of the board: true or false (--screen-reader, KSTACKTOP_SCREEN_READER=on, off)
# screenReader: false

# Seconds between two times that they tell what has changed, ${screenReaderLimits.min} to ${screenReaderLimits.max} (KSTACKTOP_SCREEN_READER_SECONDS)
# screenReaderSeconds: 10

# A hint about the keys on the first picture ever: true or false (KSTACKTOP_HINT=on, off)
# hint: true

# Columns of the tables, in their order; those further back go first where there is no room
# columns:
#   threads: [${threadColumnNames.join(', ')}]
#   cores: [${coreColumns.join(', ')}]

# Keys in place of the built-in ones, by what they do, in one view or everywhere it has a key
# keys:
#   everywhere:
#     pause: [space, Ctrl-P]
#   threads:
#     sort: s
`;
