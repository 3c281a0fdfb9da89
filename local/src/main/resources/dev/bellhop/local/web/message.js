import {h} from './dom.js';
import {post} from './api.js';
import {avatar} from './avatar.js';
import {drawn} from './blocks.js';
import {initial, valuesOf} from './elements.js';
import {busily, menu} from './dialog.js';
import {shared} from './files.js';
import {icon} from './icons.js';
import {mrkdwn, summary} from './text.js';
import * as times from './times.js';
import {channel, messageAt, now, openThread, state, titleOf, user, viewer} from './store.js';
import {showTraceOf} from './fanout.js';

/** Messages of one person within so many milliseconds stand together under one name. */
const TOGETHER = 300_000;

/** What was chosen in a message, until it is drawn anew. */
const chosen = new WeakMap();

/**
 * The rows of a conversation.
 *
 * @param all messages and notices, oldest first
 * @param replies gives a root's replies; null within a thread, where there are none below each
 */
export function messageRows(all, replies) {
  const zone = viewer()?.zone ?? 'UTC';
  return all.map((message, i) => {
    const before = all[i - 1];
    const at = atOf(message);
    const newDay = !before || times.startOfDay(atOf(before), zone) !== times.startOfDay(at, zone);
    const together = !newDay && before.user === message.user && before.onlyFor === message.onlyFor
      && before.key === undefined && !message.broadcast && at - atOf(before) < TOGETHER && !(replies && replies(before).length > 0);
    const below = replies && message.key === undefined ? replies(message) : [];
    const day = newDay ? times.dayName(at, zone, now()) : null;
    return {
      key: message.key ?? `${message.ts} ${message.onlyFor}`,
      stamp: [message, state.viewer, day, together, below.length, below.at(-1), state.users, replies === null,
        message.broadcast && messageAt(message.channel, message.thread)],
      draw: () => (message.key === undefined ? said({message, day, together, below, zone, inThread: replies === null})
        : notice({message, day, zone})),
    };
  });
}

export const atOf = (message) => message.at ?? times.msOf(message.ts);

function said({message, day, together, below, zone, inThread}) {
  const by = user(message.user);
  const at = atOf(message);
  const time = h('time', {class: 'message-time', datetime: new Date(at).toISOString(), title: times.full(at, zone)},
    times.clock(at, zone));
  const name = by?.realName ?? message.user;
  return row({
    message,
    day,
    label: `${name}, ${times.clock(at, zone)}`,
    class: `message ${together ? 'message-together' : ''} ${message.onlyFor ? 'message-ephemeral' : ''}`,
    left: together ? time : avatar(by),
    body: [
      message.onlyFor && h('p', {class: 'only-you'}, icon('eye'), 'Only visible to you'),
      message.broadcast && broadcast(message, inThread),
      !together && h('p', {class: 'byline'},
        h('b', {class: 'author'}, name), by?.bot && h('span', {class: 'app-badge'}, 'APP'), time),
      (message.blocks || message.text || message.files.length === 0) && h('div', {class: 'message-text rich'},
        message.blocks ? drawn(message.blocks, hostOf(message)) : mrkdwn(message.text),
        message.edited && h('span', {class: 'edited'}, ' (edited)')),
      message.files.length > 0 && shared(message.files),
      below.length > 0 && thread(message, below, zone),
    ],
    tools: message.onlyFor ? [] : [
      !inThread && tool('thread', 'Reply in thread', () => openThread(message.thread ?? message.ts)),
      !by?.bot && tool('fan', 'Show what came of it', () => showTraceOf(message)),
      state.shortcuts.length > 0 && more(message),
    ],
  });
}

/** A reply that stands in the channel too says so in both places. */
function broadcast(message, inThread) {
  const root = messageAt(message.channel, message.thread);
  return h('p', {class: 'only-you'}, icon('thread'), inThread
    ? `Also sent to ${titleOf(channel(message.channel))}`
    : ['Replied to a thread', root && [': ', h('button', {
      type: 'button', class: 'link-button replied-to', 'data-focus': 'root', on: {click: () => openThread(message.thread)},
    }, summary(root.text) || 'its first message')]]);
}

function notice({message, day, zone}) {
  return row({
    message,
    day,
    label: `Slackbot, ${times.clock(message.at, zone)}`,
    class: 'message message-ephemeral',
    left: avatar(null),
    body: [
      h('p', {class: 'only-you'}, icon('eye'), 'Only visible to you'),
      h('p', {class: 'byline'}, h('b', {class: 'author'}, 'Slackbot'), h('time', {class: 'message-time'}, times.clock(message.at, zone))),
      h('div', {class: 'message-text rich'}, message.text),
    ],
    tools: [],
  });
}

function row({message, day, label, class: classes, left, body, tools}) {
  const shownTools = tools.filter(Boolean);
  return h('article', {class: day ? `${classes} message-new-day` : classes, tabindex: '-1', 'aria-label': label,
    'data-ts': message.ts ?? null},
  day && h('p', {class: 'day'}, h('span', null, day)),
  h('div', {class: 'message-left'}, left),
  h('div', {class: 'message-body'}, body),
  shownTools.length > 0 && h('div', {class: 'message-tools'}, shownTools));
}

const tool = (name, label, click) =>
  h('button', {type: 'button', class: 'icon-button', tabindex: '-1', title: label, 'aria-label': label, 'data-focus': name, on: {click}},
    icon(name));

/** What the app adds to the menu of messages. */
function more(message) {
  const made = tool('more', 'More actions', () => menu(made, state.shortcuts.map((shortcut) => ({
    label: shortcut.name,
    choose: () => busily(made, () => post('shortcuts', {
      user: state.viewer, channel: message.channel, ts: message.ts, callback_id: shortcut.callbackId,
    })),
  }))));
  made.setAttribute('aria-haspopup', 'menu');
  made.setAttribute('aria-expanded', 'false');
  return made;
}

function thread(message, below, zone) {
  const last = atOf(below.at(-1));
  const by = [...new Set(below.map((each) => each.user))].slice(0, 4);
  const day = times.daysAway(last, zone, now()) === 0 ? 'today' : times.shortDay(last, zone);
  return h('button', {type: 'button', class: 'replies', 'data-focus': 'replies', on: {click: () => openThread(message.ts)}},
    h('span', {class: 'replies-by'}, by.map((id) => avatar(user(id), true))),
    h('b', null, below.length === 1 ? '1 reply' : `${below.length} replies`),
    h('span', {class: 'replies-last'}, `Last ${day} at ${times.clock(last, zone)}`));
}

function hostOf(message) {
  const values = chosen.get(message) ?? new Map();
  chosen.set(message, values);
  const key = (block, element) => JSON.stringify([state.viewer, block.block_id, element.action_id]);
  const valueOf = (block, element) => (values.has(key(block, element)) ? values.get(key(block, element)) : initial(element));
  return {
    act: (block, element, value) => post('actions', {
      user: state.viewer, channel: message.channel, ts: message.ts, block_id: block.block_id, action_id: element.action_id, value,
      values: valuesOf(message.blocks, valueOf),
    }),
    value: valueOf,
    keep: (block, element, value) => values.set(key(block, element), value),
  };
}
