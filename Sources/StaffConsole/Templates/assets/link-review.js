// A number key chooses an answer, Enter sends it: two keys for each pair. Without script the form works as any other.
const form = document.querySelector("[data-link-review]");

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input:not([type=radio]), textarea, select")) return;
  const answer = form.querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
  if (!answer) return;
  event.preventDefault();
  answer.checked = true;
  answer.focus();
});
