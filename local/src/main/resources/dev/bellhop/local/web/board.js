import {fill, freshId, h, lazily, rows} from './dom.js';
import {get} from './api.js';
import {icon} from './icons.js';
import {state, watch} from './store.js';
import {mrkdwn} from './text.js';

const FEW = 50;

const count = (number) => number.toLocaleString('en-GB');

/** What `/words` shows in Slack: what is said most in public channels, and where one word stands. */
export function board(root) {
  let answer = null;
  let most = FEW;
  let asked = 0;
  const finder = find();
  const nothing = h('p');
  const none = h('div', {class: 'nothing', hidden: true}, icon('counts'), nothing);
  const body = h('tbody');
  const table = h('table', {class: 'counts board', hidden: true},
    h('thead', null, h('tr', null,
      h('th', {scope: 'col', class: 'number'}, h('abbr', {title: 'Rank', 'aria-label': 'Rank'}, '#')),
      h('th', {scope: 'col'}, 'Word'),
      h('th', {scope: 'col', class: 'number', title: 'How often it was said'}, 'Said'),
      h('th', {scope: 'col', class: 'number', title: 'With what the multiplier adds'}, 'Count'),
      h('th', {scope: 'col'}, h('span', {class: 'unseen'}, 'As a bar')))),
    body);
  const more = h('button', {type: 'button', class: 'button button-small', hidden: true, on: {click: () => {
    most = answer.exact;
    load();
  }}});
  const notes = h('div', {class: 'board-notes quiet'});
  fill(root, finder.form, none, table, more, notes);

  const draw = lazily(() => {
    const {standings, stopWords, exact} = answer;
    nothing.replaceChildren('Nothing is on the board yet. Say ', h('code', null, `${state.triggers[0] ?? 'awsadvent'} hello`),
      ' in a public channel, and a moment later it is here.');
    none.hidden = standings.length > 0;
    table.hidden = !none.hidden;
    more.hidden = !answer.more || most >= exact;
    more.textContent = `Show up to ${count(exact)}`;
    const highest = Math.max(1, standings[0]?.count ?? 1);
    moved(body, () => rows(body, standings.map((each) => ({key: each.word, stamp: [], draw: () => row(each)}))));
    standings.forEach((each, i) => renew(body.children[i], each, i + 1, highest));
    fill(notes,
      h('p', null, 'What ', h('code', null, '/words'), ' shows in Slack. Which words these are follows what is said in public channels',
        ', in batches of a queue: up to a few seconds behind here, up to half a minute in AWS. Their counts are as they stand now.'),
      h('p', null, answer.more && most >= exact ? `Further down than ${count(exact)} ranks are not exact, and not shown.`
        : `Ranks are exact down to ${count(exact)}.`),
      stopWords.length > 0
        ? h('p', null, 'Never shown, as stop words: ', stopWords.flatMap((word, i) => [i > 0 && ', ', h('code', null, word)]), '.')
        : h('p', null, 'There are no stop words. ', h('code', null, '/words stop add the'), ' keeps a word off the board.'));
  });

  function load() {
    asked += 1;
    const mine = asked;
    return Promise.all([
      get(`board?most=${most}`).then((found) => {
        // A slow answer is not shown after a later one.
        if (mine === asked) {
          answer = found;
          draw();
        }
      }).catch(() => {}),
      finder.again(),
    ]);
  }

  return load;
}

const row = (each) => h('tr', {class: 'fresh'},
  h('td', {class: 'number board-rank'}),
  h('th', {scope: 'row'}, each.word),
  h('td', {class: 'number'}),
  h('td', {class: 'number'}, h('b')),
  h('td', {class: 'counts-bar'}, h('span')));

/** The row of a word is always the same, so that nothing flickers while its numbers rise. */
function renew(row, each, rank, highest) {
  const [place, , said, sum, bar] = row.children;
  const text = count(each.count);
  if (sum.textContent !== '' && sum.textContent !== text) {
    row.classList.remove('fresh');
    // Read, so that the light begins anew.
    void row.offsetWidth;
    row.classList.add('fresh');
  }
  place.textContent = String(rank);
  said.textContent = count(each.mentions);
  sum.firstChild.textContent = text;
  bar.firstChild.style.setProperty('width', `${(100 * each.count) / highest}%`);
}

/** Has rows slide to where they are put. */
function moved(parent, put) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches || parent.children.length > 2 * FEW) {
    put();
    return;
  }
  const before = new Map([...parent.children].map((each) => [each, each.offsetTop]));
  put();
  for (const [each, top] of before) {
    if (each.isConnected && each.offsetTop !== top) {
      each.animate([{transform: `translateY(${top - each.offsetTop}px)`}, {transform: 'none'}], {duration: 250, easing: 'ease-out'});
    }
  }
}

/** Tells of one word what `/words` does, and goes on telling while it is said. */
function find() {
  let word = '';
  const id = freshId('word');
  const field = h('input', {class: 'field', id, type: 'search', placeholder: 'Find a word', 'aria-label': 'Find a word', autocomplete: 'off',
    on: {input: () => field.value === '' && look('')}});
  const told = h('div', {class: 'board-told rich', role: 'status'});
  const form = h('form', {class: 'board-find', role: 'search', on: {submit: (event) => {
    event.preventDefault();
    look(field.value.trim());
  }}}, h('div', {class: 'tools'}, field, h('button', {type: 'submit', class: 'button'}, 'Look up')), told);

  function look(wanted) {
    word = wanted;
    return again();
  }

  async function again() {
    const asked = word;
    if (asked === '') {
      tell('');
      return;
    }
    let says;
    try {
      says = mrkdwn((await get(`board/word?word=${encodeURIComponent(asked)}`)).text);
    } catch (problem) {
      says = h('p', {class: 'wrong'}, problem.message);
    }
    if (asked === word) {
      tell(says);
    }
  }

  /** What is the same is not read out again. */
  function tell(says) {
    const next = h('div', null, says);
    if (told.firstChild?.textContent !== next.textContent || next.querySelector('.wrong')) {
      fill(told, next);
    }
  }

  watch(['viewer'], () => {
    fill(told);
    again();
  });
  return {form, again};
}
