import {fill, h} from './dom.js';
import {upload} from './api.js';
import {icon} from './icons.js';

/** What a browser shows as a picture, and runs nothing of. */
const PICTURES = new Set(['image/gif', 'image/jpeg', 'image/png', 'image/webp']);

/** Slack takes no more with one message. */
const MOST = 10;

/** A size as people read it. */
export function sizeOf(bytes) {
  const [unit, by] = bytes < 1_024 ? [bytes === 1 ? 'byte' : 'bytes', 1] : bytes < 1_048_576 ? ['KB', 1_024] : ['MB', 1_048_576];
  return `${(bytes / by).toFixed(by === 1 ? 0 : 1)} ${unit}`;
}

/** The files of a message, each to be saved; of pictures one sees which. */
export const shared = (files) => h('ul', {class: 'files'}, files.map((file) => {
  const path = `/local/files/${encodeURIComponent(file.id)}`;
  return h('li', null, h('a', {class: 'file', href: path, download: file.name, 'data-focus': `file ${file.id}`},
    PICTURES.has(file.mimetype) ? h('img', {src: path, alt: '', loading: 'lazy'}) : icon('note'),
    h('span', {class: 'file-about'}, h('b', null, file.name), h('span', null, `${sizeOf(file.size)}, ${file.mimetype}`))));
}));

/**
 * Files that wait for being sent: picked, dropped or pasted.
 *
 * @param told called when there are others
 */
export function attachments(told) {
  let waiting = [];
  const list = h('ul', {class: 'attached', 'aria-label': 'Files to be sent', hidden: true});
  const said = h('span', {class: 'unseen', role: 'status'});
  const picker = h('input', {type: 'file', multiple: true, class: 'unseen', tabindex: '-1', 'aria-label': 'Files', on: {change: () => {
    add(picker.files);
    picker.value = '';
  }}});
  const button = h('button', {type: 'button', class: 'icon-button attach', 'aria-label': 'Attach files', title: 'Attach files', on: {
    click: () => picker.click(),
  }}, icon('clip'));

  function add(files) {
    const all = [...waiting, ...files];
    waiting = all.slice(0, MOST);
    draw(all.length > MOST ? `Slack takes ${MOST} files with one message; the others are left out.` : '');
  }

  function draw(problem = '') {
    list.hidden = waiting.length === 0;
    fill(list, waiting.map((file) => h('li', null, icon('note'),
      h('span', {class: 'file-about'}, h('b', null, file.name), h('span', null, sizeOf(file.size))),
      h('button', {type: 'button', class: 'icon-button', 'aria-label': `Remove ${file.name}`, on: {
        click: () => {
          waiting = waiting.filter((each) => each !== file);
          draw();
          told();
        },
      }}, icon('close')))));
    const many = waiting.length === 1 ? '1 file is' : `${waiting.length} files are`;
    said.textContent = problem || (waiting.length === 0 ? '' : `${many} sent with the message.`);
    told();
  }

  /** Takes what is dropped on an element, or pasted into it. */
  function takeFrom(element) {
    const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
    element.addEventListener('dragover', (event) => {
      if (hasFiles(event)) {
        event.preventDefault();
        element.classList.add('is-dropped-on');
      }
    });
    element.addEventListener('dragleave', (event) => {
      if (!element.contains(event.relatedTarget)) {
        element.classList.remove('is-dropped-on');
      }
    });
    element.addEventListener('drop', (event) => {
      element.classList.remove('is-dropped-on');
      if (hasFiles(event)) {
        event.preventDefault();
        add(event.dataTransfer.files);
      }
    });
    element.addEventListener('paste', (event) => {
      if (event.clipboardData.files.length > 0) {
        event.preventDefault();
        add(event.clipboardData.files);
      }
    });
  }

  return {
    parts: [picker, list, said],
    button,
    takeFrom,
    any: () => waiting.length > 0,
    /** Uploads them in the name of somebody; gives their ids. What failed waits still. */
    async send(user) {
      const ids = [];
      for (const file of waiting) {
        ids.push((await upload(file, user)).id);
      }
      waiting = [];
      draw();
      return ids;
    },
  };
}
