/*
 * The verdicts of this visit: kept in the tab's session storage, never sent anywhere. An entry's
 * looks and words are templates in the page, so a change of language changes them as well.
 */
const KEY = "menshen.visit";
const MOST_ENTRIES = 20;
const MOST_CHARACTERS_SHOWN = 120;

const section = document.getElementById("visit");
const list = section.querySelector("[data-list]");
const empty = section.querySelector("[data-empty]");
const clear = section.querySelector("[data-clear]");
const time = new Intl.DateTimeFormat(document.documentElement.lang, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

let entries = load();

function load() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

/* Drops the oldest entries until the rest fits into what the browser gives. */
function save() {
  for (let kept = entries.length; kept >= 0; kept--) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(entries.slice(0, kept)));
      return;
    } catch {
      // Too much for the storage: try with one entry less.
    }
  }
}

function item(entry) {
  const template = document.querySelector(`[data-visit-template="${entry.outcome}"]`);
  const content = template.content.cloneNode(true);
  const at = new Date(entry.at);
  content.querySelector("[data-text]").textContent = entry.text
    .slice(0, MOST_CHARACTERS_SHOWN)
    .replace(/\s+/g, " ");
  const stamp = content.querySelector("[data-time]");
  stamp.dateTime = at.toISOString();
  stamp.textContent = time.format(at);
  content.querySelector("button").addEventListener("click", () => {
    document.dispatchEvent(new CustomEvent("menshen:restore", { detail: entry }));
  });
  return content;
}

function show() {
  list.replaceChildren(...entries.map(item));
  empty.hidden = entries.length > 0;
  clear.hidden = entries.length === 0;
  section.hidden = false;
}

document.getElementById("outcome").addEventListener("htmx:afterSwap", (event) => {
  const verdict = event.currentTarget.querySelector("[data-outcome]");
  if (verdict === null) {
    return;
  }
  const sent = event.detail.requestConfig.formData;
  entries.unshift({
    outcome: verdict.dataset.outcome,
    direction: sent.get("direction"),
    question: sent.get("question"),
    text: sent.get("text"),
    at: Date.now(),
  });
  entries = entries.slice(0, MOST_ENTRIES);
  save();
  show();
});

clear.addEventListener("click", () => {
  entries = [];
  sessionStorage.removeItem(KEY);
  show();
  document.getElementById("text").focus();
});

show();
