// Nothing here is needed to read a page: a footnote leads to the list of sources, and a list is whole.
const note = document.getElementById("page_note");
document.addEventListener("click", (event) => {
  const mark = event.target.closest("a[role=doc-noteref]");
  if (!mark || !note.showPopover || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const source = document.getElementById(mark.hash.slice(1)).cloneNode(true);
  source.querySelector(".back")?.remove();
  const all = Object.assign(document.createElement("a"), { href: mark.hash, textContent: "In the list of sources" });
  note.replaceChildren(...source.childNodes, all);
  note.showPopover();
  const { left, bottom, top } = mark.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = note;
  note.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  note.style.top = `${bottom + height + 8 < innerHeight ? bottom + 6 : Math.max(8, top - height - 6)}px`;
  note.focus();
});
note.addEventListener("click", (event) => event.target.closest("a") && note.hidePopover());

const filter = document.getElementById("page_filter");
if (filter) {
  // As `text.folded` compares. Capitals, since no letter then differs at the end of a word, and ß is SS.
  const plain = { Đ: "D", Ð: "D", Ħ: "H", Ł: "L", Ø: "O", Ŧ: "T", Æ: "AE", Œ: "OE", Þ: "TH", Ŋ: "N", ẞ: "SS" };
  const unheard = /(?=\p{Mn})[\p{sc=Zinh}\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Cyrl}]|['’‘‛ʼ′`´.,\p{Cf}ـ]/gu;
  const before = (digit) => String.fromCodePoint(digit.codePointAt(0) - 1);
  const value = (digit) => /\p{Nd}/u.test(before(digit)) ? (value(before(digit)) + 1) % 10 : 0;
  const folded = (text) => text.normalize("NFKD").toUpperCase().normalize("NFKD").replace(/(?!\d)\p{Nd}/gu, value)
    .replace(/[ĐÐĦŁØŦÆŒÞŊẞ]/g, (letter) => plain[letter]).replace(unheard, "").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
  const rows = [...document.querySelectorAll("tbody tr")];
  filter.parentElement.hidden = false;
  filter.addEventListener("input", () => {
    const words = folded(filter.value).split(/\s+/);
    for (const row of rows) {
      row.folded ??= folded(row.textContent);
      row.hidden = !words.every((word) => row.folded.includes(word));
    }
    for (const table of document.querySelectorAll("table")) table.hidden = !table.querySelector("tbody tr:not([hidden])");
    filter.nextElementSibling.value = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
  });
}
