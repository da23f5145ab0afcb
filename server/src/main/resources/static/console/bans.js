/*
 * The page of bans: what neither the server nor htmx can do. Words come from the page, so that this
 * file holds none.
 */
const bans = document.getElementById("bans");

/* The server writes times in UTC, as it does not know the reader's time zone. */
const format = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: "medium",
  timeStyle: "short",
});
function localise() {
  for (const time of bans.querySelectorAll("time")) {
    time.textContent = format.format(new Date(time.dateTime));
  }
}
localise();
bans.addEventListener("htmx:afterSwap", localise);

function showProblem(key) {
  bans.querySelector("[popover]:popover-open")?.hidePopover();
  const problem = document.querySelector(`[data-problem="${key}"]`).content.cloneNode(true);
  const notice = document.getElementById("notice");
  notice.replaceChildren(problem);
  notice.firstElementChild.focus();
}

bans.addEventListener("htmx:sendError", () => showProblem("gone"));

/* Only the page's fragment is put into the page; other answers, of filters and proxies, get words. */
bans.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  const type = xhr.getResponseHeader("Content-Type") ?? "";
  if (!type.startsWith("text/html") || !xhr.responseText.includes("data-bans")) {
    event.detail.shouldSwap = false;
    showProblem("unexpected");
  }
});
