/**
 * What the page knows: what the server told by the stream, and what the viewer chose. Whoever shows a part of it says so with
 * `watch`, and is called after each change of that part.
 */
export const state = {
  link: 'connecting',
  instance: null,
  team: {id: '', name: ''},
  version: '',
  clockOffset: 0,
  ahead: 0,
  users: new Map(),
  channels: new Map(),
  commands: [],
  shortcuts: [],
  triggers: [],
  talks: new Map(),
  notices: [],
  views: new Map(),
  homes: new Map(),
  // Whether the bot's Home is shown in the place of the talk with it.
  atHome: false,
  traces: [],
  outbox: [],
  queues: [],
  trouble: {duplicate: 1, services: [], schedules: [], canReplay: false},
  viewer: null,
  channel: null,
  thread: null,
  machinery: read('machinery', 'localStorage') ?? 'fanout',
};

const MOST = {traces: 200, outbox: 200};
const watchers = [];
let noticed = 0;

/** @param parts as told by `changed`, such as `'messages'`; a snapshot is all of them */
export function watch(parts, listener) {
  watchers.push({parts, listener});
}

export function changed(...parts) {
  watchers.filter((each) => each.parts.some((part) => parts.includes(part))).forEach((each) => each.listener());
}

/** The system's own time, which may be ahead of this machine's. */
export const now = () => Date.now() + state.clockOffset;

export const user = (id) => state.users.get(id);
export const channel = (id) => state.channels.get(id);
export const viewer = () => state.users.get(state.viewer);
export const humans = () => [...state.users.values()].filter((each) => !each.bot);
export const bot = () => [...state.users.values()].find((each) => each.bot);

/** The channels that the viewer sees, and their talk with the bot. */
export const channelsInView = () => [...state.channels.values()].filter(isInView);

function isInView(place) {
  switch (place.kind) {
    case 'im':
      return place.user === state.viewer;
    case 'group':
      return place.members.includes(state.viewer);
    default:
      return true;
  }
}

export const titleOf = (place) => (place.kind === 'im' ? (bot()?.realName ?? place.name) : `#${place.name}`);

/** What was said in a channel as the viewer sees it, oldest first. */
export const messagesIn = (id) =>
  (state.talks.get(id) ?? []).filter((each) => each.onlyFor === null || each.onlyFor === state.viewer);

export const messageAt = (id, ts) => state.talks.get(id)?.find((each) => each.ts === ts);

export function choose(user) {
  state.viewer = user;
  write('viewer', user, 'localStorage');
  const place = channel(state.channel);
  if (place && !isInView(place)) {
    state.channel = channelsInView().find((each) => each.kind === (place.kind === 'im' ? 'im' : 'channel'))?.id;
    state.thread = null;
    state.atHome = false;
  }
  changed('viewer');
}

export function go(id) {
  state.channel = id;
  state.thread = null;
  state.atHome = false;
  write('channel', id, 'localStorage');
  changed('place');
}

/** @param home false for the talk */
export function showHome(home) {
  state.atHome = home;
  state.thread = null;
  changed('place');
}

export function openThread(ts) {
  state.thread = ts;
  changed('place');
}

export function showMachinery(tab) {
  state.machinery = tab;
  write('machinery', tab, 'localStorage');
  changed('machinery');
}

/**
 * What is kept over a reload; a browser that keeps nothing is fine too.
 *
 * @param where by its name, for a browser may forbid even to look at it
 */
export function read(key, where = 'sessionStorage') {
  try {
    return JSON.parse(window[where].getItem(`bellhop.${key}`));
  } catch {
    return null;
  }
}

export function write(key, value, where = 'sessionStorage') {
  try {
    window[where].setItem(`bellhop.${key}`, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs a convenience, no more.
  }
}

/** Takes in one event of the stream. */
export function take(event, data) {
  HANDLERS[event]?.(data);
}

const HANDLERS = {
  snapshot(all) {
    const restarted = state.instance !== null && state.instance !== all.instance;
    state.instance = all.instance;
    state.team = all.team;
    state.version = all.version;
    setClock(all.clock);
    state.users = byId(all.users);
    state.channels = byId(all.channels);
    state.commands = all.commands;
    state.shortcuts = all.shortcuts;
    state.triggers = all.triggers;
    state.talks = new Map();
    all.messages.forEach(put);
    state.notices = restarted ? [] : state.notices;
    state.views = new Map(Object.entries(all.views));
    state.homes = new Map(Object.entries(all.homes));
    state.traces = all.traces;
    state.outbox = all.outbox;
    state.queues = all.queues;
    state.trouble = all.trouble;
    const people = humans();
    state.viewer = [state.viewer, read('viewer', 'localStorage')].find((id) => people.some((each) => each.id === id))
      ?? people[0]?.id;
    const places = channelsInView();
    state.channel = [state.channel, read('channel', 'localStorage')].find((id) => places.some((each) => each.id === id))
      ?? places[0]?.id;
    if (restarted && state.thread && !messageAt(state.channel, state.thread)) {
      state.thread = null;
    }
    changed('snapshot', 'messages', 'channels', 'viewer', 'place', 'views', 'homes', 'traces', 'outbox', 'log', 'queues', 'trouble',
      'clock', 'counts', 'reservations', 'objects', ...(restarted ? ['restarted'] : []));
  },
  message({message}) {
    put(message);
    changed('messages');
  },
  messageDeleted(gone) {
    const talk = state.talks.get(gone.channel) ?? [];
    state.talks.set(gone.channel, talk.filter((each) => each.ts !== gone.ts));
    changed('messages');
  },
  channel({channel: place}) {
    state.channels.set(place.id, place);
    changed('channels');
  },
  views({user: id, views}) {
    state.views.set(id, views);
    changed('views');
  },
  home({user: id, view}) {
    state.homes.set(id, view);
    changed('homes');
  },
  notice(notice) {
    noticed += 1;
    state.notices = [...state.notices, {...notice, channel: notice.channel ?? state.channel, key: `notice-${noticed}`}];
    changed('messages');
  },
  trace({trace}) {
    state.traces = replaced(state.traces, trace, MOST.traces);
    changed('traces');
  },
  outbox({entry}) {
    state.outbox = replaced(state.outbox, entry, MOST.outbox);
    changed('outbox');
  },
  log() {
    changed('log');
  },
  queues({queues}) {
    state.queues = queues;
    changed('queues');
  },
  trouble({trouble}) {
    state.trouble = trouble;
    changed('trouble');
  },
  clock({clock}) {
    setClock(clock);
    changed('clock');
  },
  changed({what}) {
    changed(what);
  },
  alive(clock) {
    setClock({ahead: state.ahead, ...clock});
  },
};

function setClock(clock) {
  state.clockOffset = clock.now - Date.now();
  state.ahead = clock.ahead;
}

const byId = (list) => new Map(list.map((each) => [each.id, each]));

function replaced(list, item, most) {
  const at = list.findIndex((each) => each.id === item.id);
  return at < 0 ? [...list, item].slice(-most) : list.with(at, item);
}

/** Keeps each channel's messages in the order of their ts, which are strings of one length. */
function put(message) {
  const talk = state.talks.get(message.channel) ?? [];
  const same = talk.findIndex((each) => each.ts === message.ts && each.onlyFor === message.onlyFor);
  if (same >= 0) {
    talk[same] = message;
  } else {
    const later = talk.findIndex((each) => each.ts > message.ts);
    talk.splice(later < 0 ? talk.length : later, 0, message);
  }
  state.talks.set(message.channel, talk);
}
