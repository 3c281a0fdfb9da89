/** What never is an attribute but a property. */
const PROPERTIES = new Set(['value', 'checked', 'disabled', 'hidden', 'indeterminate', 'required', 'selected', 'open']);

/**
 * Makes an element. Children are nodes and texts; a text is always text, never markup, and null, undefined and false are
 * left out. `on` has listeners, `style` single properties, everything else is an attribute or a property.
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name === 'on') {
      Object.entries(value).forEach(([type, listener]) => element.addEventListener(type, listener));
    } else if (name === 'style') {
      Object.entries(value).forEach(([property, to]) => element.style.setProperty(property, to));
    } else if (PROPERTIES.has(name)) {
      element[name] = value ?? '';
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  add(element, children);
  return element;
}

/** Appends nodes and texts. */
export function add(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      parent.append(child);
    }
  }
  return parent;
}

/** Puts nodes and texts in the place of what there is. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  return add(parent, children);
}

/**
 * Draws a list so that what did not change stays the very node it was, with its focus, selection and scroll position.
 *
 * @param rows `{key, stamp, draw}`: who it is, all that it depends on, and how it is drawn
 */
export function rows(parent, list) {
  const old = new Map([...parent.children].map((node) => [node.rowKey, node]));
  let place = parent.firstElementChild;
  for (const row of list) {
    const known = old.get(row.key);
    old.delete(row.key);
    const node = known && sameStamp(known.rowStamp, row.stamp) ? known : drawn(row);
    if (known && known !== node) {
      if (place === known) {
        place = node;
      }
      replace(known, node);
    }
    if (place === node) {
      place = node.nextElementSibling;
    } else {
      parent.insertBefore(node, place);
    }
  }
  old.forEach((node) => node.remove());
}

function drawn(row) {
  const node = row.draw();
  node.rowKey = row.key;
  node.rowStamp = row.stamp;
  return node;
}

function sameStamp(a, b) {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}

/** Keeps the focus where it is when a node is drawn anew: on what has the same `data-focus`, else on the node itself. */
function replace(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(node);
  if (focused) {
    const same = focused.dataset.focus
      ? [...node.querySelectorAll('[data-focus]')].find((each) => each.dataset.focus === focused.dataset.focus)
      : null;
    (same ?? node).focus({preventScroll: true});
  }
}

/** Calls `draw` once before the next frame, however often it is asked to. */
export function lazily(draw) {
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        draw();
      });
    }
  };
}

/** A name such as `LoggerDeadLetters`, which may be broken between its words. */
export const breakable = (name) => name.split(/(?<=[a-z])(?=[A-Z])/).flatMap((word, i) => (i === 0 ? word : [h('wbr'), word]));

let ids = 0;

/** An id that no other element has. */
export function freshId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}
