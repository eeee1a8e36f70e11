// A call on the screen: first the answer, then what was filed, then one button. ES5, for old webviews.
// Without this file the server does the same in two steps.
(function () {
  "use strict";
  var kept = document.getElementById("kept");

  function each(selector, act, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), act);
  }

  function make(text, parent, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "look btn";
    made.textContent = text;
    made.onclick = act;
    parent.appendChild(made);
    return made;
  }

  function has(form, selector) {
    return !!form.querySelector(selector);
  }

  function open(set) {
    set.querySelector(".filed").hidden = false;
    set.querySelector(".seg").hidden = false;
    each(".look", function (button) { button.hidden = true; }, set);
  }

  function openAll(form) {
    each(".question", open, form);
    settle(form);
    form.querySelector(".filed").scrollIntoView();
  }

  // Which buttons tell the truth as things stand: nothing agrees "as a whole" before all was looked at.
  function settle(form) {
    var closed = has(form, ".filed[hidden]");
    var differs = has(form, ".question [value=不一致]:checked, .question [value=未答]:checked");
    var marked = form.querySelectorAll(".question input:checked").length;
    each("[data-reveal]", function (button) { button.hidden = !closed; }, form);
    each("[data-all]", function (button) { button.hidden = closed || differs; }, form);
    each("[data-rest]", function (button) {
      button.hidden = closed || !differs || marked === form.querySelectorAll(".question").length;
    }, form);
    each("[data-save]", function (button) { button.hidden = !marked; }, form);
    each(".ways", function (row) { row.hidden = closed && !marked; }, form);
  }

  function setUp(form) {
    each("[data-ask]", function (set) {
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

  // What was recorded stays recorded when a kept page is opened again: by trainee, from which showing it is.

  function read(store, name) {
    try { return JSON.parse(window[store].getItem(name)) || {}; } catch (fault) { return {}; }
  }

  function write(store, name, what) {
    try { window[store].setItem(name, JSON.stringify(what)); } catch (fault) { return; }
  }

  function called() {
    return read("localStorage", "chaban-called");
  }

  function remember(form, shown) {
    var before = called(), now = {};
    Object.keys(before).forEach(function (url) {
      if (url.split("/calls/")[0] === form.action.split("/calls/")[0]) { now[url] = before[url]; }
    });
    now[form.action] = shown;
    write("localStorage", "chaban-called", now);
  }

  function isCalled(form) {
    return (called()[form.action] || "") >= form.getAttribute("data-shown");
  }

  // With a network the next trainee comes as soon as this one is sent, so the way there is none to press;
  // a page that was opened again from the phone sends nothing of its own, and always has it.
  function close(form, isOpenedAgain) {
    if (form.hidden) { return; }
    var said = document.createElement("div");
    said.className = "kept body stack";
    said.innerHTML = "<p>通话结果已保存在手机上；联网后自动发送。</p>" +
      "<p" + (isOpenedAgain ? "" : " class=onward") + "><a class='btn go big' href='" +
      form.action.replace(/s\/\d+$/, "") + "'>打下一位</a></p>";
    form.hidden = true;
    form.parentNode.appendChild(said);
    offerNext(navigator.onLine === false);
  }

  function offerNext(isCutOff) {
    each(".onward", function (way) { way.hidden = !isCutOff; });
  }

  function again(form) {
    each(".kept", function (said) { said.parentNode.removeChild(said); }, form.parentNode);
    form.hidden = false;
    form.removeAttribute("data-kept");
  }

  // When a call of a list began: at the tap that dialled, or, where another phone dials, when it came on the
  // screen. Both outlive the page, which a phone may load again during the call.

  var times = read("sessionStorage", "chaban-times");

  function note(what, at) {
    times[what] = at;
    write("sessionStorage", "chaban-times", times);
  }

  function noteOnScreen(form) {
    var showing = form ? form.action + form.getAttribute("data-shown") : "";
    if (times.showing === showing) { return; }
    times.showing = showing;
    note("since", Date.now());
  }

  function secondsOf(form) {
    return Math.round((Date.now() - (times[form.action] || times.since)) / 1000);
  }

  // A list that was taken along: one trainee a screen, and the next one by itself

  function show(card) {
    each(".call", function (each_) { each_.hidden = each_ !== card; });
    noteOnScreen(card && card.querySelector("form"));
    window.scrollTo(0, 0);
  }

  // What was refused lasted as long as it did, however much later it is put right.
  function comeBack(form) {
    note(form.action, Date.now() - 1000 * form.elements.lasted.value);
    show(form.parentNode);
  }

  function next() {
    var open = document.querySelector(".call-form:not([hidden])");
    show(open ? open.parentNode : null);
    each(".jump a", function (link) {
      var form = document.querySelector(link.getAttribute("href") + " form");
      link.parentNode.className = form.hidden ? "called" : "";
    });
    if (!open) { kept.lastChild.textContent = "名单里的都打过了。"; }
  }

  function jump(event) {
    var card = document.querySelector(event.target.getAttribute("href"));
    event.preventDefault();
    again(card.querySelector("form"));
    show(card);
  }

  function tellWhetherKept() {
    var span = kept.querySelector("span");
    function say(found) { span.textContent = found ? "已存在这部手机上，可以断网。" : "没有存下，请不要关掉本页。"; }
    if (window.caches) { caches.match(kept.getAttribute("data-path")).then(say); } else { say(false); }
  }

  function takeAlong() {
    tellWhetherKept();
    each(".call", function (card) {
      var dial = card.querySelector(".dial"), form = card.querySelector("form");
      if (dial) { dial.addEventListener("click", function () { note(form.action, Date.now()); }); }
    });
    each(".jump a", function (link) { link.addEventListener("click", jump); });
    each(".call-form button", function (button) {
      button.addEventListener("click", function () {
        button.form.elements.lasted.value = secondsOf(button.form);
      });
    });
    next();
  }

  each(".call-form", setUp);
  each(".call-form", function (form) { if (isCalled(form)) { close(form, true); } });
  document.addEventListener("kept", function (event) {
    remember(event.target, event.target.getAttribute("data-shown"));
    close(event.target);
    if (kept) { note(event.target.action, 0); next(); }
  });
  document.addEventListener("unreached", function () { offerNext(true); });
  window.addEventListener("offline", function () { offerNext(true); });
  window.addEventListener("online", function () { offerNext(false); });
  document.addEventListener("reopened", function (event) {
    remember(event.target, "");
    if (kept) { comeBack(event.target); }
  });
  if (kept) { takeAlong(); }
})();
