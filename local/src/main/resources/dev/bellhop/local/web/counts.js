import {fill, h, lazily, rows} from './dom.js';
import {get} from './api.js';
import {board} from './board.js';
import {icon} from './icons.js';
import * as times from './times.js';
import {read, state, viewer, watch, write} from './store.js';

const VIEWS = [
  {name: 'Board', make: board},
  {name: 'All words', make: allWords},
];

/** What was said most: the board as everybody sees it, and all that the table has. */
export function counts(root, onShow) {
  let shown = VIEWS[read('counts') ?? 0] ?? VIEWS[0];
  const parts = VIEWS.map(() => h('div'));
  const choices = VIEWS.map((view) => h('button', {type: 'button', on: {
    click: () => {
      shown = view;
      write('counts', VIEWS.indexOf(view));
      draw();
      load();
    },
  }}, view.name));
  fill(root, h('div', {class: 'segments', role: 'group', 'aria-label': 'Which words'}, choices), parts);

  const loads = VIEWS.map((view, i) => view.make(parts[i]));
  const draw = () => VIEWS.forEach((view, i) => {
    parts[i].hidden = view !== shown;
    choices[i].setAttribute('aria-pressed', String(view === shown));
  });
  const load = () => loads[VIEWS.indexOf(shown)]();
  draw();
  onShow(['counts', 'snapshot'], load);
}

/** What was counted, wherever it was said. */
function allWords(root) {
  let answer = {words: [], more: 0};
  const none = h('div', {class: 'nothing'}, icon('counts'), h('p', null, 'Nothing is counted yet.'));
  const body = h('tbody');
  const table = h('table', {class: 'counts'},
    h('thead', null, h('tr', null,
      h('th', {scope: 'col'}, 'Word'),
      h('th', {scope: 'col', class: 'number', title: 'How often it was said'}, 'Said'),
      h('th', {scope: 'col', class: 'number', title: 'With what the multiplier adds'}, 'Count'),
      h('th', {scope: 'col'}, h('span', {class: 'unseen'}, 'As a bar')))),
    body);
  const more = h('p', {class: 'quiet'});
  fill(root, none, table, more);

  const draw = lazily(() => {
    none.hidden = answer.words.length > 0;
    table.hidden = !none.hidden;
    const highest = Math.max(1, ...answer.words.map((each) => each.count));
    more.textContent = answer.more > 0 ? `And ${answer.more} more words.` : '';
    rows(body, answer.words.map((each) => ({
      key: each.word,
      stamp: [each.mentions, each.count, highest, state.viewer],
      draw: () => h('tr', {class: 'fresh'},
        h('th', {scope: 'row', title: each.last === null ? null : `Last said ${times.full(each.last, viewer().zone)}`}, each.word),
        h('td', {class: 'number'}, String(each.mentions)),
        h('td', {class: 'number'}, h('b', null, String(each.count))),
        h('td', {class: 'counts-bar'}, h('span', {style: {width: `${(100 * each.count) / highest}%`}}))),
    })));
  });

  watch(['viewer'], draw);
  return () => get('counts').then((found) => {
    answer = found;
    draw();
  }).catch(() => {});
}
