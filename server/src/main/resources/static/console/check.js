/*
 * The form of the page that checks a text: what htmx does not do by itself. Words come from the page
 * (templates and data attributes), so that this file holds none.
 */
const form = document.getElementById("check");
const text = form.elements.namedItem("text");
const question = form.elements.namedItem("question");
const outcome = document.getElementById("outcome");
const announcement = document.getElementById("announcement");
const submit = form.querySelector("[data-submit]");
const submitLabel = form.querySelector("[data-submit-label]");
const idleLabel = submitLabel.textContent;
const stale = document.getElementById("stale");
const limit = Number(form.dataset.limit);
const language = document.documentElement.lang;
const DRAFT = "menshen.draft";

/* Ctrl+Enter, or Cmd+Enter, sends from either box. */
const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
const shortcut = form.querySelector("[data-shortcut]");
shortcut.querySelector("[data-modifier]").textContent = isApple ? "⌘" : "Ctrl";
shortcut.hidden = false;
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

/* Counts code points, which is what people take for characters. */
const counter = form.querySelector("[data-counter]");
const number = new Intl.NumberFormat(language);
function count() {
  let characters = 0;
  for (const _ of text.value) {
    characters++;
  }
  const words = characters === 1 ? counter.dataset.one : counter.dataset.other;
  counter.textContent = words.replace("{0}", number.format(characters));
  counter.hidden = characters === 0;
}
function written() {
  return {
    direction: form.elements.namedItem("direction").value,
    question: question.value,
    text: text.value,
  };
}

/* What the verdict on the page is about. A verdict beside another text would mislead. */
let judged = null;
function showWhetherStale() {
  const now = written();
  const same =
    judged === null ||
    (judged.text === now.text &&
      judged.direction === now.direction &&
      (judged.question === now.question || now.direction === "prompt"));
  stale.hidden = same;
}

form.addEventListener("input", () => {
  text.removeAttribute("aria-invalid");
  count();
  showWhetherStale();
});

function fill(entry) {
  form.elements.namedItem("direction").value = entry.direction;
  question.value = entry.question;
  text.value = entry.text;
  form.dispatchEvent(new Event("input"));
}

/* An example goes into the box and is sent; without this script the server fills the box. */
for (const examples of document.querySelectorAll("[data-examples]")) {
  examples.addEventListener("submit", (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-disabled") !== "true") {
      fill({ direction: "prompt", question: "", text: event.submitter.dataset.text });
      form.requestSubmit();
    }
  });
}

/* A verdict of this visit asks for its text to be put back. */
document.addEventListener("menshen:restore", (event) => {
  fill(event.detail);
  text.focus();
});

/* A change of language loads the page anew: what is in the boxes survives it. */
document.querySelector("[data-language-switch]").addEventListener("submit", () => {
  try {
    sessionStorage.setItem(DRAFT, JSON.stringify(written()));
  } catch {
    // Storage is full or forbidden: the boxes will be empty, and nothing else is lost.
  }
});
try {
  const draft = sessionStorage.getItem(DRAFT);
  if (draft !== null) {
    sessionStorage.removeItem(DRAFT);
    fill(JSON.parse(draft));
  }
} catch {
  // As above.
}
count();

function setBusy(busy) {
  // Not the disabled attribute: the button would lose the keyboard's focus.
  submit.setAttribute("aria-disabled", String(busy));
  outcome.setAttribute("aria-busy", String(busy));
  submitLabel.textContent = busy ? submitLabel.dataset.busy : idleLabel;
}

function binarySize(bytes) {
  const unit = bytes < 1 << 20 ? ["KiB", 10] : ["MiB", 20];
  const size = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return `${size.format(bytes / 2 ** unit[1])} ${unit[0]}`;
}

function showProblem(key, values = {}) {
  const template = document.querySelector(`[data-problem-template="${key}"]`);
  const content = template.content.cloneNode(true);
  for (const paragraph of content.querySelectorAll("p")) {
    paragraph.textContent = paragraph.textContent.replace(
      /\{(\w+)\}/g,
      (whole, name) => values[name] ?? whole,
    );
  }
  outcome.replaceChildren(outcome.querySelector("#outcome-heading"), content);
  judged = null;
  showWhetherStale();
  reveal();
}

/* On a narrow screen the outcome is below the form, out of sight. */
function reveal() {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  outcome.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
}

function encodedSize() {
  return new URLSearchParams(new FormData(form)).toString().length;
}

form.addEventListener("htmx:beforeRequest", (event) => {
  // Measured here, because a server that refuses an upload may close the connection first.
  const size = encodedSize();
  if (size > limit) {
    event.preventDefault();
    showProblem("too-large", { size: binarySize(size) });
    return;
  }
  setBusy(true);
  announcement.textContent = announcement.dataset.busy;
});

form.addEventListener("htmx:afterRequest", () => setBusy(false));

form.addEventListener("htmx:sendError", () => {
  announcement.textContent = "";
  showProblem("gone");
});

/* Only a page's fragment is put into the page; other answers, of filters and proxies, get words. */
outcome.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  const type = xhr.getResponseHeader("Content-Type") ?? "";
  if (type.startsWith("text/html") && xhr.responseText.includes('id="outcome-heading"')) {
    return;
  }
  event.detail.shouldSwap = false;
  announcement.textContent = "";
  if (xhr.status === 413) {
    showProblem("too-large", { size: binarySize(encodedSize()) });
  } else if (xhr.status === 429 || xhr.status === 503) {
    showProblem("busy");
  } else {
    showProblem("unexpected", { status: xhr.status });
  }
});

outcome.addEventListener("htmx:afterSwap", (event) => {
  const verdict = outcome.querySelector(".verdict-head");
  const sent = event.detail.requestConfig.formData;
  judged = verdict === null ? null : Object.fromEntries(sent);
  showWhetherStale();
  // A problem is an alert and announces itself; it is about the text, so that is where one goes on.
  announcement.textContent = verdict === null ? "" : verdict.innerText;
  if (verdict === null) {
    text.setAttribute("aria-invalid", "true");
    text.focus();
  }
  reveal();
});
