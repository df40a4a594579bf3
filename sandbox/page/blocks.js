// Block Kit as HTML, with elements that work. `act(element, block, action)` is called when one is used.

import { element, plain, render } from "./mrkdwn.js";

export function blocks(list, names, act, errors = {}) {
  return (list ?? []).map((block, n) => one({ block_id: `b${n}`, ...block }, names, act, errors));
}

export function values(root) {
  const state = {};
  for (const node of root.querySelectorAll("[data-action]")) {
    const { block, action } = node.dataset;
    (state[block] ??= {})[action] = read(node);
  }
  return state;
}

const DRAW = {
  section: (b, names, act) => [
    element("div", [element("div", [b.text ? words(b.text, names) : "", fields(b, names)]), b.accessory ? control(b.accessory, b, names, act) : ""], { class: "row" }),
  ],
  header: (b) => [element("h3", plain(b.text.text))],
  context: (b, names) => b.elements.map((e) => (e.type === "image" ? "" : element("span", render(e.text, names)))),
  divider: () => [element("hr", [])],
  image: (b) => [element("img", [], { src: b.image_url, alt: b.alt_text })],
  actions: (b, names, act) => [element("div", b.elements.map((e) => control(e, b, names, act)), { class: "actions" })],
  input: (b, names, act, errors) => field(b, names, act, errors[b.block_id]),
  rich_text: (b) => [element("p", JSON.stringify(b.elements))],
};

function one(block, names, act, errors) {
  return element("div", (DRAW[block.type] ?? (() => []))(block, names, act, errors), { class: `block ${block.type}` });
}

function words(text, names) {
  return element("p", text.type === "plain_text" ? plain(text.text) : render(text.text, names));
}

function fields(block, names) {
  return block.fields ? element("div", block.fields.map((f) => words(f, names)), { class: "fields" }) : "";
}

function field(block, names, act, error) {
  const id = `field-${block.block_id}`;
  const input = control(block.element, block, names, act);
  input.id = id;
  const parts = [element("label", block.label.text, { class: "field", for: id }), input];
  if (block.hint) parts.push(element("p", block.hint.text, { class: "hint" }));
  if (error) {
    parts.push(element("p", error, { class: "wrong", role: "alert", id: `${id}-error` }));
    input.setAttribute("aria-describedby", `${id}-error`);
    input.setAttribute("aria-invalid", "true");
  }
  return parts;
}

function control(e, block, names, act) {
  const draw = { button, plain_text_input: textInput, static_select: select, radio_buttons: choices, checkboxes: choices, overflow, datepicker }[e.type];
  return draw ? draw(e, block, act) : element("span", "");
}

function button(e, block, act) {
  const node = element("button", plain(e.text.text), { type: "button", class: e.style, "aria-label": e.accessibility_label });
  node.addEventListener("click", () => act(e, block, { type: "button", value: e.value }));
  return node;
}

function textInput(e, block) {
  const node = element(e.multiline ? "textarea" : "input", [], { ...named(e, block), placeholder: e.placeholder?.text, maxlength: e.max_length, rows: e.multiline ? 5 : null, type: e.multiline ? null : "text" });
  node.value = e.initial_value ?? "";
  return node;
}

function select(e, block, act) {
  const options = e.options.map((o) => element("option", plain(o.text.text), { value: o.value }));
  const node = element("select", [element("option", e.placeholder?.text ?? "Choose", { value: "" }), ...options], named(e, block));
  node.value = e.initial_option?.value ?? "";
  node.options_ = e.options;
  node.addEventListener("change", () => block.type !== "input" && act(e, block, read(node)));
  return node;
}

function choices(e, block, act) {
  const kind = e.type === "checkboxes" ? "checkbox" : "radio";
  const initial = new Set([e.initial_option, ...(e.initial_options ?? [])].filter(Boolean).map((o) => o.value));
  const node = element("fieldset", e.options.map((o) => {
    const box = element("input", [], { type: kind, name: e.action_id, value: o.value });
    box.checked = initial.has(o.value);
    return element("label", [box, plain(o.text.text)], { class: "check" });
  }), named(e, block));
  node.options_ = e.options;
  node.addEventListener("change", () => block.type !== "input" && act(e, block, read(node)));
  return node;
}

function overflow(e, block, act) {
  const node = select({ ...e, placeholder: { text: "More…" } }, block, act);
  node.setAttribute("aria-label", "More");
  return node;
}

function datepicker(e, block) {
  const node = element("input", [], { ...named(e, block), type: "date" });
  node.value = e.initial_date ?? "";
  return node;
}

function named(e, block) {
  return { "data-block": block.block_id, "data-action": e.action_id, "data-type": e.type };
}

function read(node) {
  const type = node.dataset.type;
  const chosen = (value) => node.options_?.find((o) => o.value === value) ?? null;
  if (type === "plain_text_input") return { type, value: node.value || null };
  if (type === "datepicker") return { type, selected_date: node.value || null };
  if (type === "checkboxes" || type === "radio_buttons") {
    const picked = [...node.querySelectorAll("input:checked")].map((box) => chosen(box.value));
    return type === "checkboxes" ? { type, selected_options: picked } : { type, selected_option: picked[0] ?? null };
  }
  return { type, selected_option: chosen(node.value) };
}
