import type {CoreDetail, LogEntry, Scenario, ThreadDetail} from '../../machine/index.js';
import type {Charts} from '../charts/charts.js';
import type {PlayerFrame} from '../player/protocol.js';
import type {MappedGroups} from './cores/tables.js';
import type {CpuGroups} from './cpu-groups.js';
import type {CpuSource} from './metrics.js';
import type {Prompt} from './prompt/contract.js';
import type {SizeClass} from './size-class.js';
import type {CoreTable} from './state/cores.js';
import type {ScrolledList, UiState} from './state/ui-state.js';
import type {Piece} from './terminal/area.js';
import type {Draw} from './terminal/frame-sink.js';

/** Which columns tables show. */
export type ChosenColumns = {readonly threads?: readonly string[] | undefined; readonly cores?: readonly string[] | undefined};

/** Everything the panes of one picture draw from. */
export type Scene = CpuSource & {
	/** What the map of cores is drawn from: while the machine runs, the same for some frames. */
	readonly calm: CpuSource;
	readonly scenario: Scenario;
	readonly frame: PlayerFrame;
	readonly ui: UiState;
	readonly size: SizeClass;
	/** What the line that is being typed is for. */
	readonly prompt: Prompt | undefined;
	/** Columns of the tables, by their names in the settings, in their order; undefined: all. */
	readonly columns: ChosenColumns | undefined;
	/** What came of the last action, while that is news. */
	readonly note: Piece | undefined;
	/** The log of the policy in focus, as it is filtered, newest first. */
	readonly log: readonly LogEntry[];
	/** The whole log of one CPU, newest first. */
	readonly logOf: (cpu: number) => readonly LogEntry[];
	/** What draws the pane that has the focus. */
	readonly focused: Draw<Scene> | undefined;
	/** By how much the machine has run on since the picture was frozen, in simulated nanoseconds; undefined: it is not frozen. */
	readonly frozenForNs: number | undefined;
	readonly groups: CpuGroups;
	/** The rows of the table of cores. */
	readonly cores: CoreTable;
	/** The box as its map shows it: each folded group as one CPU. */
	readonly mapped: MappedGroups;
	/** Undefined until the charts are loaded, a moment after the first picture. */
	readonly charts: Charts | undefined;
	/** Charts whose key holds this are drawn anew when it changes. */
	readonly chartEpoch: number;
	/** Tells how many rows of a list have room; gives the state in which the marked row is among them. */
	readonly fit: (list: ScrolledList, visible: number) => UiState;
	/** Asks for thread rows to be sent from now on, the deepest ones or the window of the thread list. */
	readonly wantThreads: (first: number, visible: number) => void;
	/** Asks for the chosen thread to be sent close up from now on; gives it once it is there. */
	readonly wantThread: () => ThreadDetail | undefined;
	/** Asks for the marked core to be sent close up from now on; gives it once it is there. */
	readonly wantCore: () => CoreDetail | undefined;
};
