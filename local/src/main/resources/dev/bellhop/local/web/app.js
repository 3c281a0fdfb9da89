import {fill, h} from './dom.js';
import {toast} from './dialog.js';
import {icon} from './icons.js';
import {machinery} from './machinery.js';
import {modals} from './modal.js';
import {sidebar} from './sidebar.js';
import {connect, listening, nextAttempt} from './stream.js';
import {channel, state, titleOf, watch} from './store.js';
import {talk, threadPane} from './talk.js';
import {tour} from './tour.js';

const byId = (id) => document.getElementById(id);

/** On a narrow screen one part is shown at a time. */
const PANES = [
  {id: 'side', label: 'Channels', sign: 'menu'},
  {id: 'talk', label: 'Talk', sign: 'thread'},
  {id: 'machinery', label: 'Machinery', sign: 'fan'},
];

function show(pane) {
  byId('app').dataset.pane = pane;
  for (const each of byId('panes').children) {
    each.setAttribute('aria-pressed', String(each.dataset.pane === pane));
  }
}

fill(byId('panes'), PANES.map((pane) => h('button', {
  type: 'button', 'data-pane': pane.id, 'aria-pressed': 'false', on: {click: () => show(pane.id)},
}, icon(pane.sign), pane.label)));
show('talk');

sidebar(byId('sidebar'), show);
const conversation = talk(byId('talk'));
threadPane(byId('thread'));
machinery(byId('machinery'), show);
modals();
tour();
banner(byId('banner'));

watch(['place'], () => {
  const here = channel(state.channel);
  document.title = here ? `${titleOf(here)} – ${state.team.name}` : 'Bellhop';
});
watch(['restarted'], () => toast('The server was started anew. This is what it remembers; forms that were open are gone.'));
watch(['snapshot'], focusOnce);
listening();

let focused = false;

/** Typing can begin at once; on a screen that one touches, a keyboard would cover half of it. */
function focusOnce() {
  if (!focused && !matchMedia('(pointer: coarse)').matches) {
    conversation.focus();
  }
  focused = true;
}

/** Says that there is no connection, and when the next attempt is made. */
function banner(root) {
  let tick = 0;
  const text = h('span');
  // Not read out each second.
  const countdown = h('span', {'aria-hidden': 'true'});
  const again = h('button', {type: 'button', class: 'button button-small', on: {click: connect}}, 'Try now');
  fill(root, text, countdown, again);
  watch(['link'], () => {
    clearInterval(tick);
    root.hidden = state.link !== 'lost';
    byId('app').classList.toggle('is-lost', state.link === 'lost');
    if (state.link === 'lost') {
      const say = () => {
        const left = Math.max(0, Math.ceil((nextAttempt - Date.now()) / 1_000));
        countdown.textContent = left > 1 ? `Trying again in ${left} s.` : 'Trying again…';
      };
      text.textContent = 'Disconnected from the server.';
      say();
      tick = setInterval(say, 1_000);
    }
  });
}
