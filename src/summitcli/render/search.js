// A page that was opened from disk may read no other file: then only the hint is there.
const [hint, search, status, list] = document.querySelectorAll("#page_content > :not(h1)");
const made = (name, properties, ...inside) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside);
  return element;
};
const marked = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes]
  .map((part) => part.nodeName === "MARK" ? made("mark", {}, part.textContent) : part.textContent);
// An excerpt from the beginning of a section has its heading in it, which stands before it already.
const excerpt = ({ title, excerpt: html }) => html.replace(/<\/?mark>/g, "").startsWith(`${title}. `)
  ? html.split(" ").slice(title.split(" ").length).join(" ") : `… ${html}`;
const link = (href, textContent) => made("a", { href, textContent });
const shown = ({ url, meta, sub_results: parts }) => made("li", {}, made("h2", {}, link(url, meta.title)), ...parts
  .slice(0, 3).map((part) => made("p", {}, link(part.url, part.title), ": ", ...marked(excerpt(part)), " …")));
if (location.protocol !== "file:") {
  const pagefind = await import("./pagefind/pagefind.js");
  hint.hidden = !(search.hidden = false);
  search.addEventListener("input", async ({ target }) => {
    const found = await pagefind.debouncedSearch(target.value);
    if (!found) return; // more has been typed
    const best = await Promise.all(found.results.slice(0, 30).map((result) => result.data()));
    status.textContent = target.value.trim() && `${found.results.length} pages`;
    list.replaceChildren(...best.map(shown));
  });
  search.querySelector("input").focus();
}
