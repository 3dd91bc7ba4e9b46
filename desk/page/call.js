// Judges what is typed on every pause. A danger once shown stays, and one key raises the alarm.
const PAUSE = 300;
const form = document.getElementById("call-sheet"), fields = form.elements;
const places = { screen: document.getElementById("verdict"), alarm: document.getElementById("verdict"), earlier: document.getElementById("earlier") };
const heard = { screen: fields.text.value, earlier: fields.phone.value };
const timers = {};
let asking = Promise.resolve(true);

// One after another: each question carries on the dangers that the answer before it showed.
function ask(step, button) {
  asking = asking.then(() => send(step, button));
  return asking;
}

async function send(step, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.append(button.name, button.value);
  body.set("part", "yes");
  const answer = await fetch(`/desk/calls/new/${step}`, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) return false;
  const html = await answer.text(), place = places[step], held = place.contains(document.activeElement);
  place.innerHTML = html;
  if (held) (place.querySelector("button") ?? fields.text).focus();
  return true;
}

function follow(field, step) {
  async function pause() {
    if (heard[step] === field.value) return;
    heard[step] = field.value;
    await ask(step);
    if (step === "screen") document.dispatchEvent(new CustomEvent("look-up", { detail: field.value }));
  }
  const wait = () => {
    clearTimeout(timers[step]);
    timers[step] = setTimeout(pause, PAUSE);
  };
  field.addEventListener("input", (event) => event.isComposing || wait());
  field.addEventListener("compositionend", wait);
  field.addEventListener("change", pause);
}

// What cannot be sent from here is sent as the page itself, so that somebody sees whether it went.
async function raise(button) {
  if (button.dataset.sent) return;
  button.dataset.sent = "yes";
  button.disabled = true;
  const went = await ask("alarm", button);
  button.disabled = false;
  delete button.dataset.sent;
  if (!went) return form.requestSubmit(button);
  document.getElementById("raise-alarm").open = false;
  places.alarm.scrollIntoView({ block: "nearest" });
}

function raiseByKey() {
  const button = form.querySelector("[data-raise]");
  if (button) return raise(button);
  const more = document.getElementById("raise-alarm");
  if (form.querySelector("[data-danger]")) return places.alarm.scrollIntoView({ block: "nearest" });
  more.open = true;
  more.querySelector("select").focus();
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches("[data-raise], [data-raise-chosen]")) {
    event.preventDefault();
    raise(button);
  } else if (button?.matches("[data-part]")) {
    event.preventDefault();
    ask("screen", button);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.repeat) return;
  if (event.key === "F9") {
    event.preventDefault();
    raiseByKey();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector(".keep-call"));
  } else if (event.key === "Enter" && event.target.matches("#call-sheet input")) {
    // Enter in a field goes on to the words, and keeps nothing by accident.
    event.preventDefault();
    fields.text.focus();
  }
});

follow(fields.text, "screen");
follow(fields.phone, "earlier");
