// Keeps one page without personal data for the moments without a network; answers nothing else.
"use strict";
var KEPT = "offline-1";

self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(KEPT).then(function (cache) {
    return fetch("/offline").then(function (answer) {
      return answer.text().then(function (page) {
        var links = page.match(/\/static\/[^"]+/g) || [];
        return cache.addAll(["/offline"].concat(links));
      });
    });
  }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", function (event) {
  var isPage = event.request.mode === "navigate";
  var isStatic = event.request.url.indexOf("/static/") > 0;
  if (event.request.method !== "GET" || !(isPage || isStatic)) {
    return;
  }
  event.respondWith(fetch(event.request).catch(function () {
    return caches.match(isPage ? "/offline" : event.request).then(function (kept) {
      return kept || Response.error();
    });
  }));
});
