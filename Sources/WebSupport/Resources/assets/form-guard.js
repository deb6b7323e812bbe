// Disables a form's buttons after the first press, and moves to the summary of problems when a page shows one.
// Without this module everything works the same: a repeated press carries the same key and counts once.

const release = (form) => {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[type=submit]")) {
    button.disabled = false;
    if (button.dataset.rest) button.textContent = button.dataset.rest;
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-guard]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // After the browser has read the form, or the pressed button's own value would be lost.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button[type=submit]")) {
      if (button.dataset.busy && button === event.submitter) {
        button.dataset.rest = button.textContent;
        button.textContent = button.dataset.busy;
      }
      button.disabled = true;
    }
  });
});

// A page taken out of the browser's memory by the back button must not stay locked.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-sent]");
  if (form) release(form);
});

document.getElementById("form-problems")?.focus();
