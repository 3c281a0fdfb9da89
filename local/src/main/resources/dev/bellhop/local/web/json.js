import {fill, h} from './dom.js';
import {dialog, toast} from './dialog.js';
import {icon} from './icons.js';

/**
 * Shows JSON, whole and formatted.
 *
 * @param found the value, or a promise of it
 */
export async function showJson(title, found) {
  let value = null;
  const place = h('div', {class: 'json-place', 'aria-live': 'polite'}, h('p', {class: 'quiet'}, 'Looking it up…'));
  const unfold = h('input', {type: 'checkbox', checked: true, on: {change: () => draw()}});
  const copy = h('button', {type: 'button', class: 'button', on: {
    click: () => navigator.clipboard.writeText(JSON.stringify(value, null, 2))
      .then(() => toast('Copied.'), () => toast('The browser lets nothing be copied.', {problem: true})),
  }}, icon('copy'), 'Copy');
  dialog({
    title,
    wide: true,
    body: place,
    footer: [h('label', {class: 'check'}, unfold, 'Unfold JSON within strings'), copy],
  });
  const draw = () => fill(place, h('pre', {class: 'json', tabindex: '0'}, json(value, unfold.checked)));
  try {
    value = await found;
    draw();
  } catch (problem) {
    fill(place, h('p', {class: 'wrong'}, problem.message));
  }
}

/** A value as formatted, coloured text. */
export function json(value, unfold = false, depth = 0) {
  if (typeof value === 'string') {
    const inner = unfold ? within(value) : undefined;
    return inner === undefined
      ? h('span', {class: 'json-text'}, JSON.stringify(value))
      : h('span', {class: 'json-within', title: 'JSON within a string'}, json(inner, unfold, depth));
  }
  if (value === null || typeof value !== 'object') {
    return h('span', {class: 'json-word'}, String(value));
  }
  const array = Array.isArray(value);
  const [open, close] = array ? '[]' : '{}';
  const entries = Object.entries(value);
  if (entries.length === 0) {
    return open + close;
  }
  const inset = '  '.repeat(depth + 1);
  return h('span', null, `${open}\n`, entries.map(([name, each], i) => [
    inset,
    !array && [h('span', {class: 'json-name'}, JSON.stringify(name)), ': '],
    json(each, unfold, depth + 1),
    i < entries.length - 1 ? ',\n' : '\n',
  ]), '  '.repeat(depth) + close);
}

function within(text) {
  if (!/^\s*[{[]/.test(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
