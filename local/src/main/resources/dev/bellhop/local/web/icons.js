/** Line drawings on a grid of 24. */
const PATHS = {
  bell: 'M4.5 17a7.5 7.5 0 0 1 15 0zM3 20h18M12 9.5V7M10.3 6.5h3.4',
  hash: 'M10 4 8 20M16 4l-2 16M4.5 9h16M3.5 15h16',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M14.5 5 8 12l6.5 7',
  down: 'M6 9.5l6 6 6-6',
  right: 'M9.5 6l6 6-6 6',
  send: 'M4 12 20.5 4.5 14 20l-3-6.5zM11 13.5l9.5-9',
  thread: 'M4 5h16v11H10l-4 4v-4H4zM8 9.5h8M8 12.5h5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.3a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4z',
  fan: 'M4 12h5M9 12c4 0 4-6 8-6h3M9 12h11M9 12c4 0 4 6 8 6h3',
  counts: 'M5 20V11M12 20V4M19 20v-6',
  mail: 'M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7',
  phone: 'M8 3h8v18H8zM11 18h2',
  push: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4',
  log: 'M5 6h14M5 10.5h14M5 15h9M5 19.5h11',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8',
  trouble: 'M12 3.5 21.5 20h-19zM12 10v4.5M12 17v.3',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  auto: 'M4 5h16v11H4zM9 20h6M12 16v4',
  database: 'M5 6.5C5 4 19 4 19 6.5v11c0 2.5-14 2.5-14 0zM5 6.5C5 9 19 9 19 6.5M5 12c0 2.5 14 2.5 14 0',
  topic: 'M12 3.5 20 8v8l-8 4.5L4 16V8zM12 12v8.5M12 12 4 8M12 12l8-4',
  lambda: 'M6 4.5h3.5L18 19.5h-3M11.3 9 6 19.5',
  request: 'M4 8h13M13.5 4.5 17 8l-3.5 3.5M20 16H7M10.5 12.5 7 16l3.5 3.5',
  call: 'M5 19 19 5M9 5h10v10',
  note: 'M6 4h9l3.5 3.5V20H6zM9 11h6.5M9 15h6.5',
  queue: 'M3.5 7h17v10h-17zM9 7v10M14.5 7v10',
  clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 7.5V12l3 2',
  replay: 'M5 12a7 7 0 1 0 2-4.9L4.5 9.5M4.5 4.5v5h5',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  clip: 'M8 12.5 14.5 6a3 3 0 0 1 4.2 4.2l-8.4 8.4a5 5 0 0 1-7-7L11 4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  panel: 'M4 5h16v14H4zM14 5v14',
};

/** A drawing that says nothing by itself: what it stands beside, or the label of its button, does. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
