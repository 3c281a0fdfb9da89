import {changed, state, take} from './store.js';

const EVENTS = ['snapshot', 'message', 'messageDeleted', 'channel', 'views', 'home', 'notice', 'trace', 'outbox', 'log', 'queues',
  'trouble', 'clock', 'changed', 'alive'];

/** The server says something every 5 s; after so many milliseconds of silence it is taken for gone. */
const SILENCE = 12_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;

let source = null;
let lastId = null;
let wait = FIRST_WAIT;
let watchdog = 0;
let retry = 0;

/** When the next attempt is made, while there is no connection; in this machine's time. */
export let nextAttempt = 0;

/**
 * Opens the stream and keeps it open while the page is seen: a browser has six connections to a server for all its tabs, and a
 * seventh would wait for ever. Whoever comes back is told first what happened meanwhile.
 */
export function listening() {
  document.addEventListener('visibilitychange', follow);
  window.addEventListener('online', () => state.link === 'lost' && follow());
  follow();
}

const follow = () => (document.hidden ? pause() : connect());

function pause() {
  clearTimeout(watchdog);
  clearTimeout(retry);
  source?.close();
  source = null;
}

/**
 * Opens the stream now: after a break it goes on where it was, and asks less and less often while nobody answers.
 * The browser's own reconnecting has no such patience, and gives up on an answer that is not a stream.
 */
export function connect() {
  pause();
  source = new EventSource(lastId === null ? '/local/stream' : `/local/stream?after=${encodeURIComponent(lastId)}`);
  for (const name of EVENTS) {
    source.addEventListener(name, (event) => heard(name, event));
  }
  source.addEventListener('error', lost);
  listen();
}

function heard(name, event) {
  listen();
  wait = FIRST_WAIT;
  if (event.lastEventId !== '') {
    lastId = event.lastEventId;
  }
  take(name, JSON.parse(event.data));
  link('live');
}

/** Waits for the next sign of life. */
function listen() {
  clearTimeout(watchdog);
  watchdog = setTimeout(lost, SILENCE);
}

function lost() {
  pause();
  nextAttempt = Date.now() + wait;
  retry = setTimeout(connect, wait);
  wait = Math.min(wait * 1.7, LONGEST_WAIT);
  link('lost');
}

function link(now) {
  if (state.link !== now || now === 'lost') {
    state.link = now;
    changed('link');
  }
}
