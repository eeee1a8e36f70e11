// Keys for a reviewer: j and k go from paper to paper, y to its pass button, n to the reasons. ES5.
(function () {
  "use strict";
  var papers = document.querySelectorAll("[data-paper]");
  var current = -1;

  function go(step) {
    current = Math.max(0, Math.min(papers.length - 1, current + step));
    papers[current].scrollIntoView();
    var first = papers[current].querySelector("input:not([type=hidden]), button, a");
    if (first) { first.focus(); }
  }

  function reach(key) {
    var found = papers[Math.max(0, current)].querySelector("[data-key=" + key + "]");
    if (found) { found.focus(); }
  }

  // One switch for the keys of every page of the desk (desk.js).
  function isOff() {
    try { return localStorage.getItem("chaban-keys-off") === "1"; } catch (fault) { return false; }
  }

  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !papers.length || isOff()) { return; }
    if (event.key === "j") { go(1); } else if (event.key === "k") { go(-1); }
    else if (event.key === "y" || event.key === "n") { reach(event.key); } else { return; }
    event.preventDefault();
  });
})();
