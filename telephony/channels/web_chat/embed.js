// One line in the hospital's own page puts a button there that opens the chat:
//   <script src="https://OUR-ADDRESS/chat/embed.js" async></script>
// It touches nothing of that page, keeps nothing in it and tells it nothing.
(() => {
  "use strict";

  const home = new URL(document.currentScript.src).origin;
  const NAME = "nuanqiao-chat";
  const PATIENCE = 1500;
  const NARROW = matchMedia("(max-width: 640px), (max-height: 560px)");
  // In a sheet of its own: the page's policy may forbid written styles. `!important`: its styles may reach for ours.
  const LOOKS = `
    :host { all: initial !important; position: fixed !important; right: 16px !important; bottom: 16px !important;
      z-index: 2147483000 !important; color-scheme: light dark; }
    * { box-sizing: border-box; font: 600 22px/1.3 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
    [hidden] { display: none !important; }
    button, a { min-height: 52px; padding: 0 22px; border-radius: 999px; border: 2px solid transparent; cursor: pointer;
      background: #0d5f57; color: #fff; }
    button:focus-visible, a:focus-visible { outline: 4px solid #c2570c; outline-offset: 2px; }
    #open { min-height: 60px; padding: 0 28px; box-shadow: 0 4px 18px rgb(0 0 0 / .28); letter-spacing: .06em; }
    dialog { padding: 0; border: 0; overflow: hidden; background: #fbf7f0; color: #1d2a27; flex-direction: column; }
    dialog[open] { display: flex; }
    dialog.beside { position: fixed; inset: auto 16px 16px auto; margin: 0; width: 440px; height: min(760px, calc(100vh - 32px));
      border: 1px solid #e4dccf; border-radius: 20px; box-shadow: 0 12px 48px rgb(0 0 0 / .32); }
    dialog.whole { inset: 0; margin: 0; width: 100vw; height: 100vh; height: 100dvh; max-width: none; max-height: none; }
    #bar { display: flex; justify-content: flex-end; padding: 6px 8px; flex: none; }
    #close { background: none; color: inherit; border-color: currentcolor; }
    iframe { flex: 1; width: 100%; min-height: 0; border: 0; }
    #sorry { flex: 1; margin: 0; padding: 12px 22px; font-weight: 400; overflow: auto; }
    #sorry a { display: inline-flex; align-items: center; margin-top: 16px; text-decoration: none; }
    @media (prefers-color-scheme: dark) {
      button, a { background: #7fd1c3; color: #0b1f1b; }
      dialog { background: #121816; color: #eef3f0; }
      dialog.beside { border-color: #34413c; }
    }
    @media (forced-colors: active) { button, a, dialog.beside { border-color: CanvasText; } }
  `;

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function build() {
    if (document.querySelector(NAME)) return;  // the line stands there twice
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOKS);
    const host = document.createElement(NAME);
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const open = element("button", { id: "open", type: "button", lang: "zh-CN", ariaHasPopup: "dialog", ariaExpanded: "false" }, "问健康");
    const close = element("button", { id: "close", type: "button" }, "关上");
    const link = element("a", { href: `${home}/chat`, target: "_blank", rel: "noopener" }, "打开健康咨询");
    const sorry = element("p", { id: "sorry", hidden: true }, "这个网页里打不开健康咨询，请点下面在新窗口打开。急症请直接拨打120。", element("br"), link);
    const dialog = element("dialog", { lang: "zh-CN", ariaLabel: "健康咨询" }, element("div", { id: "bar" }, close), sorry);
    root.append(open, dialog);
    document.body.append(host);
    lead({ open, close, sorry, dialog });
  }

  function lead({ open, close, sorry, dialog }) {
    let frame = null;
    let isHere = false;

    // Only when somebody wants it: until then not one request is made.
    function fetchChat() {
      frame = element("iframe", { title: "健康咨询对话", referrerPolicy: "no-referrer", allow: "", hidden: true });
      // Where this page is not on the list the browser loads a refusal, and the chat does not answer.
      frame.onload = () => setTimeout(() => { sorry.hidden = isHere; }, PATIENCE);
      frame.src = `${home}/chat`;
      dialog.append(frame);
    }

    function show() {
      if (dialog.open) return;
      if (!dialog.showModal) {  // a browser of before 2022
        window.open(`${home}/chat`, "_blank", "noopener");
        return;
      }
      if (!frame) fetchChat();
      dialog.className = NARROW.matches ? "whole" : "beside";
      if (NARROW.matches) dialog.showModal();
      else dialog.show();
      open.hidden = true;
      open.ariaExpanded = "true";
      (isHere ? frame : close).focus();
    }

    function hide() {
      if (dialog.open) dialog.close();
    }

    open.onclick = show;
    close.onclick = hide;
    dialog.onclose = () => {
      open.hidden = false;
      open.ariaExpanded = "false";
      open.focus();
    };
    dialog.onkeydown = ({ key, isComposing }) => { if (key === "Escape" && !isComposing) hide(); };
    addEventListener("message", ({ source, origin, data }) => {
      if (!frame || source !== frame.contentWindow || origin !== home) return;
      if (data === "nuanqiao:here") {
        isHere = true;
        frame.hidden = false;
        sorry.hidden = true;
      }
      if (data === "nuanqiao:close") hide();
    });
  }

  if (document.body) build();
  else addEventListener("DOMContentLoaded", build);
})();
