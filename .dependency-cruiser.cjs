// The folder rules. A newcomer who breaks one reads here why it stands.
module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'core is the science: no I/O, no package, nothing of ours. Pass what it needs as an argument.',
      severity: 'error',
      from: { path: '^core/' },
      to: { pathNot: '^core/' },
    },
    {
      name: 'page-knows-only-the-contract',
      comment: 'The page sees the engine through main/engine/api alone, and only its types: everything else is a call.',
      severity: 'error',
      from: { path: '^(renderer|preload)/' },
      to: { path: '^(main|core)/', pathNot: '^main/engine/api/' },
    },
    {
      name: 'page-imports-types-only',
      comment: 'A value imported from main would pull the engine into the page bundle.',
      severity: 'error',
      from: { path: '^(renderer|preload)/' },
      to: { path: '^main/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'electron-in-one-place',
      comment: 'The same engine and page run without Electron; only its host and the preload may know it.',
      severity: 'error',
      from: { path: '^(core|main|renderer)/', pathNot: '^main/hosts/electron/' },
      to: { path: '^(node_modules/)?electron(/|$)' },
    },
    {
      name: 'engine-knows-no-host',
      comment: 'The engine is handed what a host can do (main/engine/host.ts); it never reaches for one.',
      severity: 'error',
      from: { path: '^main/engine/' },
      to: { path: '^main/hosts/' },
    },
    {
      name: 'hosts-use-the-engine-by-its-door',
      comment: 'Hosts open the engine (engine.ts), serve its api and print its lab; its inside may then change freely.',
      severity: 'error',
      from: { path: '^main/hosts/' },
      to: { path: '^main/engine/', pathNot: '^main/engine/(engine|host|library-folder)\\.ts$|^main/engine/(api|lab)/' },
    },
    {
      name: 'duplicates-stand-above',
      comment: 'Duplicates use what reads, stores and searches; nothing of that may need duplicates to work.',
      severity: 'error',
      from: { path: '^main/engine/(drives|index|ingest|library|metadata|search)/' },
      to: { path: '^main/engine/duplicates/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'A circle hides which file is the lower one.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A file nothing reaches is dead.',
      from: {
        orphan: true,
        pathNot: ['\\.d\\.ts$', '(^|/)(vite|svelte)\\.config\\.(js|ts)$', '-(process|worker)\\.ts$', '\\.html$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default', 'types'],
    },
    exclude: { path: '^(build|dist)/|/assembly/' },
  },
};
