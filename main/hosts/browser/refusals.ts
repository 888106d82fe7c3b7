// What the browser host says where the page cannot say it, for whoever is refused has no page: one plain sentence with the way
// out, in the language that the browser asks for.

const english = {
  'not-member': 'Open Likeness by the address that it printed when it started.',
  'wrong-token':
    'This address does not fit. Open the one that Likeness printed last, or start Likeness again for a fresh one.',
  'used-token': 'This address was used already. Likeness has just printed a fresh one where it was started.',
  'other-address': 'Likeness answers only to the address that it printed when it started.',
  'other-page': 'Another web page asked for this. Likeness answers only to its own page.',
  'other-method': 'Likeness only shows pages and pictures at this address.',
  failed: 'Something went wrong. Try it again.',
};

export type Refusal = keyof typeof english;

const chinese: Record<Refusal, string> = {
  'not-member': '请通过 Likeness 启动时显示的地址打开。',
  'wrong-token': '此地址不正确。请打开 Likeness 最近显示的地址，或重新启动 Likeness 以获得新地址。',
  'used-token': '此地址已使用过。Likeness 刚刚在启动它的地方显示了一个新地址。',
  'other-address': 'Likeness 只响应启动时显示的地址。',
  'other-page': '这是另一个网页发出的请求。Likeness 只响应自己的页面。',
  'other-method': '此地址只提供 Likeness 的页面和图片。',
  failed: '出了问题，请重试。',
};

/**
 * A whole page.
 * @param preferred the header Accept-Language
 * @param detail what the engine said, in its English
 */
export function refusalPage(refusal: Refusal, preferred: string | undefined, detail = ''): string {
  const [tag, sentences] = isChinesePreferred(preferred ?? '') ? ['zh-Hans', chinese] : ['en', english];
  return (
    `<!doctype html><html lang="${tag}"><meta charset="utf-8"><title>Likeness</title>` +
    `<meta name="viewport" content="width=device-width"><h1>Likeness</h1><p>${sentences[refusal]}</p>` +
    `${detail === '' ? '' : `<p lang="en">${escaped(detail)}</p>`}</html>`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Simplified characters before English, by the weights that RFC 9110 (12.5.4) gives to languages. */
function isChinesePreferred(header: string): boolean {
  const ranges = header.split(',').map((range) => {
    const [tag = '', weight] = range.split(';').map((part) => part.trim());
    return { tag, weight: weight === undefined ? 1 : Number(weight.replace('q=', '')) || 0 };
  });
  const spoken = ranges
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .find(({ tag }) => /^en\b/i.test(tag) || isSimplified(tag));
  return spoken !== undefined && isSimplified(spoken.tag);
}

/** Readers of traditional characters have their own. */
function isSimplified(tag: string): boolean {
  return /^zh$|^zh-(hans|cn|sg)\b/i.test(tag);
}
