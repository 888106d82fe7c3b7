// How far a person has gone into the open photo, and where: by pointer at its place, by keys in the middle.
import { fitScale, pan, toPane, type View, wholeView, zoomAt } from '../layout/compare.ts';
import type { Size } from '../layout/compare.ts';
import type { Point } from '../layout/region.ts';

export class ViewerZoom {
  view: View = $state.raw(wholeView);
  /** Of the stage, in screen pixels. */
  stage: Size = $state.raw({ width: 1, height: 1 });
  photo: Size = $state.raw({ width: 1, height: 1 });

  private readonly bounds = $derived({ left: 0, top: 0, ...this.photo });
  /** All of it is shown, a small one as large as it is. */
  private readonly scene = $derived({ fit: Math.min(1, fitScale([this.bounds], this.stage)), bounds: this.bounds });
  private readonly pane = $derived({
    size: this.stage,
    middle: { x: this.photo.width / 2, y: this.photo.height / 2 },
  });
  readonly matrix = $derived(toPane(this.view, this.scene, this.pane));
  readonly isWhole = $derived(this.view.zoom === 1);
  /** Screen pixels a pixel of the photo. */
  readonly scale = $derived(this.scene.fit * this.view.zoom);

  reset(): void {
    this.view = wholeView;
  }

  /** @param at on the stage; its middle when left out */
  by(factor: number, at: Point = this.middle): void {
    this.view = zoomAt(this.view, this.scene, this.pane, at, factor);
  }

  move(by: Point): void {
    this.view = pan(this.view, this.scene, by);
  }

  /** A pixel of the photo on one of the screen, and back to all of it. */
  toggleActual(at?: Point): void {
    if (this.isWhole) this.by(1 / this.scene.fit, at);
    else this.reset();
  }

  private get middle(): Point {
    return { x: this.stage.width / 2, y: this.stage.height / 2 };
  }
}
