// A page that says so is asked for again, and the part that says so is put in place. Extras only: a reload does
// the same without this file.
(function () {
  "use strict";
  var part = document.querySelector("[data-refresh]");
  if (!part || !window.DOMParser) { return; }
  var every = 1000 * Number(part.getAttribute("data-refresh"));

  function isBusy() {
    var at = document.activeElement;
    return document.hidden || (at && at !== document.body && part.contains(at));
  }

  function open() {
    return Array.prototype.map.call(part.querySelectorAll("details"), function (each) { return each.open; });
  }

  function place(text) {
    var fresh = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
    if (!fresh || isBusy()) { return; }
    var were = open();
    part.innerHTML = fresh.innerHTML;
    Array.prototype.forEach.call(part.querySelectorAll("details"), function (each, at) { each.open = !!were[at]; });
  }

  function ask() {
    if (isBusy()) { return; }
    var request = new XMLHttpRequest();
    request.open("GET", window.location.href);
    request.onload = function () { if (request.status === 200) { place(request.responseText); } };
    request.send();
  }

  window.setInterval(ask, every);
})();
