import {fill, freshId, h, lazily} from './dom.js';
import {post} from './api.js';
import {avatar} from './avatar.js';
import {dialog, busily, toast} from './dialog.js';
import {icon} from './icons.js';
import * as times from './times.js';
import {bot, channelsInView, choose, go, humans, messagesIn, now, state, titleOf, viewer, watch, write} from './store.js';

/** What each person has seen of each channel. */
const seen = new Map();

/** Who you are and where. */
export function sidebar(root, show) {
  const link = h('span', {class: 'link-state'});
  const team = h('b');
  const channels = h('ul', {class: 'side-list'});
  const direct = h('ul', {class: 'side-list'});
  const people = h('div', {class: 'people', role: 'radiogroup', 'aria-label': 'You are'});
  const theme = h('button', {type: 'button', class: 'side-button', on: {click: nextTheme}});
  fill(root,
    h('div', {class: 'brand'}, h('span', {class: 'brand-mark'}, icon('bell')), h('span', {class: 'brand-name'}, team, link)),
    h('div', {class: 'side-scroll'},
      h('h2', {class: 'side-title'}, 'Channels'), channels,
      h('button', {type: 'button', class: 'side-button', on: {click: addChannel}}, icon('plus'), 'Add a channel'),
      h('h2', {class: 'side-title'}, 'Direct messages'), direct),
    h('div', {class: 'side-foot'}, h('h2', {class: 'side-title'}, 'You are'), people, theme));

  const draw = lazily(() => {
    team.textContent = state.team.name;
    link.textContent = {connecting: 'Connecting…', live: 'On this machine', lost: 'Disconnected'}[state.link];
    link.dataset.link = state.link;
    const places = channelsInView();
    see();
    drawPlaces(channels, places.filter((each) => each.kind !== 'im'));
    drawPlaces(direct, places.filter((each) => each.kind === 'im'));
    drawPeople();
  });

  function drawPlaces(list, places) {
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.place : null;
    fill(list, places.map((place) => {
      const unread = place.id === state.channel ? 0 : unreadIn(place.id);
      return h('li', null, h('button', {
        type: 'button',
        class: unread > 0 ? 'place place-unread' : 'place',
        'data-place': place.id,
        'aria-current': place.id === state.channel ? 'page' : null,
        on: {
          click: () => {
            go(place.id);
            show('talk');
          },
        },
      },
      place.kind === 'im' ? avatar(bot(), true) : icon(place.kind === 'group' ? 'lock' : 'hash'),
      h('span', {class: 'place-name'}, place.kind === 'im' ? titleOf(place) : place.name),
      unread > 0 && h('span', {class: 'badge'}, String(unread), h('span', {class: 'unseen'}, ' new'))));
    }));
    [...list.querySelectorAll('button')].find((each) => each.dataset.place === focused)?.focus();
  }

  function drawPeople() {
    const focused = people.contains(document.activeElement);
    fill(people, humans().map((human) => h('label', {class: 'person'},
      h('input', {
        type: 'radio',
        name: 'viewer',
        class: 'unseen',
        value: human.id,
        checked: human.id === state.viewer,
        on: {
          change: () => {
            choose(human.id);
            toast(`You are ${human.realName} now, in ${times.place(human.zone)}.`);
          },
        },
      }),
      avatar(human, true),
      h('span', {class: 'person-name'}, human.realName),
      h('span', {class: 'person-zone'}, `${times.place(human.zone)} ${times.clock(now(), human.zone)}`))));
    if (focused) {
      people.querySelector('input:checked')?.focus();
    }
  }

  function nextTheme() {
    const order = ['auto', 'light', 'dark'];
    const to = order[(order.indexOf(chosenTheme()) + 1) % order.length];
    write('theme', to, 'localStorage');
    if (to === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = to;
    }
    drawTheme();
  }

  function drawTheme() {
    const is = chosenTheme();
    fill(theme, icon({auto: 'auto', light: 'sun', dark: 'moon'}[is]),
      `Theme: ${{auto: 'system', light: 'light', dark: 'dark'}[is]}`);
  }

  drawTheme();
  // The clocks of the three go on.
  setInterval(draw, 30_000);
  watch(['channels', 'messages', 'viewer', 'place', 'link', 'clock'], draw);
}

const chosenTheme = () => document.documentElement.dataset.theme ?? 'auto';

const seenKey = (place) => `${state.viewer} ${place}`;

/** Whoever looks at a channel has seen what is in it; what was there before one first looked is not news. */
function see() {
  for (const place of channelsInView()) {
    if (place.id === state.channel || !seen.has(seenKey(place.id))) {
      seen.set(seenKey(place.id), messagesIn(place.id).at(-1)?.ts ?? '');
    }
  }
}

function unreadIn(place) {
  const until = seen.get(seenKey(place));
  return messagesIn(place).filter((each) => each.ts > until && each.user !== state.viewer).length;
}

function addChannel() {
  const id = freshId('name');
  const wrong = h('p', {class: 'wrong', id: `${id}-wrong`, role: 'alert'});
  const name = h('input', {class: 'field', id, autocomplete: 'off', maxlength: '80', 'aria-describedby': `${id}-hint ${id}-wrong`,
    placeholder: 'deploys'});
  const secret = h('input', {type: 'checkbox'});
  const add = h('button', {type: 'submit', class: 'button button-primary', form: `${id}-form`}, 'Add');
  const shown = dialog({
    title: 'Add a channel',
    body: h('form', {id: `${id}-form`, on: {submit}},
      h('label', {class: 'label', for: id}, 'Name'), name, wrong,
      h('p', {class: 'hint', id: `${id}-hint`}, 'Small letters, digits, - and _. Bellhop hears nothing there until you invite it.'),
      h('label', {class: 'option'}, secret, h('span', null, 'Private: nobody but you sees it'))),
    footer: [add],
  });
  name.focus();

  function submit(event) {
    event.preventDefault();
    busily(add, async () => {
      try {
        const answer = await post('channels', {
          user: viewer().id, name: name.value.trim().replace(/^#/, ''), private: secret.checked,
        });
        shown.close();
        state.channels.set(answer.channel.id, answer.channel);
        go(answer.channel.id);
        document.getElementById('say').focus();
      } catch (problem) {
        wrong.textContent = problem.message;
        name.setAttribute('aria-invalid', 'true');
        name.focus();
      }
    });
  }
}
