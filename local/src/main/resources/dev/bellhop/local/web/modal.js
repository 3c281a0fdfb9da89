import {freshId, h} from './dom.js';
import {post} from './api.js';
import {busily, dialog} from './dialog.js';
import {drawn} from './blocks.js';
import {initial, unknown, valuesOf} from './elements.js';
import {textObject} from './text.js';
import {state, watch} from './store.js';

/** What people filled in, by view: it outlives a view's update, as in Slack. */
const typed = new Map();
let shown = null;

/** Shows the view that is on top of the viewer's stack, if there is one. */
export function modals() {
  watch(['views', 'viewer'], show);
}

function show() {
  const stack = state.views.get(state.viewer) ?? [];
  const top = stack.at(-1);
  for (const id of typed.keys()) {
    if (![...state.views.values()].flat().some((view) => view.id === id)) {
      typed.delete(id);
    }
  }
  if (!top) {
    shown?.close();
    return;
  }
  if (shown?.view === top) {
    return;
  }
  if (shown) {
    shown.draw(top, shown.view.id === top.id ? shown.errors : {});
  } else {
    shown = open(top);
    shown.draw(top, {});
  }
}

function open() {
  const formId = freshId('view');
  const body = h('form', {id: formId, class: 'view', novalidate: true, on: {submit: submitted}});
  const title = h('span');
  const footer = h('div', {class: 'view-foot'});
  const window = dialog({
    title,
    body: [body],
    footer: [footer],
    dismissed: () => close(true),
    closed: () => {
      shown = null;
    },
  });
  window.box.classList.add('dialog-view');

  function draw(view, errors, focus = true) {
    const same = self.view?.id === view.id;
    const focused = document.activeElement?.dataset?.focus;
    self.view = view;
    self.errors = errors;
    title.replaceChildren(label(view.title, 'title'));
    body.replaceChildren(drawn(view.blocks, hostOf(view, errors)));
    const submit = view.submit && h('button', {type: 'submit', form: formId, class: 'button button-primary'},
      label(view.submit, 'submit'));
    footer.replaceChildren(
      h('button', {type: 'button', class: 'button', on: {click: () => close(false)}}, view.close ? label(view.close, 'close') : 'Close'),
      ...(submit ? [submit] : []));
    self.submit = submit;
    const fields = [...body.querySelectorAll('input, select, textarea')];
    const wrong = body.querySelector('[aria-invalid]') ?? body.querySelector('.block-wrong input');
    const again = same && fields.find((each) => each.dataset.focus === focused);
    if (focus) {
      (wrong ?? (again || fields[0]) ?? submit ?? footer.firstElementChild).focus();
    }
  }

  function submitted(event) {
    event.preventDefault();
    if (!self.submit) {
      return;
    }
    const view = self.view;
    busily(self.submit, async () => {
      const answer = await post('views/submit', {user: state.viewer, view: view.id, values: filledIn(view)});
      if (answer.outcome === 'errors') {
        draw(self.view, answer.errors);
      } else if (answer.outcome === 'failed') {
        throw new Error(answer.error);
      }
    });
  }

  async function close(all) {
    const view = self.view;
    await busily(footer.firstElementChild, () => post('views/close', {user: state.viewer, view: view.id, all}));
    if (self.view === view && (all || (state.views.get(state.viewer) ?? []).length <= 1)) {
      window.close();
    }
  }

  const self = {view: null, errors: {}, submit: null, draw, close: window.close};
  return self;
}

function hostOf(view, errors) {
  return {
    errors,
    act: (block, element, value) => post('actions', {
      user: state.viewer, view: view.id, block_id: block.block_id, action_id: element.action_id, value, values: filledIn(view),
    }),
    value: (block, element) => valueOf(view, block, element),
    keep(block, element, value) {
      const values = typed.get(view.id) ?? new Map();
      values.set(keyOf(block, element), value);
      typed.set(view.id, values);
    },
  };
}

/** A bot of any making may send a view: what it did not say rightly is said in its place. */
const label = (object, name) => (typeof object?.text === 'string' ? textObject(object) : unknown(name));

const keyOf = (block, element) => JSON.stringify([block.block_id, element.action_id]);

function valueOf(view, block, element) {
  const values = typed.get(view.id);
  const key = keyOf(block, element);
  return values?.has(key) ? values.get(key) : initial(element);
}

const filledIn = (view) => valuesOf(view.blocks, (block, element) => valueOf(view, block, element));
