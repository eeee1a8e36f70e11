// Extras of the spot-check pages, which do their work without this file too. ES5, for old webviews.
(function () {
  "use strict";
  var live = document.getElementById("live");
  var touched = Date.now();

  function each(selector, act, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), act);
  }

  function make(text, parent, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.onclick = act;
    parent.appendChild(made);
  }

  // The call, question by question: first the answer, then what was filed

  function ask(set) {
    var marks = set.querySelector(".marks");
    var row = document.createElement("div");
    row.className = "marks";
    set.appendChild(row);
    function open(shows) {
      set.querySelector(".filed").hidden = !shows;
      marks.hidden = false;
      row.hidden = true;
    }
    make("已回答", row, function () { open(true); });
    make("没回答", row, function () {
      open(false);
      marks.querySelector("[value=未答]").checked = true;
    });
  }

  // The key that ends the note sends nothing: what comes next is a button, and there may be no network

  function stay(event) {
    if (event.keyCode === 13 && event.target.id === "note") {
      event.preventDefault();
      event.target.blur();
    }
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

  each("#call-form", function (form) { form.addEventListener("keydown", stay); });
  each("[data-ask]", ask);
  each("[data-plain]", function (button) { button.hidden = true; });
  each("[data-save]", function (button) { button.hidden = false; });
  document.addEventListener("click", function () { touched = Date.now(); });
  if (live && live.getAttribute("data-live")) { setInterval(look, 4000); }
})();
