import {add, fill, h} from './dom.js';
import * as times from './times.js';
import {viewer} from './store.js';

const HEIGHT = 128;
const TOP = 8;
const BOTTOM = 20;
const RIGHT = 8;
const CHARACTER = 6.6;
const COLOURS = 8;
const MINUTE = 60_000;

/** So many that say nothing are named at once; of more, when somebody wants to know. */
const MOST_NAMED = 3;

/** What a time axis is divided by. */
const STEPS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 180 * MINUTE, 360 * MINUTE];

/** A value as it is read: 1,234, 0.5. */
export const figure = (value) => value.toLocaleString('en-GB', {maximumFractionDigits: value < 10 ? 2 : 0});

/**
 * A graph over time that is drawn again and again. Sums are columns, everything else is a line; a period is pointed at, or
 * walked to with the arrow keys, for its figures, and all of them are in a table.
 */
export function chart(title) {
  let data = null;
  let at = null;
  const note = h('span', {class: 'chart-note'});
  const none = h('p', {class: 'chart-none'});
  const picture = h('div', {class: 'chart-picture', 'aria-hidden': 'true'});
  const cursor = h('i', {class: 'chart-cursor', hidden: true});
  const tip = h('div', {class: 'chart-tip', hidden: true, 'aria-hidden': 'true'});
  const reader = h('div', {
    class: 'chart-reader', role: 'slider', tabindex: '0', 'aria-label': `${title}: period`, 'aria-valuemin': '1',
    on: {
      pointermove: (event) => look(under(event)),
      pointerdown: (event) => look(under(event)),
      pointerleave: () => document.activeElement !== reader && look(null),
      focus: () => look(at ?? latest()),
      blur: () => look(null),
      keydown,
    },
  });
  const plot = h('div', {class: 'chart-plot', role: 'group', 'aria-label': title}, picture, cursor, reader, tip);
  const legend = h('ul', {class: 'legend'});
  const rest = h('p', {class: 'chart-rest'});
  const others = h('summary');
  const names = h('p', {class: 'chart-rest'});
  const silent = h('details', {class: 'chart-details'}, others, names);
  const table = h('div', {class: 'chart-table', role: 'region', 'aria-label': `${title}, as a table`, tabindex: '0'});
  const details = h('details', {class: 'chart-details', on: {toggle: () => drawTable()}}, h('summary', null, 'As a table'), table);
  const root = h('figure', {class: 'widget', 'aria-label': `Dashboard: ${title}`},
    h('figcaption', {class: 'widget-head'}, h('h3', null, title), note), none, plot, legend, rest, silent, details);
  new ResizeObserver(() => data && draw()).observe(plot);

  function keydown(event) {
    const to = {ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: data.periods - 1}[event.key];
    if (event.key === 'Escape') {
      look(null);
    } else if (to !== undefined) {
      event.preventDefault();
      look(Math.max(0, Math.min(data.periods - 1, at === null ? latest() : to)));
    }
  }

  /** The last period with a figure. */
  const latest = () => {
    const last = data.drawn.map((line) => line.values.findLastIndex((value) => value !== null && value !== 0));
    return Math.max(0, ...last);
  };

  const under = (event) => {
    const x = event.clientX - reader.getBoundingClientRect().left;
    return Math.max(0, Math.min(data.periods - 1, Math.floor((x / reader.clientWidth) * data.periods)));
  };

  const start = (i) => data.from + i * data.period;
  const span = (i) => `${clock(start(i))} – ${clock(start(i + 1))}`;
  const clock = (ms) => (data.period % MINUTE === 0 ? times.clock : times.seconds)(ms, viewer()?.zone ?? 'UTC');
  const read = (value) => (value === null ? '–' : `${figure(value)}${data.unit ? ` ${data.unit}` : ''}`);
  const there = (i) => data.drawn.map((line, n) => ({...line, n})).filter((line) => line.values[i] !== null && (data.unit || line.values[i] !== 0));

  function look(to) {
    at = to;
    cursor.hidden = tip.hidden = to === null;
    if (to === null) {
      return;
    }
    const found = there(to);
    const share = 100 / data.periods;
    cursor.style.left = `calc(${data.left}px + (100% - ${data.left + RIGHT}px) * ${(to * share) / 100})`;
    cursor.style.width = `calc((100% - ${data.left + RIGHT}px) * ${share / 100})`;
    fill(tip, h('b', null, span(to)),
      found.length === 0 ? h('span', null, 'nothing') : found.map((line) =>
        h('span', null, h('i', {class: `swatch series-${line.n % COLOURS}`}), `${line.label} `, h('b', null, read(line.values[to])))));
    tip.classList.toggle('chart-tip-left', to > data.periods / 2);
    tell(to);
  }

  function tell(i) {
    const found = there(i);
    reader.setAttribute('aria-valuenow', String(i + 1));
    reader.setAttribute('aria-valuetext', `${span(i)}: ${
      found.length === 0 ? 'nothing' : found.map((line) => `${line.label} ${read(line.values[i])}`).join(', ')}`);
  }

  function draw() {
    const width = plot.clientWidth;
    if (width === 0) {
      return;
    }
    const columns = data.lines.every((line) => line.statistic === 'Sum');
    const tops = Array.from({length: data.periods}, (_, i) => {
      const values = data.drawn.map((line) => line.values[i] ?? 0);
      return columns && data.stacked ? values.reduce((a, b) => a + b, 0) : Math.max(0, ...values);
    });
    const highest = Math.max(...tops);
    // One that is far above would leave nothing to see of the rest.
    const marks = data.marks.filter((mark) => mark.value <= highest * 5);
    const ticks = ticksTo(Math.max(highest, ...marks.map((mark) => mark.value)), data.unit === '');
    const left = Math.max(...ticks.map((tick) => figure(tick).length)) * CHARACTER + 8;
    const x = (ms) => left + ((ms - data.from) / (data.period * data.periods)) * (width - left - RIGHT);
    const y = (value) => TOP + (1 - value / ticks.at(-1)) * (HEIGHT - TOP - BOTTOM);
    data.left = left;
    reader.style.left = `${left}px`;
    reader.style.right = `${RIGHT}px`;
    fill(picture, svg('svg', {width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`},
      ticks.map((tick) => [
        svg('line', {class: 'chart-grid', x1: left, x2: width - RIGHT, y1: y(tick), y2: y(tick)}),
        svg('text', {class: 'chart-label', x: left - 5, y: y(tick) + 4, 'text-anchor': 'end'}, figure(tick))]),
      timesOf(width - left).map((ms) =>
        svg('text', {class: 'chart-label', x: x(ms), y: HEIGHT - 4, 'text-anchor': 'middle'}, times.clock(ms, viewer()?.zone ?? 'UTC'))),
      columns ? columnsOf(x, y) : data.drawn.map((line, n) => lineOf(line, n, x, y)),
      marks.map((mark) =>
        svg('line', {class: 'chart-mark', x1: left, x2: width - RIGHT, y1: y(mark.value), y2: y(mark.value)}))));
  }

  /** At round times, and no closer than they can be read. */
  function timesOf(width) {
    const whole = data.period * data.periods;
    const step = STEPS.find((each) => (each / whole) * width >= 56) ?? whole;
    const first = Math.ceil(data.from / step) * step;
    const edge = (22 / width) * whole;
    return Array.from({length: Math.floor(whole / step) + 1}, (_, i) => first + i * step)
      .filter((ms) => ms >= data.from + edge && ms <= data.from + whole - edge);
  }

  function columnsOf(x, y) {
    const slot = x(data.from + data.period) - x(data.from);
    const gap = slot > 5 ? 1 : 0;
    const each = data.stacked ? slot - gap : (slot - gap) / Math.max(1, data.drawn.length);
    return Array.from({length: data.periods}, (_, i) => {
      let below = 0;
      return data.drawn.map((line, n) => {
        const value = line.values[i] ?? 0;
        const foot = data.stacked ? below : 0;
        below += value;
        return value > 0 && svg('rect', {
          class: `chart-column series-${n % COLOURS}`,
          x: x(start(i)) + (data.stacked ? 0 : n * each), width: Math.max(1, each - (data.stacked || each < 3 ? 0 : 0.5)),
          y: y(foot + value), height: Math.max(1, y(foot) - y(foot + value)),
        });
      });
    });
  }

  /** Where there is no value, there is no line; one by itself is a dot. */
  function lineOf(line, n, x, y) {
    const points = line.values.map((value, i) => value !== null && [x(start(i) + data.period / 2), y(value)]);
    const path = points.map((point, i) => (point ? `${points[i - 1] ? 'L' : 'M'}${point[0].toFixed(1)} ${point[1].toFixed(1)}` : '')).join('');
    const dots = points.filter((point, i) => point && (!points[i - 1] || !points[i + 1] || points.length < 50));
    return svg('g', {class: `series-${n % COLOURS}`},
      svg('path', {class: 'chart-line', d: path}),
      dots.map(([cx, cy]) => svg('circle', {class: 'chart-dot', cx, cy, r: 2.5})));
  }

  function drawLegend() {
    const sum = (line) => line.values.reduce((all, value) => all + (value ?? 0), 0);
    const last = (line) => line.values.findLast((value) => value !== null) ?? null;
    const sums = data.lines.length > 0 && data.lines.every((line) => line.statistic === 'Sum');
    note.textContent = data.drawn.length === 0 ? '' : sums ? `in ${data.spanName}` : 'latest';
    fill(legend, data.drawn.map((line, n) => h('li', null,
      h('i', {class: `swatch series-${n % COLOURS}`}), h('span', null, line.label), ' ', h('b', null, read(sums ? sum(line) : last(line))))),
    data.marks.map((mark) => h('li', {class: 'legend-mark'}, h('i', {class: 'swatch-mark'}), h('span', null, mark.label), ' ', h('b', null, read(mark.value)))));
    const quiet = data.lines.filter((line) => !data.drawn.includes(line)).map((line) => line.label);
    const few = quiet.length <= MOST_NAMED;
    fill(rest,
      few && data.drawn.length > 0 && quiet.length > 0 && `Nothing of ${quiet.join('; ')}.`,
      data.notDrawn.length > 0 && h('span', {class: 'chart-foreign'}, ` Not drawn: ${data.notDrawn.join('; ')}.`));
    silent.hidden = few;
    others.textContent = `Nothing of ${quiet.length}${data.drawn.length > 0 ? ' others' : ''}`;
    names.textContent = `${quiet.join('; ')}.`;
    rest.hidden = rest.textContent === '';
  }

  function drawTable() {
    if (!details.open || !data) {
      return;
    }
    const periods = Array.from({length: data.periods}, (_, i) => i).filter((i) => there(i).length > 0).reverse();
    const scrolled = table.scrollTop;
    fill(table, h('table', {class: 'counts'},
      h('thead', null, h('tr', null, h('th', {scope: 'col'}, 'Time'),
        data.drawn.map((line) => h('th', {scope: 'col', class: 'number'}, line.label)))),
      h('tbody', null, periods.map((i) => h('tr', null, h('th', {scope: 'row'}, clock(start(i))),
        data.drawn.map((line) => h('td', {class: 'number'}, line.values[i] === null ? '–' : figure(line.values[i]))))))));
    table.scrollTop = scrolled;
  }

  return {
    root,
    /** @param answer what the graph has in it, and the periods that its values are of */
    show(answer) {
      const drawn = answer.lines.filter((line) => line.values.some((value) => value !== null && (answer.unit || value !== 0)));
      data = {...answer, drawn, left: 0};
      none.hidden = drawn.length > 0;
      none.textContent = `Nothing in the last ${answer.spanName}.`;
      plot.hidden = legend.hidden = details.hidden = drawn.length === 0;
      reader.setAttribute('aria-valuemax', String(answer.periods));
      if (drawn.length > 0) {
        draw();
        tell(at ?? latest());
        if (at !== null) {
          look(Math.min(at, answer.periods - 1));
        }
      }
      drawLegend();
      drawTable();
    },
  };
}

/** Up to five round values from 0 to what is at least the highest. */
function ticksTo(highest, whole) {
  const rough = Math.max(highest, whole ? 1 : 0.1) / 3;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(whole ? 1 : 0, [1, 2, 5, 10].map((each) => each * ten).find((each) => each >= rough));
  return Array.from({length: Math.ceil(Math.max(highest, step) / step) + 1}, (_, i) => Number((i * step).toPrecision(12)));
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.entries(attributes).forEach(([name, value]) =>
    element.setAttribute(name, typeof value === 'number' ? String(Math.round(value * 10) / 10) : value));
  return add(element, children);
}
