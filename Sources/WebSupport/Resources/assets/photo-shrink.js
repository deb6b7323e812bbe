// Shrinks a photo on the phone before it is sent: 10 MB become a few hundred KB on a weak network.
// Without this module, or when anything here fails, the photo goes as it is and the server takes up to 10 MB.

const longestSide = 2000;
const worthShrinking = 700_000;

async function shrink(file) {
  if (!file.type.startsWith("image/") || file.size < worthShrinking) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  if (!blob || blob.size >= file.size) return file;
  const name = file.name.replace(/\.[^.]*$/, "") + ".jpg";
  return new File([blob], name, { type: "image/jpeg", lastModified: file.lastModified });
}

document.addEventListener("change", async (event) => {
  const input = event.target;
  if (!input.matches("input[type=file][data-shrink]") || input.files.length !== 1) return;
  const chosen = input.files[0];
  try {
    const small = await shrink(chosen);
    // Another photo may have been chosen while this one was being shrunk.
    if (small === chosen || input.files[0] !== chosen) return;
    const transfer = new DataTransfer();
    transfer.items.add(small);
    input.files = transfer.files;
  } catch {
    // The photo stays as it is.
  }
});
