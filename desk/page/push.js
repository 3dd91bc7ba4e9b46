// Runs in the browser while no page is open: shows what was pushed, and leads to the page it is about.
self.addEventListener("push", (event) => {
  const { title, text, page, tag } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body: text, tag, icon: "/desk/page/desk.svg", data: { page } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.page ?? "/desk/notices"));
});
