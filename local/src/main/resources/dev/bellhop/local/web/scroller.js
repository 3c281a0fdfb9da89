import {h, rows} from './dom.js';

/** So many messages are in the document at most: a long talk stays as quick as a short one. */
const MOST = 80;
const STEP = 40;
const AT_END = 48;

/**
 * A conversation that scrolls: it stays at its end while it is there, shows part of a long one and more of it on the way up, and is
 * walked through with the arrow keys.
 *
 * @param head gives the rows that stand before the first message
 */
export function scroller({label, head = () => []}) {
  let all = [];
  let start = 0;
  let atEnd = true;
  const list = h('div', {class: 'messages', role: 'log', 'aria-label': label, on: {keydown, focusin, focusout}});
  const top = h('div', {class: 'messages-head'});
  const earlier = h('button', {type: 'button', class: 'more-messages', hidden: true, on: {click: () => shift(-STEP)}}, 'Show earlier messages');
  const later = h('button', {type: 'button', class: 'more-messages', hidden: true, on: {click: () => shift(STEP)}}, 'Show later messages');
  const toEnd = h('button', {type: 'button', class: 'to-end', hidden: true, on: {click: end}}, 'Newer messages');
  const box = h('div', {class: 'scroller', on: {scroll}}, top, earlier, list, later);
  const frame = h('div', {class: 'scroller-frame'}, box, toEnd);
  new ResizeObserver(() => atEnd && stick()).observe(box);
  new ResizeObserver(() => atEnd && stick()).observe(list);

  /** @param messages rows as for dom.js's `rows` */
  function draw(messages) {
    const grown = messages.length > all.length;
    all = messages;
    if (atEnd) {
      start = Math.max(0, all.length - MOST);
    }
    start = Math.max(0, Math.min(start, all.length - 1));
    render();
    if (atEnd) {
      stick();
    } else if (grown) {
      toEnd.hidden = false;
    }
  }

  function render() {
    const part = all.slice(start, start + MOST);
    rows(list, part);
    rows(top, start === 0 ? head() : []);
    earlier.hidden = start === 0;
    later.hidden = start + MOST >= all.length;
    const articles = [...list.children];
    if (!articles.some((each) => each.tabIndex === 0)) {
      articles.at(-1)?.setAttribute('tabindex', '0');
    }
  }

  /** Shows another part, with what is on the screen staying where it is. */
  function shift(by) {
    const to = Math.max(0, Math.min(start + by, all.length - MOST));
    if (to === start) {
      return;
    }
    const anchor = by < 0 ? list.firstElementChild : list.lastElementChild;
    const before = anchor.getBoundingClientRect().top;
    list.setAttribute('aria-busy', 'true');
    start = to;
    render();
    box.scrollTop += anchor.getBoundingClientRect().top - before;
    list.removeAttribute('aria-busy');
  }

  function scroll() {
    const rest = box.scrollHeight - box.scrollTop - box.clientHeight;
    atEnd = rest < AT_END && start + MOST >= all.length;
    if (atEnd) {
      toEnd.hidden = true;
    }
    if (box.scrollTop < 60 && start > 0) {
      shift(-STEP);
    } else if (rest < 60 && start + MOST < all.length) {
      shift(STEP);
    }
  }

  /** At the end; but what stands before the first message is read from its beginning. */
  function stick() {
    box.scrollTop = all.length > 0 ? box.scrollHeight : 0;
  }

  function end() {
    atEnd = true;
    toEnd.hidden = true;
    start = Math.max(0, all.length - MOST);
    render();
    stick();
  }

  function keydown(event) {
    if (!event.target.matches('article')) {
      if (event.key === 'Escape') {
        event.target.closest('article')?.focus();
      }
      return;
    }
    const articles = [...list.children];
    const at = articles.indexOf(event.target);
    const to = {ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: articles.length - 1}[event.key];
    if (articles[to]) {
      event.preventDefault();
      articles[to].focus();
    }
  }

  /** One message at a time is a stop of Tab, and its tools with it. */
  function focusin(event) {
    const article = event.target.closest('article');
    list.querySelector(':scope > [tabindex="0"]')?.setAttribute('tabindex', '-1');
    article.tabIndex = 0;
    article.querySelectorAll('.message-tools button').forEach((each) => {
      each.tabIndex = 0;
    });
  }

  function focusout(event) {
    const article = event.target.closest('article');
    if (!article.contains(event.relatedTarget)) {
      article.querySelectorAll('.message-tools button').forEach((each) => {
        each.tabIndex = -1;
      });
    }
  }

  return {frame, list, draw, end};
}
