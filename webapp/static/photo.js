// Extras for the forms of one photo: it is made smaller on the phone (shrink.js), sent at once, and sent again
// after a dropped network with the same key, so that it arrives once. ES5, for old webviews.
(function () {
  "use strict";
  var TRIES = 5;

  function answerOf(request) {
    try { return JSON.parse(request.responseText); } catch (error) { return {}; }
  }

  function prepare(form) {
    var input = form.querySelector("input[type=file]");
    var button = form.querySelector("button");
    var said = form.querySelector(".progress");
    var waiting = null, tries = 0;

    function say(words, tone) {
      said.textContent = words;
      said.className = "progress " + (tone || "");
    }

    function fail(words) {
      if (!waiting) { form.removeAttribute("data-busy"); }
      say(words, "bad");
      button.hidden = false;
      button.disabled = false;
      button.textContent = "再试一次";
    }

    // A page that is loaded anew would take along what another form still sends or keeps for later.
    function arrive(next) {
      form.removeAttribute("data-busy");
      if (!document.querySelector("form[data-busy]")) {
        location.hash = next.split("#")[1] || "";
        location.reload();
      }
    }

    function send(photo) {
      var request = new XMLHttpRequest(), fields = new FormData();
      fields.append("csrf_token", form.elements.csrf_token.value);
      fields.append("client_key", form.elements.client_key.value);
      fields.append("photo", photo, photo.name || "photo.jpg");
      request.open("POST", form.action);
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.timeout = 120000;
      request.upload.onprogress = function (event) {
        if (event.lengthComputable) { say("正在上传 " + Math.round(100 * event.loaded / event.total) + "%"); }
      };
      request.onload = function () {
        var answer = answerOf(request);
        waiting = null;
        if (request.status === 200 && answer.next) {
          say("✓ 已收到", "good");
          arrive(answer.next);
        } else {
          fail(answer.error || "没有成功，请刷新页面后再试。");
        }
      };
      request.onerror = request.ontimeout = function () {
        waiting = photo;
        fail("网络断了，照片还在。有网后会自动再传，也可以点“再试一次”。");
        tries += 1;
        if (tries < TRIES && navigator.onLine !== false) { setTimeout(again, 2000 * tries); }
      };
      button.disabled = true;
      say("正在上传…");
      request.send(fields);
    }

    function again() {
      if (waiting) {
        var photo = waiting;
        waiting = null;
        send(photo);
      }
    }

    function start() {
      var file = input.files && input.files[0];
      if (!file) { return; }
      tries = 0;
      waiting = null;
      form.setAttribute("data-busy", "1");
      button.hidden = true;
      say("正在处理照片…");
      if (window.shrinkPhoto) { window.shrinkPhoto(file, send); } else { send(file); }
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (waiting) { again(); } else { start(); }
    });
    input.addEventListener("change", start);
    window.addEventListener("online", again);
  }

  if (!window.FormData || !window.XMLHttpRequest || !("files" in document.createElement("input"))) { return; }
  Array.prototype.forEach.call(document.querySelectorAll("form[data-photo]"), prepare);
})();
