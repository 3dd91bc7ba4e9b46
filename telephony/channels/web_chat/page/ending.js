// Ends the talk on this device, and asks before it does.

const dialog = document.getElementById("ending");

export function offerEnding(button, end) {
  const confirmed = () => { end(); document.getElementById("say").focus(); };
  button.onclick = () => {
    if (dialog.showModal) dialog.showModal();
    else if (window.confirm(dialog.querySelector("p").textContent)) confirmed();
  };
  dialog.querySelector("[value=no]").onclick = () => dialog.close();
  dialog.querySelector("[value=yes]").onclick = () => { dialog.close(); confirmed(); };
}
