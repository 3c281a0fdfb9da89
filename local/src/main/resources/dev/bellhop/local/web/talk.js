import {fill, freshId, h, lazily, rows} from './dom.js';
import {post} from './api.js';
import {avatar} from './avatar.js';
import {busily} from './dialog.js';
import {composer} from './composer.js';
import {homePane, homeTabs} from './home.js';
import {icon} from './icons.js';
import {atOf, messageRows} from './message.js';
import {scroller} from './scroller.js';
import {bot, channel, changed, go, messageAt, messagesIn, state, titleOf, watch} from './store.js';
import {intro, nextStep} from './tour.js';

/** The conversation in the middle. */
export function talk(root) {
  const title = h('h1', {class: 'talk-title'});
  const about = h('p', {class: 'talk-about'});
  const invite = h('div');
  const next = h('div', {hidden: true});
  const writing = composer({id: 'say', thread: () => null});
  let scroll = null;
  let shownFor = '';
  const place = h('div', {class: 'talk-place'});
  const talking = h('div', {class: 'talking'}, place, invite, next, writing.form);
  fill(root, h('header', {class: 'pane-head'}, h('div', null, title, about), homeTabs()), talking, homePane());

  writing.takeFrom(place);

  const draw = lazily(() => {
    const here = channel(state.channel);
    if (!here) {
      return;
    }
    talking.hidden = state.atHome;
    // A new log for another conversation: else all of it would be read out as news.
    const key = `${state.instance} ${state.channel} ${state.viewer}`;
    if (key !== shownFor) {
      shownFor = key;
      scroll = scroller({label: `Messages in ${titleOf(here)}`, head: () => intro(here, type)});
      place.replaceChildren(scroll.frame);
    }
    fill(title, here.kind === 'im' ? avatar(bot(), true) : icon(here.kind === 'group' ? 'lock' : 'hash'),
      here.kind === 'im' ? titleOf(here) : here.name);
    about.textContent = here.kind === 'im' ? 'Between you and the bot' : here.botIn ? 'Bellhop is in this channel' : '';
    const all = messagesIn(here.id);
    const replies = repliesIn(all);
    const shown = all.filter((each) => each.thread === null || each.broadcast || each.thread === each.ts);
    scroll.draw(messageRows(withNotices(shown, here.id), (message) => replies.get(message.ts) ?? []));
    drawInvite(here);
    nextStep(next, type, all.length > 0 && here.botIn);
  });

  function drawInvite(here) {
    rows(invite, here.kind === 'im' || here.botIn ? [] : [{
      key: here.id,
      stamp: [here.name, state.viewer],
      draw() {
        const button = h('button', {type: 'button', class: 'button button-small', on: {
          click: () => busily(button, () => post('channels/invite', {user: state.viewer, channel: here.id})),
        }}, 'Invite Bellhop');
        return h('div', {class: 'invite'}, h('span', null, `Bellhop isn’t in #${here.name}, so it hears nothing here.`), button);
      },
    }]);
  }

  /** Types for the viewer, in a channel where the bot hears it; sending stays theirs. */
  function type(text) {
    const here = channel(state.channel);
    if (here.kind === 'im' || !here.botIn) {
      go([...state.channels.values()].find((each) => each.kind === 'channel' && each.botIn)?.id ?? here.id);
    }
    writing.settle();
    writing.put(text);
  }

  watch(['messages', 'channels', 'viewer', 'place', 'reservations', 'traces', 'clock', 'tour'], draw);
  return {focus: () => writing.area.focus(), type};
}

/** The thread at the side. */
export function threadPane(root) {
  const titleId = freshId('thread');
  const writing = composer({id: 'reply', thread: () => state.thread});
  const place = h('div', {class: 'talk-place'});
  const where = h('p', {class: 'talk-about'});
  let scroll = null;
  let shownFor = null;
  fill(root,
    h('header', {class: 'pane-head'},
      h('div', null, h('h2', {class: 'talk-title', id: titleId}, 'Thread'), where),
      h('button', {type: 'button', class: 'icon-button', 'aria-label': 'Close the thread', on: {click: close}}, icon('close'))),
    place, writing.form);
  root.addEventListener('keydown', (event) => event.key === 'Escape' && !event.defaultPrevented && close());

  writing.takeFrom(place);

  function close() {
    const ts = state.thread;
    state.thread = null;
    changed('place');
    requestAnimationFrame(() => document.querySelector(`#talk article[data-ts="${CSS.escape(ts)}"]`)?.focus());
  }

  const draw = lazily(() => {
    root.hidden = state.thread === null;
    document.getElementById('app').classList.toggle('with-thread', !root.hidden);
    if (root.hidden) {
      shownFor = null;
      return;
    }
    const key = `${state.instance} ${state.channel} ${state.thread} ${state.viewer}`;
    const opened = key !== shownFor;
    if (opened) {
      shownFor = key;
      scroll = scroller({label: 'Messages of the thread'});
      place.replaceChildren(scroll.frame);
    }
    where.textContent = titleOf(channel(state.channel));
    const rootMessage = messageAt(state.channel, state.thread);
    const below = messagesIn(state.channel).filter((each) => each.thread === state.thread && each.ts !== state.thread);
    scroll.draw(messageRows(rootMessage ? [rootMessage, ...below] : below, null));
    if (opened) {
      writing.settle();
      writing.area.focus();
    }
  });

  watch(['messages', 'viewer', 'place'], draw);
}

function repliesIn(all) {
  const replies = new Map();
  for (const message of all) {
    if (message.thread !== null && message.thread !== message.ts) {
      replies.set(message.thread, [...(replies.get(message.thread) ?? []), message]);
    }
  }
  return replies;
}

/** Slack's own notices for the viewer, where they belong in time. */
function withNotices(messages, place) {
  const mine = state.notices.filter((each) => each.user === state.viewer && each.channel === place);
  return mine.length === 0 ? messages : [...messages, ...mine].sort((a, b) => atOf(a) - atOf(b));
}
