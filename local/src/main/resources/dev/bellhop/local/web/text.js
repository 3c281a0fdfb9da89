import {h} from './dom.js';
import {EMOJI} from './emoji.js';
import * as times from './times.js';
import {channel, go, now, state, user, viewer} from './store.js';

/**
 * Slack's mrkdwn as nodes. Whatever is not markup that Slack knows stays the text that it is.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function mrkdwn(text) {
  const all = document.createDocumentFragment();
  let end = 0;
  for (const code of text.matchAll(/```\n?([\s\S]+?)\n?```/g)) {
    lines(all, text.slice(end, code.index));
    all.append(h('pre', {class: 'code-block', tabindex: '0'}, h('code', null, plain(code[1]))));
    end = code.index + code[0].length;
  }
  lines(all, text.slice(end));
  return all;
}

/** A text object of Block Kit, whichever its type. */
export function textObject(object) {
  if (!object) {
    return '';
  }
  return object.type === 'mrkdwn' ? mrkdwn(object.text) : withEmoji(object.text, object.emoji !== false);
}

/** What Slack stored, as one line of plain text. */
export function summary(text) {
  return mrkdwn(text).textContent.replace(/\s+/g, ' ').trim();
}

function lines(parent, text) {
  const all = text.replace(/^\n|\n$/g, '').split('\n');
  if (text.trim() === '') {
    return;
  }
  let quote = null;
  all.forEach((line, i) => {
    const rest = /^&gt;&gt;&gt; ?/.exec(line);
    const quoted = rest ?? /^&gt; ?/.exec(line);
    if (quoted || quote?.dataset.rest) {
      if (!quote) {
        quote = h('blockquote', rest ? {'data-rest': ''} : null);
        parent.append(quote);
      }
      if (rest) {
        quote.dataset.rest = 'yes';
      }
      quote.append(h('div', null, inline(quoted ? line.slice(quoted[0].length) : line)));
      return;
    }
    quote = null;
    const bullet = /^(\s*)([•◦▪-]|\d{1,3}\.)\s+/.exec(line);
    if (bullet) {
      parent.append(h('div', {class: 'bullet'},
        h('span', {class: 'bullet-mark'}, `${bullet[2]} `), h('div', null, inline(line.slice(bullet[0].length)))));
    } else {
      // Blocks end their line by themselves.
      parent.append(inline(line));
      if (i < all.length - 1 && !/^&gt;/.test(all[i + 1])) {
        parent.append(h('br'));
      }
    }
  });
}

// Inside emphasis neither ` nor < may stand alone, so that no text can make the pattern try its parts in two ways.
const INLINE = new RegExp(
  '`([^`\\n]+)`'
    + '|<([^<>\\n]+)>'
    + '|(?<![\\p{L}\\p{N}])([*_~])(?=\\S)((?:`[^`\\n]+`|<[^<>\\n]+>|(?!\\3)[^`<\\n])+)(?<=\\S)\\3(?![\\p{L}\\p{N}])'
    + '|:([a-z0-9_+-]{1,40}):',
  'gu');

const EMPHASIS = {'*': 'strong', _: 'em', '~': 's'};

function inline(text) {
  const all = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    all.append(plain(text.slice(end, match.index)), marked(match));
    end = match.index + match[0].length;
  }
  all.append(plain(text.slice(end)));
  return all;
}

function marked([whole, code, reference, mark, inner, shortcode]) {
  if (code !== undefined) {
    return h('code', null, plain(code));
  }
  if (reference !== undefined) {
    return referred(reference);
  }
  if (mark !== undefined) {
    return h(EMPHASIS[mark], null, inline(inner));
  }
  return emoji(shortcode, whole);
}

function referred(reference) {
  const at = reference.indexOf('|');
  const target = at < 0 ? reference : reference.slice(0, at);
  const label = at < 0 ? null : plain(reference.slice(at + 1));
  switch (target[0]) {
    case '@': {
      const id = target.slice(1);
      return h('span', {class: id === state.viewer ? 'mention mention-me' : 'mention', title: user(id)?.realName},
        `@${user(id)?.name ?? label ?? id}`);
    }
    case '#': {
      const id = target.slice(1);
      const name = `#${channel(id)?.name ?? (label || id)}`;
      return channel(id)
        ? h('button', {type: 'button', class: 'mention mention-channel', on: {click: () => go(id)}}, name)
        : h('span', {class: 'mention'}, name);
    }
    case '!':
      return special(target.slice(1), label);
    default:
      return link(plain(target), label ?? plain(target));
  }
}

function special(target, label) {
  const date = /^date\^(\d{1,11})\^([^^]*)(?:\^(.+))?$/.exec(target);
  if (date) {
    const ms = Number(date[1]) * 1_000;
    const zone = viewer()?.zone ?? 'UTC';
    const shown = h('time', {datetime: new Date(ms).toISOString(), title: times.full(ms, zone)},
      times.slackDate(ms, plain(date[2]), zone, now()));
    return date[3] ? link(plain(date[3]), shown) : shown;
  }
  if (/^(here|channel|everyone)$/.test(target)) {
    return h('span', {class: 'mention mention-me'}, `@${target}`);
  }
  return h('span', {class: 'mention'}, label ?? `@${target.split('^').at(-1)}`);
}

/** A link where it is one that is safe to follow; its text otherwise. */
export function link(address, label) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return h('span', null, label);
  }
  if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) {
    return h('span', null, label);
  }
  return h('a', {href: url.href, target: '_blank', rel: 'noopener noreferrer'}, label);
}

function withEmoji(text, known) {
  const all = document.createDocumentFragment();
  let end = 0;
  for (const match of known ? text.matchAll(/:([a-z0-9_+-]{1,40}):/g) : []) {
    all.append(text.slice(end, match.index), emoji(match[1], match[0]));
    end = match.index + match[0].length;
  }
  all.append(text.slice(end));
  return all;
}

function emoji(name, whole) {
  const sign = Object.hasOwn(EMOJI, name) && EMOJI[name];
  return sign ? h('span', {class: 'emoji', role: 'img', 'aria-label': name.replaceAll('_', ' '), title: whole}, sign) : whole;
}

/** Slack escapes these three and no others. */
const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
