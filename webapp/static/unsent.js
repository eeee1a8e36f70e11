// Forms of a spot check on a weak network. Without this file they are plain forms. ES5, for old webviews.
// A form is kept on the phone until the server has said what it thinks of it, then forgotten.
(function () {
  "use strict";
  var box = document.getElementById("unsent");
  var db = null, sending = false, leaving = false, mine = {}, stuck = {}, told = null, sent = "";

  function each(selector, act, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), act);
  }

  function make(tag, text, parent) {
    var made = document.createElement(tag);
    made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  function press(words, act) {
    var button = make("button", words, box);
    button.className = "btn";
    button.onclick = act;
  }

  // The phone's store

  function store(mode) {
    return db.transaction("forms", mode).objectStore("forms");
  }

  function put(entry, then, fail) {
    var act = store("readwrite");
    act.put(entry);
    act.transaction.oncomplete = then;
    act.transaction.onabort = act.transaction.onerror = fail || null;
  }

  function drop(entry, then) {
    var act = store("readwrite");
    act.delete(entry.id);
    act.transaction.oncomplete = then;
  }

  // What a colleague has filled in on the same phone waits for the colleague.
  function kept(then) {
    store("readonly").index("at").openCursor().onsuccess = (function (found) {
      return function (event) {
        var cursor = event.target.result;
        if (!cursor) { then(found); return; }
        if (cursor.value.who === box.getAttribute("data-who")) { found.push(cursor.value); }
        cursor["continue"]();
      };
    })([]);
  }

  // Sending

  function post(entry, then) {
    var request = new XMLHttpRequest();
    var form = new FormData();
    entry.fields.forEach(function (field) { form.append(field[0], field[1]); });
    form.append("ago", String(Math.max(0, Math.round((Date.now() - entry.at) / 1000))));
    if (entry.photo) { form.append("picture", blobOf(entry.photo), "photo.jpg"); }
    request.open("POST", entry.url);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.setRequestHeader("X-CSRFToken", box.getAttribute("data-token"));
    request.timeout = entry.photo ? 120000 : 20000;
    request.onload = function () {
      var said = null;
      try { said = JSON.parse(request.responseText); } catch (fault) { said = null; }
      then(said && (said.next || said.error) ? said : { away: request.status < 500, broken: request.status >= 500 });
    };
    request.onerror = request.ontimeout = function () { then({}); };
    request.send(form);
  }

  function sendAll() {
    if (sending || !db) { return; }
    sending = true;
    kept(function (entries) {
      var next = entries.filter(function (entry) { return !entry.refused && !stuck[entry.id]; })[0];
      if (!next) { sending = false; show(""); return; }
      show("");
      post(next, function (said) {
        sending = false;
        if (said.next) { drop(next, function () { arrived(next, said.next); }); return; }
        if (said.error) { refuse(next, said.error); return; }
        // Where the server stumbles over one form the others need not wait for it.
        if (said.broken) { stuck[next.id] = true; sendAll(); return; }
        // The phone may think that it has a network, and nothing comes through.
        if (!said.away) { tell(box, "unreached"); }
        show(said.away ? "登录已失效或页面太旧：请重新登录或刷新本页，会自动补发。" : "");
      });
    });
  }

  function sendAgain() {
    stuck = {};
    sendAll();
  }

  // What was typed on this page stays in its form; what came from an earlier page, and a photo, stays kept.
  function refuse(entry, why) {
    entry.refused = why;
    if (mine[entry.id] && !entry.photo) {
      told = entry;
      drop(entry, function () { reopen(mine[entry.id]); sendAll(); });
    } else {
      put(entry, sendAll);
    }
    box.scrollIntoView();
  }

  function reopen(form) {
    form.hidden = false;
    form.removeAttribute("data-kept");
    each(".kept", function (said) { said.parentNode.removeChild(said); }, form.parentNode);
    tell(form, "reopened");
  }

  function tell(form, what) {
    var event = document.createEvent("Event");
    event.initEvent(what, true, false);
    form.dispatchEvent(event);
  }

  function isBegun() {
    var begun = false;
    each("input[type=text], input[type=file], textarea", function (input) {
      begun = begun || input.value !== input.defaultValue;
    });
    return begun;
  }

  function arrived(entry, next) {
    kept(function (left) {
      if (left.some(function (other) { return !other.refused; })) { sendAll(); return; }
      var isCalling = !!document.querySelector(".call-form:not([hidden])");
      if (isCalling || leaving || (!mine[entry.id] && isBegun())) {
        // Of a call that goes on, or of something being typed, nothing must be lost, nor a tap be undone.
        sent = "✓ " + entry.label + "已发出。";
        show("");
      } else if (mine[entry.id]) {
        location.href = next;
      } else {
        location.reload();
      }
    });
  }

  function show(problem) {
    kept(function (entries) {
      var waiting = entries.filter(function (entry) { return !entry.refused; });
      var refused = entries.filter(function (entry) { return entry.refused; }).concat(told || []);
      box.hidden = !waiting.length && !refused.length && !sent;
      box.textContent = "";
      if (sent && !waiting.length) { make("p", sent, box); }
      refused.forEach(complain);
      if (!waiting.length) { return; }
      make("b", (sending ? "正在发送 " : "还有 ") + waiting.length + (sending ? " 项" : " 项没有发出") +
        "，已保存在这部手机上" + (sending ? "" : "，有网络时自动发送") + "：", box);
      waiting.forEach(function (entry) { make("p", "○ " + entry.label, box); });
      if (problem) { make("p", problem, box).className = "bad"; }
      if (!sending) { press("现在发送", sendAgain); }
    });
  }

  function complain(entry) {
    make("p", "✗ " + entry.label + "没有被接受：" + entry.refused, box).className = "bad";
    press("知道了", function () {
      told = null;
      drop(entry, function () { show(""); });
    });
  }

  // Keeping

  // Each has a key of its own: a page that is opened again from the phone carries the keys that it had before.
  function keep(form, button, photo) {
    var fields = [];
    form.elements.form_key.value = Date.now().toString(16) + Math.random().toString(16).slice(2);
    each("input, select, textarea", function (input) {
      var skip = /^(radio|checkbox)$/.test(input.type) ? !input.checked : input.type === "file";
      if (input.name && !skip && input.name !== "csrf_token") { fields.push([input.name, input.value]); }
    }, form);
    if (button && button.name) { fields.push([button.name, button.value]); }
    var entry = {
      id: form.elements.form_key.value, who: box.getAttribute("data-who"), url: form.action, fields: fields,
      photo: photo, at: Date.now(), label: form.getAttribute("data-keep"), refused: ""
    };
    if (button && button.name === "outcome") { entry.label += "（" + button.value + "）"; }
    told = null;
    sent = "";
    mine[entry.id] = form;
    form.setAttribute("data-kept", "1");
    put(entry, function () { after(form); sendAll(); }, function () { form.removeAttribute("data-kept"); full(); });
  }

  function full() {
    box.hidden = false;
    box.textContent = "";
    make("p", "✗ 这部手机存不下了，没有保存；请清理空间，或在有网络时再试。", box).className = "bad";
  }

  function after(form) {
    show("");
    if (form.className === "call-form") {
      tell(form, "kept");
      return;
    }
    form.removeAttribute("data-kept");
    each("input[type=file]", function (input) { input.value = ""; }, form);
  }

  function keepable(form) {
    var clicked = null;
    form.addEventListener("click", function (event) {
      clicked = event.target.tagName === "BUTTON" ? event.target : clicked;
    });
    form.addEventListener("submit", function (event) {
      if (form.getAttribute("data-kept")) { event.preventDefault(); return; }
      if (!db || (clicked && clicked.hasAttribute("data-plain"))) { return; }
      event.preventDefault();
      var files = [];
      each("input[type=file]", function (input) { if (input.files[0]) { files.push(input.files[0]); } }, form);
      if (!files.length) { keep(form, clicked, null); return; }
      form.setAttribute("data-kept", "1");
      small(files[0], function (photo) { asAddress(photo, function (address) { keep(form, clicked, address); }); });
    });
  }

  // Photos

  function small(file, then) {
    if (window.shrinkPhoto) { window.shrinkPhoto(file, then); } else { then(file); }
  }

  // Old webviews keep no files in their store, but any text.
  function asAddress(photo, then) {
    var reader = new FileReader();
    reader.onload = function () { then(reader.result); };
    reader.readAsDataURL(photo);
  }

  function blobOf(address) {
    var parts = address.split(","), bytes = atob(parts[1]), list = new Uint8Array(bytes.length);
    for (var at = 0; at < bytes.length; at += 1) { list[at] = bytes.charCodeAt(at); }
    return new Blob([list], { type: parts[0].slice(5).split(";")[0] });
  }

  function ready() {
    each("form[data-keep]", keepable);
    show("");
    sendAll();
    window.addEventListener("online", sendAgain);
    window.addEventListener("beforeunload", function () { leaving = true; });
    window.addEventListener("pageshow", function () { leaving = false; });
    setInterval(sendAgain, 15000);
  }

  if (!box || !window.indexedDB) { return; }
  var opening = indexedDB.open("chaban-checks", 1);
  opening.onupgradeneeded = function () {
    opening.result.createObjectStore("forms", { keyPath: "id" }).createIndex("at", "at");
  };
  opening.onsuccess = function () { db = opening.result; ready(); };
})();
