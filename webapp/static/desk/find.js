// Found as it is typed: the rows of a list in place, and up to eight things below the field of the head.
// Extras only: Enter asks for the page as without this file.
(function () {
  "use strict";
  if (!window.DOMParser) { return; }
  var PAUSE = 250;
  var asked = null;

  var LAPSED = '<p role="status" class="note is-warn">登录已过期，请刷新页面重新登录。</p>';

  // An answer from elsewhere is the page where one signs in.
  function ask(address, then, lapsed) {
    if (asked) { asked.abort(); }
    var own = asked = new XMLHttpRequest();
    own.open("GET", address);
    own.onload = function () {
      if (own.status !== 200) { return; }
      if (new URL(own.responseURL).pathname !== address.split("?")[0]) { lapsed(LAPSED); return; }
      then(own.responseText, own.responseURL);
    };
    own.send();
  }

  function whenTyped(field, act) {
    var timer = 0;
    function later() {
      window.clearTimeout(timer);
      timer = window.setTimeout(act, PAUSE);
    }
    // Letters that are still being put together into a character are nobody's name.
    field.addEventListener("input", function (event) { if (!event.isComposing) { later(); } });
    field.addEventListener("compositionend", later);
    field.form.addEventListener("submit", function () { window.clearTimeout(timer); });
  }

  function told() {
    var place = document.createElement("p");
    place.className = "sr";
    place.setAttribute("role", "status");
    document.body.appendChild(place);
    return place;
  }

  function list(field) {
    var form = field.form;
    var status = told();

    function address() {
      return window.location.pathname + Array.prototype.reduce.call(form.elements, function (all, each) {
        if (!each.name || !each.value) { return all; }
        return all + (all ? "&" : "?") + each.name + "=" + encodeURIComponent(each.value);
      }, "");
    }

    // The form stays, for somebody types in it; all around it becomes what the list now says.
    function place(text, at) {
      var fresh = new DOMParser().parseFromString(text, "text/html").getElementById(field.id);
      if (!fresh) { return; }
      var main = form.parentNode;
      var isBelow = false;
      var count = fresh.form.parentNode.querySelector("[role=status] b, .empty h2");
      Array.prototype.slice.call(main.childNodes).forEach(function (each) {
        if (each !== form) { main.removeChild(each); }
      });
      Array.prototype.slice.call(fresh.form.parentNode.childNodes).forEach(function (each) {
        if (each === fresh.form) { isBelow = true; return; }
        main.insertBefore(document.importNode(each, true), isBelow ? null : form);
      });
      status.textContent = count ? count.textContent : "";
      window.history.replaceState(null, "", at);
    }

    function lapsed(words) {
      if (!form.querySelector(".note")) { form.insertAdjacentHTML("beforeend", words); }
    }

    whenTyped(field, function () { ask(address(), place, lapsed); });
  }

  function head(field) {
    var box = document.createElement("div");
    var at = -1;
    var status = told();

    function options() { return box.querySelectorAll("[role=option]"); }

    function show(html) {
      var count = 0;
      box.innerHTML = html;
      at = -1;
      count = options().length;
      field.setAttribute("aria-expanded", count ? "true" : "false");
      field.removeAttribute("aria-activedescendant");
      status.textContent = count ? count + " 个，用上下键选" : "";
    }

    function move(by) {
      var all = options();
      if (!all.length) { return; }
      if (all[at]) { all[at].setAttribute("aria-selected", "false"); }
      at = (at + by + all.length + (at < 0 && by < 0 ? 1 : 0)) % all.length;
      all[at].setAttribute("aria-selected", "true");
      field.setAttribute("aria-activedescendant", all[at].id);
    }

    function open(option) { window.location.href = option.getAttribute("data-to"); }

    box.setAttribute("data-found", "");
    field.form.appendChild(box);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", "find-found");
    field.setAttribute("autocomplete", "off");
    show("");
    whenTyped(field, function () {
      if (!field.value.trim()) { show(""); return; }
      ask(field.getAttribute("data-suggest") + "?q=" + encodeURIComponent(field.value), show, show);
    });
    field.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        open(options()[at]);
      } else if (event.key === "Escape") { show(""); }
    });
    field.addEventListener("blur", function () { show(""); });
    // Before the field loses its focus, and the list with it.
    box.addEventListener("mousedown", function (event) {
      var option = event.target;
      while (option !== box && !option.getAttribute("data-to")) { option = option.parentNode; }
      event.preventDefault();
      if (option !== box) { open(option); }
    });
  }

  var own = document.getElementById("list-q");
  var top = document.getElementById("find-q");
  if (own) { list(own); }
  if (top) { head(top); }
})();
