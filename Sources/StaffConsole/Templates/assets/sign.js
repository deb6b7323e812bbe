// A signature drawn with finger, pen or mouse becomes the file of the form. Without script a photo of paper serves.
const box = document.querySelector("[data-signature]");
const input = document.querySelector("input[type=file][name=picture]");

if (box && input && "DataTransfer" in window) {
  box.hidden = false;
  const canvas = box.querySelector("canvas");
  const pen = canvas.getContext("2d");
  let last = null;

  const clear = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 3;
    pen.lineCap = "round";
    pen.strokeStyle = "#000";
    input.value = "";
  };

  const place = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [(event.clientX - frame.left) * canvas.width / frame.width, (event.clientY - frame.top) * canvas.height / frame.height];
  };

  const keep = () => canvas.toBlob((picture) => {
    if (!picture) return;
    const files = new DataTransfer();
    files.items.add(new File([picture], "signature.png", { type: "image/png" }));
    input.files = files.files;
  }, "image/png");

  clear();
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const next = place(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...next);
    pen.stroke();
    last = next;
  });
  canvas.addEventListener("pointerup", () => {
    last = null;
    keep();
  });
  box.querySelector("[data-clear]").addEventListener("click", clear);
}
