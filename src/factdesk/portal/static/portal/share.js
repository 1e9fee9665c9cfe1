// The system's share dialog and "copy", where the browser has them. Without this file the page shows the address to
// copy by hand and a mail link, which is all that is needed.
for (const sheet of document.querySelectorAll("[data-share]")) {
  const { share: url, title } = sheet.dataset;
  const dialog = sheet.querySelector("[data-share-dialog]");
  const copy = sheet.querySelector("[data-share-copy]");
  const said = sheet.querySelector("[data-share-said]");
  if (navigator.share) {
    dialog.hidden = false;
    // A person who closes the dialog has not met an error.
    dialog.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
  }
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(url);
      said.textContent = copy.dataset.done;
    });
  }
}
