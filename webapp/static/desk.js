// Keys of lists at the desk. Extras only: every page does its work without this file.
(function () {
  "use strict";
  var OFF = "chaban-keys-off";
  var box = document.getElementById("keys-off");

  function kept() {
    try { return window.localStorage.getItem(OFF) === "1"; } catch (error) { return false; }
  }

  function keep(isOff) {
    try { window.localStorage.setItem(OFF, isOff ? "1" : ""); } catch (error) { /* A private window keeps nothing. */ }
  }

  function isTyping(element) {
    var name = element && element.tagName;
    return name === "INPUT" || name === "TEXTAREA" || name === "SELECT" || (element && element.isContentEditable);
  }

  function rows() {
    return Array.prototype.slice.call(document.querySelectorAll("table[data-rows] > tbody > tr"));
  }

  function current() {
    return document.querySelector("table[data-rows] > tbody > tr.at");
  }

  function move(by) {
    var all = rows();
    var at = all.indexOf(current());
    var next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    if (!next) { return; }
    if (at >= 0) { all[at].classList.remove("at"); }
    next.classList.add("at");
    var link = next.querySelector("a");
    if (link) { link.focus({ preventScroll: true }); }
    next.scrollIntoView({ block: "nearest" });
  }

  function choose() {
    var at = current();
    var box = at && at.querySelector("input[type=checkbox]");
    if (box) { box.click(); }
  }

  var acts = {
    "/": function () {
      var field = document.querySelector("main input[type=search], .find input");
      if (field) { field.focus(); }
    },
    "j": function () { move(1); },
    "k": function () { move(-1); },
    "x": choose,
    "?": function () { window.location.href = document.querySelector("a[data-keys]").href; }
  };

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || kept()) { return; }
    var act = acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  if (box) {
    box.checked = kept();
    box.addEventListener("change", function () { keep(box.checked); });
  }
})();
