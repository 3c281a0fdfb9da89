/** The shortcodes that teams use most; the others stay as they are typed. */
export const EMOJI = {
  '+1': '👍', thumbsup: '👍', '-1': '👎', thumbsdown: '👎', ok_hand: '👌', wave: '👋', clap: '👏', raised_hands: '🙌', pray: '🙏',
  muscle: '💪', point_up: '☝️', point_right: '👉', point_down: '👇', point_left: '👈', eyes: '👀', brain: '🧠',
  smile: '😄', grinning: '😀', grin: '😁', joy: '😂', slightly_smiling_face: '🙂', wink: '😉', blush: '😊', sunglasses: '😎',
  thinking_face: '🤔', neutral_face: '😐', sweat_smile: '😅', cry: '😢', sob: '😭', scream: '😱', tired_face: '😫', sleeping: '😴',
  heart: '❤️', broken_heart: '💔', star: '⭐', sparkles: '✨', fire: '🔥', boom: '💥', zap: '⚡', tada: '🎉', trophy: '🏆', medal: '🏅',
  white_check_mark: '✅', heavy_check_mark: '✔️', x: '❌', no_entry: '⛔', warning: '⚠️', question: '❓', exclamation: '❗',
  information_source: 'ℹ️', bulb: '💡', bell: '🔔', no_bell: '🔕', bellhop_bell: '🛎️', lock: '🔒', unlock: '🔓', key: '🔑', gear: '⚙️',
  wrench: '🔧', hammer: '🔨', package: '📦', rocket: '🚀', calendar: '📅', date: '📅', clock: '🕰️', hourglass: '⌛', stopwatch: '⏱️',
  alarm_clock: '⏰', memo: '📝', pencil: '✏️', pushpin: '📌', paperclip: '📎', email: '📧', envelope: '✉️', inbox_tray: '📥',
  outbox_tray: '📤', phone: '☎️', iphone: '📱', computer: '💻', link: '🔗', mag: '🔍', chart_with_upwards_trend: '📈', bar_chart: '📊',
  moneybag: '💰', coffee: '☕', pizza: '🍕', beer: '🍺', cake: '🍰', christmas_tree: '🎄', gift: '🎁', santa: '🎅', snowman: '⛄',
  bug: '🐛', robot_face: '🤖', ghost: '👻', skull: '💀', poop: '💩', recycle: '♻️', construction: '🚧', rotating_light: '🚨',
  red_circle: '🔴', large_green_circle: '🟢', large_yellow_circle: '🟡', large_blue_circle: '🔵', white_circle: '⚪',
  arrow_right: '➡️', arrow_left: '⬅️', arrow_up: '⬆️', arrow_down: '⬇️', one: '1️⃣', two: '2️⃣', three: '3️⃣', '100': '💯',
};
