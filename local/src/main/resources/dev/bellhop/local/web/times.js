/** Times as people read them, in the zone of whoever looks: 24 hours, and the day before the month. */

const formats = new Map();

function format(zone, name, locale, options) {
  const key = `${zone} ${name}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(locale, {...options, timeZone: zone}));
  }
  return formats.get(key);
}

const style = (name, options, locale = 'en-GB') => (ms, zone) => format(zone, name, locale, options).format(ms);

export const clock = style('clock', {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
export const seconds = style('seconds', {hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});
export const shortDay = style('shortDay', {weekday: 'short', day: 'numeric', month: 'short'});
/** For where there is little room: `Sun 22`. */
export const weekday = style('weekday', {weekday: 'short', day: 'numeric'});
const longDay = style('longDay', {weekday: 'long', day: 'numeric', month: 'long'});
const isoDay = style('isoDay', {year: 'numeric', month: '2-digit', day: '2-digit'}, 'sv-SE');

/** The days that a time is away from now in the zone; -1: yesterday. */
export function daysAway(ms, zone, now) {
  return Math.round((Date.parse(isoDay(ms, zone)) - Date.parse(isoDay(now, zone))) / 86_400_000);
}

export function dayName(ms, zone, now) {
  return {'-1': 'Yesterday', 0: 'Today', 1: 'Tomorrow'}[daysAway(ms, zone, now)] ?? longDay(ms, zone);
}

/** The whole of it, for whoever points at a short form. */
export const full = (ms, zone) => `${longDay(ms, zone)}, ${seconds(ms, zone)} (${zone})`;

/** What a zone is called: `New York`. */
export const place = (zone) => zone.split('/').at(-1).replaceAll('_', ' ');

/** The start of the day in the zone that is `days` away. */
export function startOfDay(ms, zone, days = 0) {
  const day = new Date(Date.parse(isoDay(ms, zone)) + days * 86_400_000).toISOString().slice(0, 10);
  return inZone(`${day}T00:00:00Z`, zone);
}

/** The moment at which clocks in the zone show what an ISO time shows. */
function inZone(iso, zone) {
  const wanted = Date.parse(iso);
  const shown = (ms) => Date.parse(`${isoDay(ms, zone)}T${seconds(ms, zone)}Z`);
  const guess = wanted - (shown(wanted) - wanted);
  return guess - (shown(guess) - wanted);
}

/** A length of time: `350 ms`, `2.4 s`, `3 min`. */
export function took(ms) {
  if (ms === null || ms === undefined) {
    return '';
  }
  if (ms < 10) {
    return `${ms.toFixed(1)} ms`;
  }
  if (ms < 1_000) {
    return `${Math.round(ms)} ms`;
  }
  return span(ms);
}

export function span(ms) {
  const all = Math.round(ms / 1_000);
  if (all < 60) {
    return `${ms < 10_000 ? (ms / 1_000).toFixed(1) : all} s`;
  }
  const minutes = Math.round(all / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  }
  return `${Math.round(hours / 24)} days`;
}

/** How long from now: `in 5 min`, `2 h ago`. */
export const away = (ms, now) => (ms > now ? `in ${span(ms - now)}` : `${span(now - ms)} ago`);

const SLACK = {
  date_num: style('date_num', {year: 'numeric', month: '2-digit', day: '2-digit'}, 'sv-SE'),
  date_slash: style('date_slash', {year: 'numeric', month: '2-digit', day: '2-digit'}, 'en-US'),
  date: style('date', {year: 'numeric', month: 'long', day: 'numeric'}, 'en-US'),
  date_short: style('date_short', {year: 'numeric', month: 'short', day: 'numeric'}, 'en-US'),
  date_long: style('date_long', {weekday: 'long', year: 'numeric', month: 'long', day: 'numeric'}, 'en-US'),
  time: clock,
  time_secs: seconds,
};

/**
 * What Slack makes of the format of a `<!date^…>`.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function slackDate(ms, pattern, zone, now) {
  return pattern.replace(/\{(\w+)\}/g, (token, name) => {
    if (name === 'ago') {
      return away(ms, now);
    }
    const pretty = name.endsWith('_pretty');
    const known = pretty ? name.slice(0, -'_pretty'.length) : name;
    if (!Object.hasOwn(SLACK, known)) {
      return token;
    }
    const near = pretty && {'-1': 'yesterday', 0: 'today', 1: 'tomorrow'}[daysAway(ms, zone, now)];
    return near || SLACK[known](ms, zone);
  });
}

/** The milliseconds of a Slack ts. */
export const msOf = (ts) => Math.floor(Number(ts) * 1_000);
