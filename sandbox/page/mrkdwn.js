// Slack's mrkdwn as safe HTML nodes: everything is text until it is known to be markup.

const EMOJI = {
  tada: "🎉", rocket: "🚀", eyes: "👀", pray: "🙏", trophy: "🏆", blush: "😊", smile: "😄", wink: "😉", heart: "❤️", clap: "👏", wave: "👋",
  sweat_smile: "😅", slightly_smiling_face: "🙂", joy: "😂", fire: "🔥", star: "⭐", white_check_mark: "✅", heavy_check_mark: "✔️", "+1": "👍", thumbsup: "👍",
  point_right: "👉", point_up: "☝️", bulb: "💡", lock: "🔒", rainbow: "🌈", coffee: "☕", gift: "🎁", art: "🎨", camera: "📷", medal: "🏅", cry: "😢", thinking_face: "🤔", muscle: "💪", herb: "🌿", seedling: "🌱", christmas_tree: "🎄",
};
const INLINE = /<([^<>\n]+)>|`([^`\n]+)`|\*([^*\n]+)\*|(?<![\w])_([^_\n]+)_(?![\w])|~([^~\n]+)~|:([a-z0-9_+-]+):/g;

export function render(text, names) {
  const out = document.createDocumentFragment();
  for (const [n, part] of String(text).split("```").entries()) {
    if (n % 2) out.append(element("pre", plain(part.replace(/^\n/, ""))));
    else lines(out, part, names);
  }
  return out;
}

export function element(name, content, attributes = {}) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== null) node.setAttribute(key, value);
  node.append(...[content].flat().filter((part) => part !== undefined && part !== null));
  return node;
}

function lines(out, part, names) {
  let quote = null;
  for (const [n, line] of part.split("\n").entries()) {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    if (quoted) {
      if (!quote) out.append((quote = element("blockquote", [])));
      else quote.append("\n");
      inline(quote, line.slice(quoted[0].length), names);
    } else {
      if (n && !quote) out.append("\n");
      quote = null;
      inline(out, line, names);
    }
  }
}

function inline(out, text, names) {
  let last = 0;
  for (const found of text.matchAll(INLINE)) {
    out.append(plain(text.slice(last, found.index)), piece(found, names));
    last = found.index + found[0].length;
  }
  out.append(plain(text.slice(last)));
}

function piece([whole, entity, code, bold, italic, struck, emoji], names) {
  if (entity) return mention(entity, names);
  if (code) return element("code", plain(code));
  if (emoji) return EMOJI[emoji] ?? whole;
  const node = element(bold ? "strong" : italic ? "em" : "s", []);
  inline(node, bold ?? italic ?? struck, names);
  return node;
}

function mention(entity, names) {
  const [target, label] = entity.split("|");
  if (/^https?:\/\//.test(target)) return element("a", plain(label ?? target), { href: target, rel: "noreferrer noopener", target: "_blank" });
  if (target.startsWith("@")) return element("span", `@${names.get(target.slice(1)) ?? label ?? "someone"}`, { class: "mention" });
  if (target.startsWith("#")) return element("span", `#${names.get(target.slice(1)) ?? label ?? "channel"}`, { class: "mention" });
  if (target.startsWith("!date^")) return element("time", new Date(Number(target.split("^")[1]) * 1000).toLocaleString([], { dateStyle: "long", timeStyle: "short" }));
  if (target.startsWith("!")) return element("span", `@${(label ?? target.slice(1)).split("^")[0]}`, { class: "mention" });
  return plain(`<${entity}>`);
}

export function plain(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
