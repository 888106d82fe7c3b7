// Every sentence of the page in its language, put together from one file a subject (wording/), where all languages stand side by
// side. Voice: a calm colleague; 'photo' (照片) is in the library, 'picture' (图片) is what is shown to search with, 'closeness'
// (相近度) is the number from 0 to 100.
import { compare } from './wording/compare.ts';
import { drop } from './wording/drop.ts';
import { duplicates } from './wording/duplicates.ts';
import { filters } from './wording/filters.ts';
import { firstRun } from './wording/first-run.ts';
import { folderLearning } from './wording/folder-learning.ts';
import { chooser, effort, excluded, folders } from './wording/folders.ts';
import { connection, notice, theme, unexpected, views } from './wording/frame.ts';
import { have } from './wording/have.ts';
import { keys } from './wording/keys.ts';
import { health, indexParts, recallPlot } from './wording/health.ts';
import { history } from './wording/history.ts';
import { libraryCheck } from './wording/library-check.ts';
import { failures, library, viewer } from './wording/library.ts';
import { methods } from './wording/methods.ts';
import { places } from './wording/places.ts';
import { rating } from './wording/rating.ts';
import { selection } from './wording/selection.ts';
import { results } from './wording/results.ts';
import { settings } from './wording/settings.ts';
import { status } from './wording/status.ts';
import { find, region, tray } from './wording/tray.ts';

export const wording = {
  name: 'Likeness',
  views,
  firstRun,
  find,
  tray,
  region,
  results,
  history,
  compare,
  filters,
  library,
  selection,
  rating,
  places,
  viewer,
  failures,
  folders,
  folderLearning,
  effort,
  excluded,
  chooser,
  drop,
  duplicates,
  have,
  status,
  keys,
  settings,
  connection,
  theme,
  notice,
  health,
  recallPlot,
  indexParts,
  libraryCheck,
  methods,
  unexpected,
};
