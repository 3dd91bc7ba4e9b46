// A picture or a file is neither read nor sent, however it comes: a sentence says what to type instead.

const holdsFiles = (data) => [...(data?.types ?? [])].includes("Files") || (data?.files?.length ?? 0) > 0;

export function refuseAttachments(tell) {
  addEventListener("paste", (event) => {
    if (!holdsFiles(event.clipboardData) || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    tell();
  });
  // Without this the browser would leave the talk and show the file.
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });
  addEventListener("drop", (event) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    tell();
  });
}
