// The page: shows what one person sees, and does what that person does. The server keeps all state.

import { blocks, values } from "./blocks.js";
import { element, plain, render } from "./mrkdwn.js";

const $ = (id) => document.getElementById(id);
const COLOURS = ["#2f6b5b", "#8a5a2b", "#5b4a86", "#a3473d", "#2f5f8a", "#6b6a1f", "#86466f", "#4b5b57"];
const HOME = "home";
let state = null;
let names = new Map();
let thread = null;
let shownToasts = 0;
let shown = "";

async function call(doing, body) {
  const answer = await fetch(`/sandbox/${doing}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user: state.viewer, ...body }) });
  const result = await answer.json();
  if (!answer.ok) toast(`That did not work: ${result.error}`);
  await refresh();
  return result;
}

async function refresh() {
  const { viewer } = place();
  const answer = await fetch(`/sandbox/state${viewer ? `?viewer=${viewer}` : ""}`);
  if (!answer.ok) return go({ viewer: "", channel: "" });
  const text = await answer.text();
  if (text === shown) return;
  shown = text;
  state = JSON.parse(text);
  names = new Map([...state.people, ...state.channels].map((each) => [each.id, each.name]));
  draw();
}

function place() {
  const [viewer = "", channel = ""] = location.hash.slice(1).split("/");
  return { viewer, channel };
}

function go(change) {
  const to = { ...place(), ...change };
  location.hash = `${to.viewer}/${to.channel}`;
}

function current() {
  const { channel } = place();
  if (channel === HOME || channel === state.bot.dm) return channel;
  return state.channels.some((c) => c.id === channel) ? channel : state.channels[0].id;
}

function draw() {
  drawSide();
  drawMain();
  drawThread();
  drawModal();
  for (const words of state.toasts.slice(shownToasts)) toast(words);
  shownToasts = state.toasts.length;
}

function drawSide() {
  $("team").textContent = state.team.name;
  const me = state.people.find((p) => p.id === state.viewer);
  $("you").textContent = me.name;
  fill("people", state.people.filter((p) => p.key !== "outsider").map((p) => item([mark(p), element("span", [p.name, element("small", `${p.title}${p.role === "guest" ? ", guest" : ""}`)])], p.id === state.viewer, () => speakAs(p.id))));
  fill("channels", state.channels.map((c) => item(`# ${c.name}${c.private ? " (private)" : c.shared ? " (shared)" : ""}`, c.id === current(), () => open(c.id))));
  fill("app", [item(`${state.bot.name}: Home`, current() === HOME, openHome), item(`${state.bot.name}: messages`, current() === state.bot.dm, () => open(state.bot.dm))]);
  fill("shortcuts", state.shortcuts.filter((s) => s.type === "global").map((s) => item(s.name, false, () => call("shortcut", { callback_id: s.callback_id }))));
}

function fill(id, children) {
  $(id).replaceChildren(...children);
}

function item(content, isCurrent, act) {
  const button = element("button", content, { type: "button", "aria-current": String(isCurrent) });
  button.addEventListener("click", () => { $("side").classList.remove("open"); act(); });
  return element("li", button);
}

function mark(person) {
  const initials = person.name.split(" ").map((word) => word[0]).join("").slice(0, 2);
  const node = element("span", initials, { class: "mark", "aria-hidden": "true" });
  node.style.background = COLOURS[[...person.name].reduce((sum, c) => sum + c.charCodeAt(0), 0) % COLOURS.length];
  return node;
}

function speakAs(viewer) {
  thread = null;
  shownToasts = Infinity;
  go({ viewer });
}

function open(channel) {
  thread = null;
  go({ viewer: state.viewer, channel });
}

function openHome() {
  go({ viewer: state.viewer, channel: HOME });
  call("home", {});
}

function drawMain() {
  const here = current();
  const channel = state.channels.find((c) => c.id === here);
  $("title").textContent = here === HOME ? `${state.bot.name}: Home` : channel ? `# ${channel.name}` : state.bot.name;
  $("topic").textContent = channel?.topic ?? "";
  $("composer").hidden = !channel;
  $("composer").style.display = channel ? "" : "none";
  const box = $("messages");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  box.replaceChildren(...(here === HOME ? home() : conversation(here)));
  if (here === HOME) box.scrollTop = 0;
  else if (atEnd) box.scrollTop = box.scrollHeight;
}

function home() {
  if (!state.home) return [element("p", "The app has not shown a Home tab to you yet.", { class: "empty" })];
  const view = state.home;
  return [element("div", blocks(view.blocks, names, (e, b, a) => press(e, b, a, { view_id: view.id })), { class: "home" })];
}

function conversation(channel) {
  const all = state.messages[channel] ?? [];
  const top = all.filter((m) => !m.thread_ts || m.broadcast);
  if (!top.length) return [element("p", "Nothing has been said here yet.", { class: "empty" })];
  return top.map((m) => message(m));
}

function message(m, inThread = false) {
  const mine = m.user === state.viewer;
  const head = [element("strong", m.name), m.bot ? element("span", "App", { class: "tag app" }) : "", element("time", clock(m.ts)), m.edited ? element("span", "(edited)", { class: "tag" }) : "", m.broadcast ? element("span", "also in the thread", { class: "tag" }) : ""];
  if (!m.ephemeral) head.push(tools(m, mine, inThread));
  const content = m.blocks?.length ? blocks(m.blocks, names, (e, b, a) => press(e, b, a, { message_ts: m.ts, channel: m.channel })) : [element("div", element("p", render(m.text, names)), { class: "block" })];
  const files = m.files.map((f) => f.alt_txt
    ? element("img", [], { src: `/file/${f.id}`, alt: f.alt_txt, class: "picture" })
    : element("p", `File: ${f.name}`, { class: "hint" }));
  const replies = m.reply_count && !inThread ? [textButton(`${m.reply_count} ${m.reply_count === 1 ? "reply" : "replies"}`, () => openThread(m.ts))] : [];
  const only = m.ephemeral ? [element("p", "Only visible to you", { class: "only" })] : [];
  const body = element("div", [...only, element("div", head, { class: "meta" }), ...content, ...files, ...replies], { class: "body" });
  return element("article", [mark(m), body], { class: m.ephemeral ? "message note" : "message", "data-ts": m.ts });
}

function tools(m, mine, inThread) {
  const list = [];
  if (!inThread) list.push(textButton("Reply", () => openThread(m.ts)));
  if (mine) list.push(textButton("Edit", () => edit(m)), textButton("Delete", () => call("delete", { channel: m.channel, ts: m.ts })));
  for (const s of state.shortcuts.filter((each) => each.type === "message")) list.push(textButton(s.name, () => call("shortcut", { callback_id: s.callback_id, channel: m.channel, message_ts: m.ts })));
  return element("span", list, { class: "tools" });
}

function textButton(words, act) {
  const node = element("button", words, { type: "button", class: "plain" });
  node.addEventListener("click", act);
  return node;
}

function clock(ts) {
  return new Date(Number(ts) * 1000).toLocaleString([], { weekday: "short", hour: "2-digit", minute: "2-digit" });
}

async function press(e, block, action, where) {
  if (e.confirm && !(await sure(e.confirm))) return;
  await call("press", { action_id: e.action_id, block_id: block.block_id, value: action.value, action, ...where });
}

function edit(m) {
  const node = document.querySelector(`[data-ts="${m.ts}"] .body`);
  const box = element("textarea", [], { rows: 3, "aria-label": "Edit the message" });
  box.value = plain(m.text);
  const save = element("button", "Save", { type: "button", class: "primary" });
  save.addEventListener("click", () => call("edit", { channel: m.channel, ts: m.ts, text: escaped(box.value) }));
  const cancel = textButton("Cancel", () => { shown = ""; refresh(); });
  node.replaceChildren(box, element("div", [save, cancel], { class: "actions" }));
  box.focus();
}

function openThread(ts) {
  thread = ts;
  drawThread();
  $("reply-text").focus();
}

function drawThread() {
  const all = state.messages[current()] ?? [];
  const list = thread ? all.filter((m) => m.ts === thread || m.thread_ts === thread) : [];
  $("thread").hidden = !list.length;
  fill("replies", list.map((m) => message(m, true)));
}

function drawModal() {
  const view = state.modals.at(-1);
  const dialog = $("modal");
  if (!view) return dialog.open ? dialog.close() : undefined;
  const fresh = JSON.stringify(view);
  if (dialog.dataset.view === fresh && dialog.open) return undefined;
  dialog.dataset.view = fresh;
  fillModal(dialog, view);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[aria-invalid], .content input, .content textarea, footer button")?.focus();
  return undefined;
}

function fillModal(dialog, view) {
  const close = () => call("close", { view_id: view.id });
  const x = element("button", "✕", { type: "button", class: "plain", "aria-label": "Close" });
  x.addEventListener("click", close);
  const kept = dialog.querySelector(".content") ? values(dialog) : {};
  const content = element("div", blocks(view.blocks, names, (e, b, a) => press(e, b, a, { view_id: view.id, state: values(dialog) }), view.errors), { class: "content" });
  restore(content, view.errors, kept);
  const cancel = element("button", view.close?.text ?? "Close", { type: "button" });
  cancel.addEventListener("click", close);
  const submit = view.submit ? element("button", view.submit.text, { type: "button", class: "primary" }) : "";
  if (submit) submit.addEventListener("click", () => call("submit", { view_id: view.id, values: values(dialog) }));
  dialog.replaceChildren(element("header", [element("h2", view.title.text, { id: "modal-title" }), x]), content, element("footer", [cancel, submit]));
  dialog.oncancel = (event) => { event.preventDefault(); close(); };
}

function restore(content, errors, kept) {
  // What was typed stays, when a form comes back with its mistakes.
  if (!Object.keys(errors ?? {}).length) return;
  for (const node of content.querySelectorAll("[data-type=plain_text_input]")) node.value = kept[node.dataset.block]?.[node.dataset.action]?.value ?? node.value;
}

function sure(confirm) {
  const dialog = $("confirm");
  return new Promise((resolve) => {
    const done = (answer) => () => { dialog.close(); resolve(answer); };
    const yes = element("button", confirm.confirm?.text ?? "Yes", { type: "button", class: confirm.style ?? "primary" });
    const no = element("button", confirm.deny?.text ?? "Cancel", { type: "button" });
    yes.addEventListener("click", done(true));
    no.addEventListener("click", done(false));
    dialog.replaceChildren(element("header", element("h2", confirm.title.text, { id: "confirm-title" })), element("div", element("p", confirm.text.text), { class: "content" }), element("footer", [no, yes]));
    dialog.oncancel = done(false);
    dialog.showModal();
  });
}

function toast(words) {
  const node = element("p", words);
  $("toasts").append(node);
  setTimeout(() => node.remove(), 6000);
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

async function say(box, more = {}) {
  const text = box.value.trim();
  if (!text) return;
  box.value = "";
  const command = /^(\/\w+)\s*([\s\S]*)$/.exec(text);
  if (command) await call("command", { channel: current(), command: command[1], text: command[2] });
  else await call("post", { channel: current(), text: escaped(text), ...more });
  toEnd();
}

function toEnd() {
  if (current() !== HOME) $("messages").scrollTop = $("messages").scrollHeight;
}

function sends(form, box, more = () => ({})) {
  form.addEventListener("submit", (event) => { event.preventDefault(); say(box, more()); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
}

function watch() {
  const socket = new WebSocket(`ws://${location.host}/sandbox/watch`);
  socket.addEventListener("message", refresh);
  socket.addEventListener("close", () => setTimeout(() => { refresh().finally(watch); }, 1000));
}

sends($("composer"), $("text"));
sends($("reply"), $("reply-text"), () => ({ thread_ts: thread, broadcast: $("broadcast").checked }));
$("thread-close").addEventListener("click", () => { thread = null; drawThread(); });
$("side-open").addEventListener("click", () => $("side").classList.add("open"));
$("side-close").addEventListener("click", () => $("side").classList.remove("open"));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") { $("side").classList.remove("open"); if (!$("modal").open) { thread = null; drawThread(); } } });
window.addEventListener("hashchange", () => { shown = ""; refresh().then(toEnd); });
refresh().then(watch);
