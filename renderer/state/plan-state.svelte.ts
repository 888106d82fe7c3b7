// What will become of each copy: what was chosen, and the engine's plan of it.
import type { CopyGroup, CopyKind, RemovalChoice } from '../../main/engine/api/duplicate-schemas.ts';
import type { EngineClient } from '../connection.ts';
import type { CopyCard, PlannedGroup } from './copy-cards.ts';
import {
  decide,
  firstChoice,
  type KeepChoice,
  type Plans,
  noPlans,
  type Sums,
  sumsAfter,
  toRemoval,
  withPlans,
} from './keep-choice.ts';
import type { UndoSteps } from './undo-steps.ts';

const groupsAtOnce = 500;

export class PlanState {
  choice: KeepChoice | null = $state.raw(null);
  /** Of all groups that are listed, also those that were not fetched yet. */
  sums: Sums = $state.raw({ moveCount: 0, moveBytes: 0, stayCount: 0 });
  of: Plans = $state.raw(noPlans);
  /** The kind of groups that is listed; null for all. */
  kind: CopyKind | null = null;

  private readonly client: EngineClient;
  private readonly steps: UndoSteps;
  private groups: readonly CopyGroup[] = [];

  constructor(client: EngineClient, steps: UndoSteps) {
    this.client = client;
    this.steps = steps;
  }

  /** The plan of these groups takes the place of all before. */
  async renew(groups: readonly CopyGroup[]): Promise<void> {
    this.choice ??= firstChoice(await this.client.duplicates.rules({}));
    const { choice } = this;
    const [plans, sums] = [await this.plansOf(groups), await this.sumsOfAll()];
    if (choice !== this.choice) return;
    [this.groups, this.of, this.sums] = [groups, withPlans(noPlans, plans), sums];
  }

  async add(groups: readonly CopyGroup[]): Promise<void> {
    const plans = await this.plansOf(groups);
    this.groups = [...this.groups, ...groups];
    this.of = withPlans(this.of, plans);
  }

  /** Rules, or what may go by itself. */
  async change(part: Partial<Pick<KeepChoice, 'rules' | 'kinds'>>): Promise<void> {
    if (this.choice === null) return;
    const [before, after] = [this.choice, { ...this.choice, ...part }];
    this.steps.add({ undo: () => this.choose(before), redo: () => this.choose(after) });
    await this.choose(after);
  }

  async decide(groupId: number, cards: readonly CopyCard[], isKept: (card: CopyCard) => boolean): Promise<void> {
    if (this.choice === null) return;
    const [before, after] = [this.choice, decide(this.choice, cards, isKept)];
    this.steps.add({ undo: () => this.take(before, groupId), redo: () => this.take(after, groupId) });
    await this.take(after, groupId);
  }

  /** Some of it was done. */
  subtract({ count, bytes }: { count: number; bytes: number }): void {
    const { moveCount, moveBytes, stayCount } = this.sums;
    this.sums = { moveCount: moveCount - count, moveBytes: moveBytes - bytes, stayCount };
  }

  asked(): RemovalChoice {
    return toRemoval(this.choice, this.kind);
  }

  async plansOf(groups: readonly CopyGroup[]): Promise<PlannedGroup[]> {
    const plans: PlannedGroup[] = [];
    for (let first = 0; first < groups.length; first += groupsAtOnce) {
      const groupIds = groups.slice(first, first + groupsAtOnce).map(({ id }) => id);
      const plan = await this.client.duplicates.plan({ ...this.asked(), groupIds, limit: groupIds.length });
      plans.push(...plan.groups);
    }
    return plans;
  }

  private async choose(choice: KeepChoice): Promise<void> {
    const isOtherRule = choice.rules !== this.choice?.rules;
    this.choice = choice;
    if (isOtherRule) await this.client.duplicates.setRules(choice.rules);
    await this.renew(this.groups);
  }

  /** One group alone: the sums change by what changes in it. */
  private async take(choice: KeepChoice, groupId: number): Promise<void> {
    this.choice = choice;
    const group = this.groups.find(({ id }) => id === groupId);
    if (group === undefined) return;
    const [after] = await this.plansOf([group]);
    if (choice !== this.choice || after === undefined) return;
    this.sums = sumsAfter(this.sums, this.of.get(groupId), after);
    this.of = withPlans(this.of, [after]);
  }

  private sumsOfAll(): Promise<Sums> {
    return this.client.duplicates.plan({ ...this.asked(), limit: 0 });
  }
}
