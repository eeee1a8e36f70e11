// Keeps a page without personal data for the moments without a network, and of the pages of spot checks and
// of announcements those that the server names (X-Keep), for the person who opened them and for so long.
"use strict";
var KEPT = "offline-3", OWN = "staff-1-";
// Where somebody's session begins or ends, a trainee's as well.
var WAYS = /^\/((desk|staff)\/(enter|leave|dingtalk)|sign-in\/|sign-out)/;
var LIST = /\/calls\/list$/;
var CHECK = /^\/checks\/[0-9a-f-]{36}$/;
var timesForgotten = 0;

self.addEventListener("install", function (event) {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then(function (cache) {
    return fetch("/offline").then(function (answer) {
      return answer.text().then(function (page) {
        return cache.addAll(["/offline"].concat(linksOf(page)));
      });
    });
  }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(dropCaches(function (name) { return name !== KEPT && !isOwn(name); }).then(sweep).then(function () {
    return self.clients.claim();
  }));
});

// A page that was there before this worker.
self.addEventListener("message", function (event) {
  if (CHECK.test(event.data)) {
    var asking = { credentials: "same-origin", headers: { Accept: "text/html" } };
    event.waitUntil(fetch(event.data, asking).then(keeper()));
  }
});

self.addEventListener("fetch", function (event) {
  var address = new URL(event.request.url);
  var isPage = event.request.mode === "navigate", isGet = event.request.method === "GET";
  var isKept = isPage && /^\/(checks|me\/notices)(\/|$)/.test(address.pathname);
  var isStatic = address.pathname.indexOf("/static/") === 0;
  if (address.origin !== self.location.origin) { return; }
  if (isPage) { event.waitUntil(sweep()); }
  // Whoever comes or goes leaves nothing of before on the phone, with a network and without.
  if (WAYS.test(address.pathname)) { event.waitUntil(forget()); }
  // Of what is sent only the list comes back as a page to be kept; any other form is the browser's own affair.
  if (isKept && (isGet || LIST.test(address.pathname))) {
    event.respondWith(openPage(event, address.pathname));
  } else if (isGet && (isPage || isStatic)) {
    event.respondWith(fetch(event.request).catch(function () {
      return isPage ? offline() : caches.match(event.request).then(orError);
    }));
  }
});

function openPage(event, path) {
  var keepThis = keeper();
  return fetch(event.request).then(function (answer) {
    var keeping = keepThis(answer.clone()).catch(function () { return undefined; });
    event.waitUntil(keeping);
    // A list tells whether it is on the phone; any other page need not wait for it.
    return LIST.test(path) ? keeping.then(function () { return answer; }) : answer;
  }, function () {
    return sweep().then(function () { return kept(path); });
  });
}

// Of the calls of a check a list that was taken along tells more than the one call that was open.
function kept(path) {
  var tried = [path];
  if (/\/call(s\/\w+)?$/.test(path)) {
    tried = [path.replace(/\/call.*/, "/calls/list"), path.replace(/\/call.*/, "/call")];
  }
  return first(tried).then(function (found) { return found || offline(); });
}

function first(paths) {
  if (!paths.length) { return Promise.resolve(undefined); }
  return caches.match(paths[0]).then(function (found) { return found || first(paths.slice(1)); });
}

// To be made before a page is asked for: what arrives after everything was forgotten is not kept.
function keeper() {
  var before = timesForgotten;
  return function (answer) {
    return keep(answer, function () { return before !== timesForgotten; });
  };
}

function keep(answer, isForgotten) {
  var told = (answer.headers.get("X-Keep") || "").split(" ");
  if (told[0] === "drop") { return drop(told[1]); }
  if (told[0] !== "keep" || answer.status !== 200) { return Promise.resolve(); }
  var name = OWN + told[3], headers = new Headers(answer.headers);
  headers.set("X-Kept-At", String(Date.now()));
  headers.delete("Content-Encoding");
  return answer.text().then(function (page) {
    if (isForgotten()) { return undefined; }
    return dropCaches(function (other) { return isOwn(other) && other !== name; }).then(function () {
      return caches.open(name);
    }).then(function (cache) {
      return cache.put(told[1], new Response(page, { headers: headers })).then(function () {
        if (isForgotten()) { return caches.delete(name); }
        return cache.addAll(linksOf(page)).catch(function () { return undefined; });
      });
    });
  });
}

// Each once, though a page asks for many pictures of one file: a cache refuses to be given one address twice.
function linksOf(page) {
  return (page.match(/\/static\/[^"#]+/g) || []).filter(function (link, place, all) {
    return all.indexOf(link) === place;
  });
}

// What has been kept for long enough goes, whether or not somebody looks for it.
function sweep() {
  return everyPage(function (request, answer) {
    var seconds = Number((answer.headers.get("X-Keep") || "").split(" ")[2]);
    var age = Date.now() - Number(answer.headers.get("X-Kept-At"));
    return seconds > 0 && !(age >= 0 && age < seconds * 1000);
  });
}

function drop(path) {
  return everyPage(function (request) {
    var own = new URL(request.url).pathname;
    return own === path || own.indexOf(path + "/") === 0;
  });
}

function everyPage(isToGo) {
  return caches.keys().then(function (names) {
    return Promise.all(names.filter(isOwn).map(function (name) {
      return caches.open(name).then(function (cache) {
        return cache.keys().then(function (requests) {
          return Promise.all(requests.map(function (request) {
            return cache.match(request).then(function (answer) {
              return answer && isToGo(request, answer) ? cache.delete(request) : false;
            });
          }));
        });
      });
    }));
  });
}

function isOwn(name) {
  return name.indexOf(OWN) === 0;
}

function forget() {
  timesForgotten += 1;
  return dropCaches(isOwn);
}

function dropCaches(isToGo) {
  return caches.keys().then(function (names) {
    return Promise.all(names.filter(isToGo).map(function (name) { return caches.delete(name); }));
  });
}

function offline() {
  return caches.match("/offline").then(orError);
}

function orError(found) {
  return found || Response.error();
}
