// Everything a person reads or hears comes from the catalogue: no component holds words of its own, in any language.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';

const renderer = join(import.meta.dirname, '../../../renderer');
const components = globSync('**/*.svelte', { cwd: renderer });

/** Attributes and properties that reach the person as text. */
const spoken = /^(aria-(label|description|valuetext|roledescription)|title|alt|placeholder|label|\w*Label|sentence)$/;
/** Names of keys are the same in every language that Likeness speaks. */
const keys = /\b(Esc|Alt|Ctrl|Shift|Enter|Tab|Del)\b/g;

interface Node {
  type: string;
  [part: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';
const hasWords = (text: string) => /\p{L}{2}/u.test(text.replace(keys, ''));

/** Words that a component writes itself, as they stand there. */
function wordsIn(source: string): string[] {
  const found: string[] = [];
  const keep = (text: string) => hasWords(text) && found.push(text.trim());

  /** Strings that an expression may come out as; what it only compares or passes on is not shown. */
  const readValue = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(readValue);
    if (!isNode(value)) return;
    if (value.type === 'Literal' && typeof value['value'] === 'string') keep(value['value']);
    if (value.type === 'Text') keep(String(value['data']));
    if (value.type === 'TemplateElement') keep((value['value'] as { cooked: string }).cooked);
    if (value.type === 'ExpressionTag') readValue(value['expression']);
    if (value.type === 'ConditionalExpression') readValue([value['consequent'], value['alternate']]);
    if (value.type === 'LogicalExpression') readValue([value['left'], value['right']]);
    if (value.type === 'BinaryExpression' && value['operator'] === '+') readValue([value['left'], value['right']]);
    if (value.type === 'TemplateLiteral') readValue([value['quasis'], value['expressions']]);
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isNode(value)) return;
    if (value.type === 'Attribute') {
      if (spoken.test(String(value['name']))) readValue(value['value']);
      return;
    }
    if (value.type === 'StyleDirective') return;
    if (value.type === 'Text' || value.type === 'ExpressionTag') readValue(value);
    for (const part of Object.values(value)) if (typeof part === 'object') walk(part);
  };
  /** In scripts a phrase or a Chinese word is a text; a single word may be a name. What only developers read is an error. */
  const walkScript = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walkScript);
    if (!isNode(value)) return;
    if (value.type === 'NewExpression' && /Error$/.test((value['callee'] as { name?: string }).name ?? '')) return;
    const { value: literal } = value;
    const text = value.type === 'TemplateElement' ? (literal as { cooked: string }).cooked : literal;
    const isText = value.type === 'Literal' || value.type === 'TemplateElement';
    if (isText && typeof text === 'string' && /\p{L}{2} \p{L}{2}|\p{Script=Han}/u.test(text)) keep(text);
    for (const part of Object.values(value)) if (typeof part === 'object') walkScript(part);
  };
  const tree: AST.Root = parse(source, { modern: true });
  walk(tree.fragment);
  walkScript(tree.instance?.content);
  return found;
}

describe('the views', () => {
  test.each(components)('%s has no words of its own', (component) => {
    expect(wordsIn(readFileSync(join(renderer, component), 'utf8'))).toEqual([]);
  });

  test('would be caught with words in text, in attributes and in expressions', () => {
    expect(wordsIn('<p>Hello {name}</p>')).toEqual(['Hello']);
    expect(wordsIn('{#if a}<b title="Close it">{b}</b>{/if}')).toEqual(['Close it']);
    expect(wordsIn('<p aria-label={`Open ${name}`}>{isOn ? "on" : words.off}</p>')).toEqual(['Open', 'on']);
    expect(wordsIn('{#each all as one}<Part label="名称" />{:else}none{/each}')).toEqual(['名称', 'none']);
  });

  test('would be caught with a sentence in the script, but not with what a developer reads', () => {
    const script = (line: string) => `<script lang="ts">${line}</script>`;
    expect(wordsIn(script('const why = isOn ? "Nothing is found" : `It is ${off} here`;'))).toEqual([
      'Nothing is found',
      'It is',
    ]);
    expect(wordsIn(script('throw new Error("there is no such part");'))).toEqual([]);
  });

  test('may name keys, classes, states and what they ask of others', () => {
    expect(wordsIn('<kbd>Esc</kbd> <p class="name" title="Alt ←">{words.of("part")}{a === "on" ? b : c}</p>')).toEqual(
      [],
    );
  });
});
