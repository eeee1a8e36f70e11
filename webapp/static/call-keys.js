// Keys of the call panel at a desk; every key presses what stands on the page. ES5, for old webviews.
(function () {
  "use strict";
  // One switch for the keys of every page of the desk (desk.js).
  var OFF = "chaban-keys-off";
  var MARKS = ["一致", "不一致", "未答"];
  var warned = null;

  function each(selector, act, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), act);
  }

  function isDesk() {
    return window.matchMedia("(min-width: 1100px)").matches;
  }

  function isOff() {
    try { return localStorage.getItem(OFF) === "1"; } catch (fault) { return false; }
  }

  function switchKeys() {
    try { localStorage.setItem(OFF, isOff() ? "" : "1"); } catch (fault) { return; }
    tellState();
  }

  function tellState() {
    var off = isOff();
    document.documentElement.classList.add("with-keys");
    document.documentElement.classList[off ? "add" : "remove"]("keys-off");
    each(".keys", function (line) {
      line.hidden = false;
      line.querySelector(".on").hidden = off;
      line.querySelector(".switch").textContent = off ? "打开按键" : "关闭按键";
    });
  }

  // One call is on the screen; of a list that was taken along the others are hidden.
  function theForm() {
    return Array.prototype.filter.call(document.querySelectorAll(".call-form"), function (form) {
      return !form.hidden && !form.parentNode.hidden;
    })[0];
  }

  function seen(form, selector) {
    return Array.prototype.filter.call(form.querySelectorAll(selector), function (found) {
      return found.offsetParent !== null;
    })[0];
  }

  function say(form, words) {
    form.querySelector(".said").textContent = words;
  }

  function choose(set, word) {
    var mark = set.querySelector("[value=" + word + "]"), event = document.createEvent("Event");
    mark.checked = true;
    event.initEvent("change", true, false);
    mark.dispatchEvent(event);
  }

  function point(form, set) {
    each(".question", function (other) { other.classList[other === set ? "add" : "remove"]("at"); }, form);
  }

  function mark(form, number) {
    var set = form.querySelectorAll(".question")[number - 1];
    if (!set) { return; }
    if (set.querySelector(".filed").hidden) {
      set.querySelector(".look").click();
    } else {
      var chosen = set.querySelector("input:checked");
      choose(set, MARKS[chosen ? (MARKS.indexOf(chosen.value) + 1) % MARKS.length : 0]);
    }
    point(form, set);
  }

  // First everything is opened; only then may the rest agree.
  function revealOrMarkRest(form) {
    var reveal = seen(form, "[data-reveal]");
    if (reveal) { reveal.click(); return; }
    each(".question", function (set) {
      if (!set.querySelector("input:checked")) { choose(set, MARKS[0]); }
    }, form);
  }

  function save(form) {
    var left = form.querySelectorAll(".question").length - form.querySelectorAll(".question input:checked").length;
    var button = seen(form, "[data-save]");
    if (!button) { say(form, "还没有逐项核对。"); return; }
    if (left && warned !== form.elements.form_key.value) {
      warned = form.elements.form_key.value;
      say(form, "还有 " + left + " 项没有标；再按一次 Enter，这几项记为未答。");
      return;
    }
    button.click();
  }

  function press(form, key) {
    if (/^[1-9]$/.test(key)) { mark(form, Number(key)); return true; }
    if (key === "0") { revealOrMarkRest(form); return true; }
    if (key === "Enter") { save(form); return true; }
    if (key === "a") {
      var missed = seen(form, "[name=outcome][value=未接]");
      if (missed) { missed.click(); }
      return true;
    }
    return false;
  }

  // In a field a key is a letter, and on a button Enter is the button's own.
  function isTaken(event) {
    var on = event.target, isField = /^(TEXTAREA|SELECT)$/.test(on.tagName) ||
      (on.tagName === "INPUT" && on.type !== "radio");
    return isField || (event.key === "Enter" && /^(BUTTON|A|SUMMARY)$/.test(on.tagName)) ||
      event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing;
  }

  document.addEventListener("keydown", function (event) {
    var form = theForm();
    if (form && isDesk() && !isOff() && !isTaken(event) && press(form, event.key)) { event.preventDefault(); }
  });
  each(".switch", function (button) { button.onclick = switchKeys; });
  tellState();
})();
