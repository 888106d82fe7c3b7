// What the build knew of this Likeness and of the packages in it (about-build.ts); nothing where the page was not built.

export interface AboutPackage {
  name: string;
  version: string;
  licence: string;
}

export interface About {
  version: string;
  packages: readonly AboutPackage[];
}

declare const LIKENESS_ABOUT: About | undefined;

export const about: About = typeof LIKENESS_ABOUT === 'undefined' ? { version: '', packages: [] } : LIKENESS_ABOUT;
