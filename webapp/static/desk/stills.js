// Newer pictures take the place of older ones on the wall; nothing else of the page moves. Extras only: a reload
// does the same without this file.
(function () {
  "use strict";
  var wall = document.querySelector("[data-stills]");
  if (!wall || !window.JSON) { return; }
  var every = 1000 * Number(wall.getAttribute("data-every"));
  // A camera takes a second or two; after so many tries it is not worth the asking.
  var soon = 2000;
  var tries = 8;

  function figures() {
    return Array.prototype.slice.call(wall.querySelectorAll("figure[data-class]"));
  }

  function put(place, told) {
    var size = place.getAttribute("data-still");
    var link, picture;
    if (place.tagName === "A") {
      place.querySelector("img").src = told[size];
      if (size === "large") { place.href = told[size]; }
      return;
    }
    link = document.createElement("a");
    link.className = "still";
    link.href = size === "large" ? told[size] : place.getAttribute("data-href");
    link.setAttribute("data-still", size);
    picture = document.createElement("img");
    picture.src = told[size];
    picture.width = 640;
    picture.height = 360;
    picture.alt = place.getAttribute("data-alt");
    link.appendChild(picture);
    place.parentNode.replaceChild(link, place);
  }

  function show(figure, told) {
    var place = figure.querySelector("[data-still]");
    var taken = figure.querySelector("[data-taken]");
    if (told[place.getAttribute("data-still")] && taken.textContent !== told.taken) { put(place, told); }
    if (told.trouble && place.tagName !== "A") {
      place.removeAttribute("data-waiting");
      place.querySelector("b").textContent = "没有画面";
      place.querySelector("[data-why]").textContent = told.trouble;
    }
    if (told.taken && !(told.trouble && place.tagName === "A")) { taken.textContent = told.taken; }
  }

  function ask() {
    var all = figures();
    var request = new XMLHttpRequest();
    if (!all.length) { return; }
    if (document.hidden) { window.setTimeout(ask, every); return; }
    request.open("GET", wall.getAttribute("data-stills") + "?" + all.map(function (each) {
      return "of=" + each.getAttribute("data-class");
    }).join("&"));
    request.onload = function () {
      var told = request.status === 200 ? JSON.parse(request.responseText) : [];
      told.forEach(function (each) {
        all.forEach(function (figure) {
          if (figure.getAttribute("data-class") === each["class"]) { show(figure, each); }
        });
      });
    };
    request.onloadend = again;
    request.send();
  }

  function again() {
    var isWaiting = wall.querySelector("[data-waiting]");
    if (isWaiting) { tries -= 1; }
    window.setTimeout(ask, isWaiting && tries > 0 ? soon : every);
  }

  // What came with the page may be a minute old, and is being fetched anew while it is looked at.
  window.setTimeout(ask, soon);
})();
