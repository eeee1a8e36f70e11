// A call on the screen: first the answer, then what was filed, then one button. ES5, for old webviews.
// Without this file the server does the same in two steps.
(function () {
  "use strict";

  function each(selector, act, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), act);
  }

  function make(text, parent, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "look";
    made.textContent = text;
    made.onclick = act;
    parent.appendChild(made);
    return made;
  }

  function has(form, selector) {
    return !!form.querySelector(selector);
  }

  function open(set) {
    set.className = "ask";
    set.querySelector(".filed").hidden = false;
    set.querySelector(".marks").hidden = false;
    each(".look", function (button) { button.hidden = true; }, set);
  }

  function openAll(form) {
    each(".ask", open, form);
    settle(form);
    form.querySelector(".filed").scrollIntoView();
  }

  // Which buttons tell the truth as things stand: nothing agrees "as a whole" before all was looked at.
  function settle(form) {
    var closed = has(form, ".filed[hidden]");
    var differs = has(form, ".ask [value=不一致]:checked, .ask [value=未答]:checked");
    var marked = form.querySelectorAll(".ask input:checked").length;
    each("[data-reveal]", function (button) { button.hidden = !closed; }, form);
    each("[data-all]", function (button) { button.hidden = closed || differs; }, form);
    each("[data-rest]", function (button) {
      button.hidden = closed || !differs || marked === form.querySelectorAll(".ask").length;
    }, form);
    each("[data-save]", function (button) { button.hidden = !marked; }, form);
    each(".ways", function (row) { row.hidden = closed && !marked; }, form);
  }

  function setUp(form) {
    each("[data-ask]", function (set) {
      set.className = "ask closed";
      make("看备案", set, function () { open(set); settle(form); });
    }, form);
    each("[data-reveal]", function (button) {
      button.addEventListener("click", function (event) { event.preventDefault(); openAll(form); });
    }, form);
    form.addEventListener("change", function () { settle(form); });
    form.addEventListener("keydown", stay);
    settle(form);
  }

  // The key that ends the note sends nothing: what comes next is a button, and there may be no network.
  function stay(event) {
    if (event.keyCode === 13 && event.target.name === "note") {
      event.preventDefault();
      event.target.blur();
    }
  }

  each(".call-form", setUp);
})();
