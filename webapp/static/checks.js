// Extras of the spot-check pages, which do their work without this file too. ES5, for old webviews.
(function () {
  "use strict";
  var live = document.getElementById("live");
  var touched = Date.now();

  function each(selector, act, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), act);
  }

  // What others do in the same check, while somebody looks

  function look() {
    if (document.hidden || Date.now() - touched > 600000) { return; }
    var request = new XMLHttpRequest();
    request.open("GET", live.getAttribute("data-live"));
    request.setRequestHeader("If-None-Match", live.getAttribute("data-etag"));
    request.onload = function () {
      if (request.status !== 200 || request.responseURL.indexOf("/live") < 0) { return; }
      live.innerHTML = request.responseText;
      live.setAttribute("data-etag", request.getResponseHeader("ETag"));
      each("[data-for]", function (part) {
        document.getElementById(part.getAttribute("data-for")).innerHTML = part.innerHTML;
      }, live);
    };
    request.send();
  }

  if ("serviceWorker" in navigator && live && !navigator.serviceWorker.controller && !/call/.test(location.pathname)) {
    // The worker came after this page: it fetches the page once more, to have it without a network.
    navigator.serviceWorker.ready.then(function (worker) { worker.active.postMessage(location.pathname); });
  }
  document.addEventListener("click", function () { touched = Date.now(); });
  if (live && live.getAttribute("data-live")) { setInterval(look, 4000); }
})();
